import type { Instant } from '../kernel/instant.ts';
import { groupInside, type MembershipBook } from './book.ts';
import type { Membership } from './membership.ts';
import { monthOf } from './periods.ts';
import type { Plan } from './plan.ts';

/** How many more entries a membership has, or null where its plan does not count them. */
export function entriesLeft(
  membership: Membership,
  { terms: { rights } }: Plan,
  at: Instant,
  timeZone: string,
): number | null {
  if (rights.kind !== 'entries') return null;
  const { count, per } = rights;
  // Vehicles that are still in the entry lane will each be an entry.
  const entering = [...membership.stays.values()].filter((stay) => stay.startedAt === null).length;
  return Math.max(0, allowed() - used() - entering);

  function allowed(): number {
    return per === 'all' ? count * membership.periodCount : count;
  }
  function used(): number {
    if (per === 'all') return membership.entryCount;
    if (per === 'month') return membership.usage.get(monthOf(at, timeZone))?.entries ?? 0;
    return periodAt(membership, at)?.entries ?? 0;
  }
}

/** The period that an instant counts to: in the grace behind the last one, that one. */
export function periodAt(
  { periods }: Membership,
  at: Instant,
): Membership['periods'][number] | null {
  const holding = periods.find((period) => at >= period.fromAt && at < period.untilAt);
  return holding ?? periods.findLast((period) => at >= period.fromAt) ?? null;
}

/** Whether the tenant of a membership may have another vehicle inside. */
export function groupHasRoom(book: MembershipBook, { groupId }: Membership): boolean {
  const group = groupId === null ? undefined : book.groups.get(groupId);
  if (group === undefined || !group.terms.active || group.terms.insideMax === null) return true;
  return groupInside(book, group.id) < group.terms.insideMax;
}

/**
 * Whether the next entry is beyond what the membership may have: it is admitted as a stranger's. A
 * vehicle on its way in is beyond for the same reasons, so ask before it is counted.
 */
export function isBeyondQuota(
  book: MembershipBook,
  membership: Membership,
  plan: Plan,
  at: Instant,
  timeZone: string,
): boolean {
  return entriesLeft(membership, plan, at, timeZone) === 0 || !groupHasRoom(book, membership);
}
