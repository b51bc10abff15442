import type {
  GroupId,
  LaneId,
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

/** What happens to memberships, credentials and the block list. */
export type MembershipEvent =
  | { readonly type: 'PlanSaved'; readonly planId: PlanId; readonly terms: PlanTerms }
  | { readonly type: 'PlanRetired'; readonly planId: PlanId; readonly retired: boolean }
  | { readonly type: 'GroupSaved'; readonly groupId: GroupId; readonly terms: GroupTerms }
  | {
      readonly type: 'MembershipStarted';
      readonly membershipId: MembershipId;
      readonly number: string;
      readonly planId: PlanId;
      readonly groupId: GroupId | null;
      readonly holderRef: VaultRef;
      readonly contactRef: VaultRef | null;
      readonly plateRefs: readonly PlateRef[];
      readonly cardRefs: readonly VaultRef[];
      readonly startAt: Instant;
    }
  /** Everything as it is from now on. */
  | {
      readonly type: 'MembershipChanged';
      readonly membershipId: MembershipId;
      readonly planId: PlanId;
      readonly groupId: GroupId | null;
      readonly holderRef: VaultRef;
      readonly contactRef: VaultRef | null;
      readonly plateRefs: readonly PlateRef[];
      readonly cardRefs: readonly VaultRef[];
    }
  | {
      readonly type: 'MembershipRenewed';
      readonly membershipId: MembershipId;
      readonly fromAt: Instant;
      readonly untilAt: Instant;
      readonly by: 'payment' | 'grant';
      /** Of a grant; empty where it was paid here. */
      readonly reason: string;
    }
  /** A part of the fee; the next period begins with the rest. */
  | {
      readonly type: 'FeePartPaid';
      readonly membershipId: MembershipId;
      readonly amountMinor: Minor;
      readonly feePaidMinor: Minor;
    }
  | {
      readonly type: 'MembershipSuspended';
      readonly membershipId: MembershipId;
      readonly reason: string;
    }
  | {
      readonly type: 'MembershipResumed';
      readonly membershipId: MembershipId;
      readonly reason: string;
    }
  | {
      readonly type: 'MembershipEnded';
      readonly membershipId: MembershipId;
      readonly reason: string;
    }
  | {
      readonly type: 'BalanceToppedUp';
      readonly membershipId: MembershipId;
      readonly amountMinor: Minor;
      readonly balanceMinor: Minor;
    }
  /** A stay was paid from the balance; its way out is free until `graceUntilAt`. */
  | {
      readonly type: 'BalanceCharged';
      readonly membershipId: MembershipId;
      readonly sessionId: SessionId;
      readonly amountMinor: Minor;
      readonly balanceMinor: Minor;
      readonly graceUntilAt: Instant;
    }
  /** What a stay costs beyond the rights, owed instead of paid. */
  | {
      readonly type: 'DebtRaised';
      readonly membershipId: MembershipId;
      readonly sessionId: SessionId;
      readonly amountMinor: Minor;
      readonly debtMinor: Minor;
      readonly graceUntilAt: Instant;
    }
  | {
      readonly type: 'DebtPaid';
      readonly membershipId: MembershipId;
      readonly amountMinor: Minor;
      readonly debtMinor: Minor;
    }
  | {
      readonly type: 'DebtWaived';
      readonly membershipId: MembershipId;
      readonly amountMinor: Minor;
      readonly debtMinor: Minor;
      readonly reason: string;
    }
  /** A credential came in again although it is inside; the lot's or the plan's policy is soft. */
  | {
      readonly type: 'PassedBack';
      readonly laneId: LaneId;
      readonly membershipId: MembershipId | null;
      readonly plateRef: PlateRef | null;
      /** The stay that is thereby known to be over; null where only the count is too high. */
      readonly sessionId: SessionId | null;
    }
  | {
      readonly type: 'CredentialResynced';
      readonly membershipId: MembershipId | null;
      readonly plateRef: PlateRef | null;
      readonly sessionIds: readonly SessionId[];
      readonly reason: string;
    }
  | {
      readonly type: 'PlateBlocked';
      readonly plateRef: PlateRef;
      readonly reason: string;
      readonly untilAt: Instant | null;
    }
  | { readonly type: 'PlateUnblocked'; readonly plateRef: PlateRef; readonly reason: string };
