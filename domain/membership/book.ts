import type { GroupId, MembershipId, PlanId, PlateRef, VaultRef } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Group } from './group.ts';
import type { Membership } from './membership.ts';
import type { Plan } from './plan.ts';

/** A vehicle that is not let in. */
export interface BlockedPlate {
  readonly plateRef: PlateRef;
  readonly reason: string;
  /** Null until somebody unblocks it. */
  readonly untilAt: Instant | null;
  readonly by: string;
  readonly since: Instant;
}

/** All memberships of a lot, and who is not let in. Plain data: it is part of snapshots. */
export interface MembershipBook {
  readonly plans: Map<PlanId, Plan>;
  readonly groups: Map<GroupId, Group>;
  readonly memberships: Map<MembershipId, Membership>;
  readonly byNumber: Map<string, MembershipId>;
  /** Of those that have not ended: a plate or card belongs to one of them. */
  readonly byPlate: Map<PlateRef, MembershipId>;
  readonly byCard: Map<VaultRef, MembershipId>;
  readonly blocked: Map<PlateRef, BlockedPlate>;
}

export function emptyMembershipBook(): MembershipBook {
  return {
    plans: new Map(),
    groups: new Map(),
    memberships: new Map(),
    byNumber: new Map(),
    byPlate: new Map(),
    byCard: new Map(),
    blocked: new Map(),
  };
}

/** How many vehicles of a group's members are inside or on their way in. */
export function groupInside({ memberships }: MembershipBook, groupId: GroupId): number {
  let inside = 0;
  for (const one of memberships.values()) if (one.groupId === groupId) inside += one.stays.size;
  return inside;
}
