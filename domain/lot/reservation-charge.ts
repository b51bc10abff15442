import { must } from '../kernel/assert.ts';
import { DAY_MS, type Instant, MINUTE_MS } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import type { ReservationPolicies } from '../reservation/policies.ts';
import type { Reservation } from '../reservation/reservation.ts';
import type { Session } from '../session/session.ts';
import type { QuoteLine } from '../tariff/quote.ts';
import type { ContractCharge } from './contract-charge.ts';
import { reservationPolicies } from './reservation-supply.ts';
import type { LotState } from './state.ts';

/** What a reserved stay is charged for, and what was paid for it before it began. */
export interface ReservationCharge extends ContractCharge {
  /** Counts like money that was paid for the session. */
  readonly creditMinor: Minor;
}

/** Lines that taxes and rounding of the whole are made of anew. */
const SETTLED: ReadonlySet<QuoteLine['code']> = new Set(['tax', 'rounding', 're-entry']);

/**
 * A stay by reservation costs what was quoted for the window, whenever in it the vehicle comes and
 * leaves. What lies before the tolerance is charged by the tariff. Beyond the end and its grace each
 * period that has started costs the overstay fee; where the lot has none, the tariff charges that time.
 * Null when the session came by another right, or its booking is not known any more.
 */
export function reservationCharge(
  state: LotState,
  session: Session,
  exitAt: Instant,
): ReservationCharge | null {
  if (session.right.kind !== 'reservation') return null;
  const one = state.reservations.reservations.get(session.right.reservationId);
  if (one === undefined) return null;
  const { fromAt, toAt, earliestAt, graceUntilAt } = one.timing;
  const { overstay } = reservationPolicies(must(state.installed, 'a stay is in an open lot'));
  const entryAt = session.startedAt ?? session.issuedAt;
  const spans = [];
  if (entryAt < earliestAt) spans.push({ fromAt: entryAt, toAt: Math.min(fromAt, exitAt) });
  const price = one.quote.lines.filter(({ code }) => !SETTLED.has(code));
  const base = { creditMinor: one.paidMinor, why: whyOf(one) };
  if (exitAt <= graceUntilAt)
    return { ...base, spans, lines: price, validUntilAt: graceUntilAt + 1 };
  if (overstay.feeMinor === 0) {
    spans.push({ fromAt: Math.max(toAt, entryAt), toAt: exitAt });
    return { ...base, spans, lines: price, validUntilAt: exitAt + DAY_MS };
  }
  const { line, validUntilAt } = overstayLine(one, overstay, exitAt);
  return { ...base, spans, lines: [...price, line], validUntilAt };
}

function overstayLine(
  { timing: { graceUntilAt } }: Reservation,
  { periodMinutes, feeMinor }: ReservationPolicies['overstay'],
  exitAt: Instant,
): { readonly line: QuoteLine; readonly validUntilAt: Instant } {
  const periodMs = periodMinutes * MINUTE_MS;
  const quantity = Math.ceil((exitAt - graceUntilAt) / periodMs);
  return {
    line: {
      code: 'overstay',
      text: 'Overstay',
      fromAt: graceUntilAt,
      toAt: exitAt,
      quantity,
      perMinutes: periodMinutes,
      unitMinor: feeMinor,
      amountMinor: quantity * feeMinor,
    },
    validUntilAt: graceUntilAt + quantity * periodMs + 1,
  };
}

const whyOf = ({ number }: Reservation): string => `Reservation ${number}.`;
