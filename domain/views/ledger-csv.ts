import type { ReconciliationReport } from '../contract/guard.ts';
import type { ValidationLedger } from '../contract/validations.ts';
import { minorToDecimal } from '../kernel/money.ts';
import { zonedIso } from '../kernel/zoned.ts';
import { type Cell, type CsvOptions, number, text, toCsv } from './csv.ts';
import { TICKET_ENDS } from './ledger.ts';

/** The sums of the day first, then one row for each difference. */
export function reconciliationCsv(report: ReconciliationReport, options: CsvOptions = {}): string {
  const { currency, timeZone } = report;
  const money = (minor: number | null) => (minor === null ? '' : minorToDecimal(minor, currency));
  const sum = (name: string, count: number): readonly Cell[] => [
    text(name),
    number(String(count)),
    ...Array.from({ length: 7 }, () => text('')),
  ];
  const sums = [
    sum('open-before', report.openBefore),
    sum('issued', report.issued),
    ...TICKET_ENDS.map((how) => sum(`ended-${how}`, report.ended[how])),
    sum('open-after', report.openAfter),
    sum('unexplained', report.unexplained),
    sum('lost-tickets', report.lost),
  ];
  const differences = report.differences.map((one): readonly Cell[] => [
    text(one.kind),
    number('1'),
    text(zonedIso(one.at, timeZone)),
    text(one.ticketNumber ?? ''),
    text(one.laneId ?? ''),
    number(money(one.amountMinor)),
    text(one.amountMinor === null ? '' : currency),
    text(one.by),
    text(one.reason),
  ]);
  const slots = (report.occupiedWithoutStay ?? []).map(({ label }): readonly Cell[] => [
    text('occupied-without-stay'),
    number('1'),
    ...Array.from({ length: 6 }, () => text('')),
    text(label),
  ]);
  const header = 'item,count,at,ticket,lane,amount,currency,by,reason';
  return toCsv(header, [...sums, ...differences, ...slots], options);
}

/** One row for each shop and offer, and one for what the shop owes. */
export function validationLedgerCsv(ledger: ValidationLedger, options: CsvOptions = {}): string {
  const { month, currency } = ledger;
  const rows = ledger.shops.flatMap((shop): readonly (readonly Cell[])[] => [
    ...shop.byOffer.map(({ label, count }) => [
      text(month),
      text(shop.name),
      text(label),
      number(String(count)),
      number(''),
      text(''),
    ]),
    [
      text(month),
      text(shop.name),
      text(''),
      number(String(shop.count)),
      number(minorToDecimal(shop.valueMinor, currency)),
      text(currency),
    ],
  ]);
  return toCsv('month,shop,offer,count,value,currency', rows, options);
}
