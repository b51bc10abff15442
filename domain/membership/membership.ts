import type { VehicleClass } from '../facility/kinds.ts';
import type {
  GroupId,
  MembershipId,
  PlanId,
  PlateRef,
  SessionId,
  VaultRef,
} from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';

/** What staff made of a membership; whether it has run out is told by the time alone. */
export const MEMBERSHIP_STATES = ['active', 'suspended', 'ended'] as const;
export type MembershipState = (typeof MEMBERSHIP_STATES)[number];

/** A time that was paid for, or granted. */
export interface PaidPeriod {
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly by: 'payment' | 'grant';
  /** Entries that began in it, and in the grace behind it. */
  entries: number;
}

/** What was used in one calendar month of the lot. */
export interface MonthUsage {
  entries: number;
  /** Time parked, of all vehicles together. */
  usedMs: number;
}

/** One vehicle of a membership, from its ticket to its exit. */
export interface MemberStay {
  readonly vehicleClass: VehicleClass;
  /** Null while the vehicle is still in the entry lane. */
  startedAt: Instant | null;
  /** It came when the entries or the group's quota were used up: the plan does not cover it. */
  readonly isBeyond: boolean;
}

/** A member's contract with the lot. Plain data: it is part of snapshots. */
export interface Membership {
  readonly id: MembershipId;
  /** Nine symbols, as a ticket number; the pass's QR code says it. */
  readonly number: string;
  planId: PlanId;
  groupId: GroupId | null;
  holderRef: VaultRef;
  contactRef: VaultRef | null;
  plateRefs: readonly PlateRef[];
  cardRefs: readonly VaultRef[];
  readonly createdAt: Instant;
  readonly startAt: Instant;
  state: MembershipState;
  /** Why it is suspended or ended; empty while active. */
  stateReason: string;
  stateSince: Instant;
  /** The latest ones, oldest first. */
  readonly periods: PaidPeriod[];
  /** How many were ever paid or granted. */
  periodCount: number;
  /** How many entries there ever were. */
  entryCount: number;
  /** The day of the month on which periods end; kept, as not every month has a 31st. */
  anchorDay: number;
  /** What was paid of the next period's fee so far. */
  feePaidMinor: Minor;
  balanceMinor: Minor;
  debtMinor: Minor;
  /** `YYYY-MM` → what was used; the latest months. */
  readonly usage: Map<string, MonthUsage>;
  readonly stays: Map<SessionId, MemberStay>;
}

/** Until when what was paid lasts; null before the first payment. */
export function paidUntil(membership: Membership): Instant | null {
  return membership.periods.at(-1)?.untilAt ?? null;
}

/** What is known of a membership when it starts. */
export interface NewMembership {
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

/** A membership as it is right after its start: nothing paid, nothing used. */
export function newMembership(started: NewMembership, at: Instant): Membership {
  const { membershipId: id, number, planId, groupId, holderRef, contactRef, startAt } = started;
  return {
    id,
    number,
    planId,
    groupId,
    holderRef,
    contactRef,
    plateRefs: started.plateRefs,
    cardRefs: started.cardRefs,
    createdAt: at,
    startAt,
    state: 'active',
    stateReason: '',
    stateSince: at,
    periods: [],
    periodCount: 0,
    entryCount: 0,
    anchorDay: 1,
    feePaidMinor: 0,
    balanceMinor: 0,
    debtMinor: 0,
    usage: new Map(),
    stays: new Map(),
  };
}
