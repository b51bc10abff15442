import type { VehicleClass } from '../facility/kinds.ts';
import { must } from '../kernel/assert.ts';
import type { PlateRef, VaultRef } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Membership } from '../membership/membership.ts';
import type { Plan } from '../membership/plan.ts';
import { entriesLeft, groupHasRoom } from '../membership/quota.ts';
import { standingAt } from '../membership/standing.ts';
import { inWindows } from '../membership/windows.ts';
import type { LotState } from './state.ts';
import type { RefusalCode } from './words.ts';

/** What a vehicle shows at an entry: its plate, a card under the reader, the number of a pass. */
export interface MemberCredential {
  readonly plateRef: PlateRef | null;
  readonly cardRef: VaultRef | null;
  readonly number: string | null;
  readonly vehicleClass: VehicleClass;
}

/**
 * What a membership says to an entry. `transient-outside`: it comes in as a member and pays for what
 * its plan does not cover. `passedBack`: more are inside than may be, and the policy is soft.
 */
export type MembershipRight =
  | {
      readonly ok: true;
      readonly membership: Membership;
      readonly covered: 'inside-rights' | 'transient-outside';
      readonly passedBack: boolean;
    }
  | { readonly ok: false; readonly membership: Membership; readonly code: RefusalCode };

/** The membership behind a credential, and whether it opens the entry. Null: nobody's credential. */
export function membershipFor(
  state: LotState,
  credential: MemberCredential,
  at: Instant,
): MembershipRight | null {
  const membership = findMembership(state, credential);
  if (membership === null) return null;
  const plan = planOf(state, membership);
  const refuse = (code: RefusalCode) => ({ ok: false as const, membership, code });
  if (membership.state === 'ended') return refuse('membership-ended');
  if (membership.state === 'suspended') return refuse('membership-suspended');
  const passedBack = membership.stays.size >= plan.terms.insideMax;
  const lack = lackOf(state, membership, plan, credential.vehicleClass, at);
  // Whoever has no rights at the moment is a stranger, and strangers are not counted.
  const countsInside = lack === null || !NOT_A_MEMBER_NOW.has(lack);
  if (passedBack && countsInside && antiPassbackOf(state, membership) === 'hard')
    return refuse('membership-quota');
  if (lack === null) return { ok: true, membership, covered: 'inside-rights', passedBack };
  if (!mayParkAnyway(state, membership, plan, lack)) return refuse(lack);
  const covered = 'transient-outside';
  return { ok: true, membership, covered, passedBack: passedBack && countsInside };
}

const NOT_A_MEMBER_NOW: ReadonlySet<RefusalCode> = new Set([
  'membership-unpaid',
  'membership-expired',
]);

function findMembership(
  { memberships: book }: LotState,
  { number, cardRef, plateRef }: MemberCredential,
): Membership | null {
  const id =
    (number === null ? undefined : book.byNumber.get(number)) ??
    (cardRef === null ? undefined : book.byCard.get(cardRef)) ??
    (plateRef === null ? undefined : book.byPlate.get(plateRef));
  return (id === undefined ? undefined : book.memberships.get(id)) ?? null;
}

/** The plan of a membership: plans are retired, never removed. */
export function planOf({ memberships: book }: LotState, { planId }: Membership): Plan {
  return must(book.plans.get(planId), `plan ${planId} of a membership was saved`);
}

/** What keeps an entry from being within the rights, or null. */
function lackOf(
  state: LotState,
  membership: Membership,
  plan: Plan,
  vehicleClass: VehicleClass,
  at: Instant,
): RefusalCode | null {
  const standing = standingAt(membership, plan, at);
  if (standing === 'unpaid') return 'membership-unpaid';
  if (standing === 'pending') return 'membership-not-now';
  if (standing === 'expired') return 'membership-expired';
  const { rights, vehicleClasses } = plan.terms;
  if (!vehicleClasses.includes(vehicleClass)) return 'membership-class';
  const timeZone = timeZoneOf(state);
  if (rights.kind === 'windows' && !inWindows(rights.windows, at, timeZone))
    return 'membership-not-now';
  if (entriesLeft(membership, plan, at, timeZone) === 0) return 'membership-entries';
  return groupHasRoom(state.memberships, membership) ? null : 'membership-group-full';
}

function mayParkAnyway(
  { memberships: book }: LotState,
  { groupId }: Membership,
  { terms }: Plan,
  lack: RefusalCode,
): boolean {
  if (lack === 'membership-group-full')
    return (
      (groupId === null ? undefined : book.groups.get(groupId))?.terms.overQuota === 'transient'
    );
  // A member's overstay beyond a quota is a debt, not a jam at the gate.
  if (lack === 'membership-entries' && terms.beyond === 'debt') return true;
  return terms.transientOutside;
}

/** The policy for a credential: the plan's own, or the lot's. Null: a vehicle of no membership. */
export function antiPassbackOf(state: LotState, membership: Membership | null): 'hard' | 'soft' {
  const ofPlan = membership === null ? 'lot' : planOf(state, membership).terms.antiPassback;
  if (ofPlan !== 'lot') return ofPlan;
  return must(state.installed, 'vehicles come to an open lot').lot.policies.antiPassback ?? 'hard';
}

export function timeZoneOf({ installed }: LotState): string {
  return must(installed, 'memberships are of an open lot').lot.timeZone;
}

/** Whether a vehicle is on the block list at an instant: it is not let in, and may still leave. */
export function plateBlocked(
  { memberships: { blocked } }: LotState,
  plateRef: PlateRef,
  at: Instant,
): boolean {
  const found = blocked.get(plateRef);
  return found !== undefined && (found.untilAt === null || at < found.untilAt);
}
