import type { ShiftId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import type { PaymentMethod } from '../payment/payment.ts';

/** So many of one note or coin, as counted. */
export interface CountedPieces {
  readonly pieceMinor: Minor;
  readonly count: number;
}

/** Cash that goes in or out of the drawer without a payment. */
export const CASH_MOVES = ['pay-in', 'pay-out', 'drop'] as const;
export type CashMove = (typeof CASH_MOVES)[number];

/** What went through a shift by one way of paying. */
export interface MethodTotal {
  count: number;
  takenMinor: Minor;
  refundCount: number;
  refundedMinor: Minor;
}

/** One clerk's time at the till. Plain data: it is part of snapshots. */
export interface Shift {
  readonly id: ShiftId;
  readonly openedAt: Instant;
  /** The clerk; one open shift each. */
  readonly by: string;
  readonly floatMinor: Minor;
  readonly totals: Map<PaymentMethod, MethodTotal>;
  /** Pay-ins less pay-outs and drops. */
  movedMinor: Minor;
}

/** What the drawer should hold: float, cash taken, cash given back, moves. */
export function expectedCashMinor(shift: Shift): Minor {
  const cash = shift.totals.get('cash');
  return shift.floatMinor + (cash?.takenMinor ?? 0) - (cash?.refundedMinor ?? 0) + shift.movedMinor;
}

export interface ShiftBook {
  readonly open: Map<ShiftId, Shift>;
  /** Clerk → their open shift. */
  readonly byClerk: Map<string, ShiftId>;
  /** Closing reports are numbered without gaps, as a fiscal Z report is. */
  lastCloseNumber: number;
}

export function emptyShiftBook(): ShiftBook {
  return { open: new Map(), byClerk: new Map(), lastCloseNumber: 0 };
}
