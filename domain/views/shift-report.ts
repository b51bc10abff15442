import type {
  MethodTotalRow,
  ShiftPayment,
  ShiftReport,
  ShiftRow,
  UnpaidSession,
} from '../contract/shifts.ts';
import type { PlateRef } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Currency, Minor } from '../kernel/money.ts';
import type { RecordedEvent } from '../lot/event.ts';
import { PAYMENT_METHODS } from '../payment/payment.ts';

/** A shift as the read model keeps it, with what went through it. */
export interface ShiftRecord {
  readonly id: string;
  readonly by: string;
  readonly openedAt: Instant;
  readonly floatMinor: Minor;
  /** Pay-ins less pay-outs and drops. */
  readonly movedMinor: Minor;
  readonly closedAt: Instant | null;
  readonly closedBy: string | null;
  readonly closeNumber: number | null;
  readonly expectedMinor: Minor | null;
  readonly countedMinor: Minor | null;
  /** Of all ways of paying, less what was given back. */
  readonly takenMinor: Minor;
  /** Of that, cash. */
  readonly cashMinor: Minor;
  readonly payments: number;
}

/** A stay that ended by hand although something was due; the plate is still a reference. */
export interface UnpaidRecord extends Omit<UnpaidSession, 'plate'> {
  readonly plateRef: PlateRef | null;
}

/** All that one report is made of. */
export interface ShiftFacts {
  readonly shift: ShiftRecord;
  /** Its own events: opened, cash moved, closed. */
  readonly history: readonly RecordedEvent[];
  readonly payments: readonly ShiftPayment[];
  readonly unpaid: readonly UnpaidRecord[];
}

/** A shift as lists show it. What the drawer should hold follows from what went through it. */
export function shiftRowOf(shift: ShiftRecord): ShiftRow {
  const { movedMinor, cashMinor, expectedMinor, ...row } = shift;
  const { floatMinor, countedMinor } = row;
  const expected = expectedMinor ?? floatMinor + cashMinor + movedMinor;
  const differenceMinor = countedMinor === null ? null : countedMinor - expected;
  return { ...row, expectedMinor: expected, differenceMinor };
}

/** The X report of a shift that runs, or the Z report of one that is closed. */
export function shiftReportOf(
  { shift, history, payments, unpaid }: ShiftFacts,
  currency: Currency,
  reveal: (ref: PlateRef | null) => string | null,
): ShiftReport {
  const { takenMinor, payments: count, ...head } = shiftRowOf(shift);
  const closed = history.find(({ event }) => event.type === 'ShiftClosed')?.event;
  const isClosed = closed?.type === 'ShiftClosed';
  return {
    ...head,
    kind: shift.closedAt === null ? 'X' : 'Z',
    currency,
    totals: totalsOf(payments),
    moves: history.flatMap(({ at, event }) => {
      if (event.type !== 'CashMoved') return [];
      const { move, amountMinor, reason } = event;
      return [{ at, move, amountMinor, reason }];
    }),
    pieces: isClosed ? [...closed.pieces] : [],
    reason: isClosed ? closed.reason : '',
    payments: [...payments],
    paymentsWithoutSession: payments.filter(
      ({ purpose, unmatched }) => purpose === 'lost-ticket' || unmatched,
    ),
    sessionsWithoutPayment: unpaid.map(({ plateRef, ...row }) => ({
      ...row,
      plate: reveal(plateRef),
    })),
  };
}

/** Sums by way of paying, in the order in which they are always listed; without those not used. */
export function totalsOf(
  payments: readonly Pick<ShiftPayment, 'method' | 'kind' | 'amountMinor'>[],
): MethodTotalRow[] {
  return PAYMENT_METHODS.flatMap((method) => {
    const total = { method, count: 0, takenMinor: 0, refundCount: 0, refundedMinor: 0 };
    const own = payments.filter((payment) => payment.method === method);
    for (const { kind, amountMinor } of own) {
      if (kind === 'payment') {
        total.count += 1;
        total.takenMinor += amountMinor;
      } else {
        total.refundCount += 1;
        total.refundedMinor -= amountMinor;
      }
    }
    return own.length === 0 ? [] : [total];
  });
}
