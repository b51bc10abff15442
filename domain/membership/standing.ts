import type { Instant } from '../kernel/instant.ts';
import type { Membership } from './membership.ts';
import { paidUntil } from './membership.ts';
import { graceUntil } from './periods.ts';
import type { Plan } from './plan.ts';

/**
 * How a membership stands at an instant. `unpaid`: nothing was paid yet. `pending`: it has not begun.
 * `grace`: what was paid is over, and the plan still lets it in.
 */
export const MEMBERSHIP_STANDINGS = [
  'active',
  'pending',
  'unpaid',
  'grace',
  'expired',
  'suspended',
  'ended',
] as const;
export type MembershipStanding = (typeof MEMBERSHIP_STANDINGS)[number];

export function standingAt(membership: Membership, plan: Plan, at: Instant): MembershipStanding {
  if (membership.state !== 'active') return membership.state;
  const paid = paidUntil(membership);
  const grace = graceUntil(membership, plan);
  if (paid === null || grace === null) return 'unpaid';
  if (at < membership.startAt) return 'pending';
  if (at < paid) return 'active';
  return at < grace ? 'grace' : 'expired';
}
