import type {
  GroupId,
  MembershipId,
  PlanId,
  PlateRef,
  SessionId,
  VaultRef,
} from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Minor } from '../../kernel/money.ts';
import type { GroupTerms } from '../../membership/group.ts';
import type { PlanTerms } from '../../membership/plan.ts';

/** A new plan, or other terms of one. */
export interface SavePlan {
  readonly type: 'SavePlan';
  /** Null for a new one. */
  readonly planId: PlanId | null;
  readonly terms: PlanTerms;
}
/** Offers a plan no longer, or again. */
export interface RetirePlan {
  readonly type: 'RetirePlan';
  readonly planId: PlanId;
  readonly retired: boolean;
}
export interface SaveGroup {
  readonly type: 'SaveGroup';
  readonly groupId: GroupId | null;
  readonly terms: GroupTerms;
}

/** What a membership says about its member and what opens the gate for it. */
export interface MemberDetails {
  readonly planId: PlanId;
  readonly groupId: GroupId | null;
  readonly holderRef: VaultRef;
  readonly contactRef: VaultRef | null;
  readonly plateRefs: readonly PlateRef[];
  readonly cardRefs: readonly VaultRef[];
}

export interface StartMembership {
  readonly type: 'StartMembership';
  readonly member: MemberDetails;
  /** Null: from now on. */
  readonly startAt: Instant | null;
  /** The first period is given without a payment here, such as against an invoice: why. */
  readonly grantReason: string | null;
}
/** What is left out stays as it is. */
export interface ChangeMembership {
  readonly type: 'ChangeMembership';
  readonly membershipId: MembershipId;
  readonly change: Partial<MemberDetails>;
}
/** Another period without a payment here. */
export interface RenewMembership {
  readonly type: 'RenewMembership';
  readonly membershipId: MembershipId;
  readonly reason: string;
}
export interface SuspendMembership {
  readonly type: 'SuspendMembership';
  readonly membershipId: MembershipId;
  readonly reason: string;
}
export interface ResumeMembership {
  readonly type: 'ResumeMembership';
  readonly membershipId: MembershipId;
  readonly reason: string;
}
export interface EndMembership {
  readonly type: 'EndMembership';
  readonly membershipId: MembershipId;
  readonly reason: string;
}
/** Lets a member off what is owed. */
export interface WaiveDebt {
  readonly type: 'WaiveDebt';
  readonly membershipId: MembershipId;
  readonly amountMinor: Minor;
  readonly reason: string;
}

/**
 * Ends stays that no exit saw, so that the credential opens the entry again: those of a membership, one
 * of them, or the one of a plate.
 */
export interface ResyncCredential {
  readonly type: 'ResyncCredential';
  readonly credential:
    | {
        readonly kind: 'membership';
        readonly membershipId: MembershipId;
        /** Null: all that are inside. */
        readonly sessionId: SessionId | null;
      }
    | { readonly kind: 'plate'; readonly plateRef: PlateRef };
  readonly reason: string;
}

export interface BlockPlate {
  readonly type: 'BlockPlate';
  readonly plateRef: PlateRef;
  readonly reason: string;
  readonly untilAt: Instant | null;
}
export interface UnblockPlate {
  readonly type: 'UnblockPlate';
  readonly plateRef: PlateRef;
  readonly reason: string;
}

/** What is asked of memberships, credentials and the block list. */
export type MembershipCommand =
  | SavePlan
  | RetirePlan
  | SaveGroup
  | StartMembership
  | ChangeMembership
  | RenewMembership
  | SuspendMembership
  | ResumeMembership
  | EndMembership
  | WaiveDebt
  | ResyncCredential
  | BlockPlate
  | UnblockPlate;
