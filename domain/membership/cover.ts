import type { VehicleClass } from '../facility/kinds.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import type { Membership } from './membership.ts';
import { byMonth, graceUntil } from './periods.ts';
import type { Plan } from './plan.ts';
import { lengthOf, type Span, unionOf, within, without } from './spans.ts';
import { windowSpans } from './windows.ts';

/** What a plan does for one stay. Covered and charged spans together are the stay, in order. */
export interface Cover {
  readonly coveredSpans: readonly Span[];
  readonly chargedSpans: readonly Span[];
  /** What the balance may pay of the charge. */
  readonly balanceUsableMinor: Minor;
  /** What of the charge may become a debt, so that the gate opens. */
  readonly debtUsableMinor: Minor;
  /** Until then an exit is covered as this one is; from then on more may be charged. */
  readonly coveredUntilAt: Instant;
}

export interface CoveredStay {
  readonly entryAt: Instant;
  readonly exitAt: Instant;
  readonly vehicleClass: VehicleClass;
  /** It came when the entries or the group's quota were used up. */
  readonly isBeyond: boolean;
}

/** What of a stay a membership covers, and how the rest may be paid. An exit before entry is no time. */
export function coverOf(
  membership: Membership,
  plan: Plan,
  stay: CoveredStay,
  timeZone: string,
): Cover {
  const whole = { fromAt: stay.entryAt, toAt: Math.max(stay.entryAt, stay.exitAt) };
  // Looked at a day longer than the stay, to know how long the cover goes on.
  const longer = { ...whole, toAt: whole.toAt + DAY_MS };
  const spans = spansInRights(membership, plan, stay, longer, timeZone);
  const running = spans.find(({ fromAt, toAt }) => fromAt <= whole.toAt && toAt > whole.toAt);
  const coveredSpans = within(spans, whole);
  const { beyond, debtLimitMinor } = plan.terms;
  const mayOwe = beyond === 'debt' && membership.state === 'active';
  return {
    coveredSpans,
    chargedSpans: without(whole, coveredSpans),
    balanceUsableMinor: membership.state === 'active' ? membership.balanceMinor : 0,
    coveredUntilAt: running?.toAt ?? longer.toAt,
    debtUsableMinor: mayOwe ? Math.max(0, debtLimitMinor - membership.debtMinor) : 0,
  };
}

function spansInRights(
  membership: Membership,
  plan: Plan,
  stay: CoveredStay,
  whole: Span,
  timeZone: string,
): readonly Span[] {
  const { rights, vehicleClasses } = plan.terms;
  if (stay.isBeyond || !vehicleClasses.includes(stay.vehicleClass)) return [];
  const valid = within(validSpans(membership, plan), whole);
  switch (rights.kind) {
    case 'unlimited':
    case 'entries':
      return valid;
    case 'windows':
      return valid.flatMap((span) => windowSpans(rights.windows, span, timeZone));
    case 'hours':
      return hoursLeft(membership, valid, rights.hours, timeZone);
    case 'prepaid':
      return [];
  }
}

/** When the rights hold: what was paid, each period with what follows it, and the last one's grace. */
function validSpans(membership: Membership, plan: Plan): readonly Span[] {
  const { periods, startAt, state, stateSince } = membership;
  const endsAt = state === 'active' ? Number.MAX_SAFE_INTEGER : stateSince;
  const spans = periods.map(({ fromAt, untilAt }) => ({ fromAt, toAt: untilAt }));
  const last = spans.at(-1);
  const grace = graceUntil(membership, plan);
  if (last !== undefined && grace !== null) spans.push({ fromAt: last.fromAt, toAt: grace });
  return within(unionOf(spans), { fromAt: startAt, toAt: endsAt });
}

/** The first hours of each month's part, as far as that month's quota is not used up. */
function hoursLeft(
  membership: Membership,
  valid: readonly Span[],
  hours: number,
  timeZone: string,
): readonly Span[] {
  const spentMs = new Map<string, number>();
  const covered: Span[] = [];
  for (const part of valid.flatMap((span) => byMonth(span, timeZone))) {
    const { month, fromAt } = part;
    const used = (membership.usage.get(month)?.usedMs ?? 0) + (spentMs.get(month) ?? 0);
    const leftMs = Math.max(0, hours * HOUR_MS - used);
    const toAt = Math.min(part.toAt, fromAt + leftMs);
    if (toAt > fromAt) covered.push({ fromAt, toAt });
    spentMs.set(month, (spentMs.get(month) ?? 0) + lengthOf([part]));
  }
  return unionOf(covered);
}
