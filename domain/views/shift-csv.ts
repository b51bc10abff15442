import type { ShiftReport } from '../contract/shifts.ts';
import type { Instant } from '../kernel/instant.ts';
import { minorToDecimal } from '../kernel/money.ts';
import { zonedIso } from '../kernel/zoned.ts';
import { type Cell, type CsvOptions, number, text, toCsv } from './csv.ts';

/**
 * A shift as a file, one row a fact: `section` says which. Amounts are signed as they move the
 * drawer or the takings; times carry the lot's offset.
 */
export function shiftCsv(report: ShiftReport, timeZone: string, options: CsvOptions = {}): string {
  const { currency } = report;
  const money = (amountMinor: number | null) =>
    number(amountMinor === null ? '' : minorToDecimal(amountMinor, currency));
  const row = (section: string, { at, name, count, amountMinor, note }: Fact): readonly Cell[] => [
    text(section),
    text(at === undefined || at === null ? '' : zonedIso(at, timeZone)),
    text(name),
    number(count === undefined ? '' : String(count)),
    money(amountMinor ?? null),
    text(currency),
    text(note ?? ''),
  ];
  const { totals, moves, pieces, payments, sessionsWithoutPayment } = report;
  const rows = [
    row('shift', { at: report.openedAt, name: 'opened', note: report.by }),
    row('shift', { at: report.closedAt, name: 'closed', note: report.closedBy ?? '' }),
    row('drawer', { name: 'float', amountMinor: report.floatMinor }),
    ...moves.map(({ at, move, amountMinor, reason }) =>
      row('move', {
        at,
        name: move,
        amountMinor: move === 'pay-in' ? amountMinor : -amountMinor,
        note: reason,
      }),
    ),
    ...totals.flatMap(({ method, count, takenMinor, refundCount, refundedMinor }) => [
      row('taken', { name: method, count, amountMinor: takenMinor }),
      row('given-back', { name: method, count: refundCount, amountMinor: -refundedMinor }),
    ]),
    row('drawer', { name: 'expected', amountMinor: report.expectedMinor }),
    row('drawer', { name: 'counted', amountMinor: report.countedMinor }),
    row('drawer', {
      name: 'difference',
      amountMinor: report.differenceMinor,
      note: report.reason,
    }),
    ...pieces.map(({ pieceMinor, count }) =>
      row('piece', {
        name: minorToDecimal(pieceMinor, currency),
        count,
        amountMinor: pieceMinor * count,
      }),
    ),
    ...payments.map(({ at, kind, receiptNumber, amountMinor, method, ticketNumber }) =>
      row(kind, {
        at,
        name: String(receiptNumber),
        amountMinor,
        note: `${method} ${ticketNumber ?? ''}`.trim(),
      }),
    ),
    ...report.paymentsWithoutSession.map(({ at, receiptNumber, amountMinor, purpose }) =>
      row('payment-without-session', {
        at,
        name: String(receiptNumber),
        amountMinor,
        note: purpose,
      }),
    ),
    ...sessionsWithoutPayment.map(({ exitAt, ticketNumber, dueMinor, plate }) =>
      row('session-without-payment', {
        at: exitAt,
        name: ticketNumber,
        amountMinor: dueMinor,
        note: plate ?? '',
      }),
    ),
  ];
  return toCsv('section,at,name,count,amount,currency,note', rows, options);
}

interface Fact {
  readonly at?: Instant | null;
  readonly name: string;
  readonly count?: number;
  readonly amountMinor?: number | null;
  readonly note?: string;
}
