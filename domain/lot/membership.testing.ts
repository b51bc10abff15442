import { smallLot } from '../facility/small-lot.testing.ts';
import { must } from '../kernel/assert.ts';
import type { Membership } from '../membership/membership.ts';
import type { PlanTerms } from '../membership/plan.ts';
import { planTerms } from '../membership/samples.testing.ts';
import type { MemberDetails } from './command/membership.ts';
import { TestLot } from './lot.testing.ts';

/** A lot with one plan and one paid member; the plan's terms are what a test is about. */
export class MemberLot extends TestLot {
  readonly planId: string;
  readonly memberId: string;

  constructor(
    terms: Partial<PlanTerms> = {},
    member: Partial<MemberDetails> = {},
    lot = smallLot(),
  ) {
    super(lot);
    this.planId = this.savePlan(terms);
    this.memberId = this.start(member);
  }

  savePlan(terms: Partial<PlanTerms>): string {
    const [saved] = this.events({ type: 'SavePlan', planId: null, terms: planTerms(terms) });
    return saved?.type === 'PlanSaved' ? saved.planId : '';
  }

  start(member: Partial<MemberDetails> = {}, grantReason: string | null = 'invoice 1'): string {
    const [started] = this.events({
      type: 'StartMembership',
      member: { ...DETAILS, planId: this.planId, ...member },
      startAt: null,
      grantReason,
    });
    return started?.type === 'MembershipStarted' ? started.membershipId : '';
  }

  get member(): Membership {
    return must(this.state.memberships.memberships.get(this.memberId), 'the member was started');
  }

  /** A payment at the desk for the member. */
  pay(what: 'fee' | 'top-up' | 'debt', amountMinor: number, part = false): readonly string[] {
    return this.types({
      type: 'TakePayment',
      purpose: { kind: 'membership', membershipId: this.memberId, what },
      amountMinor,
      tenderedMinor: amountMinor,
      part,
    });
  }
}

export const DETAILS = {
  groupId: null,
  holderRef: 'name-1',
  contactRef: null,
  plateRefs: ['p1', 'p2'],
  cardRefs: ['card-1'],
} as const;

/** Drives a vehicle to the exit. */
export function leave(lot: TestLot, plateRef: string): readonly string[] {
  lot.loop('out', 'arming', true);
  return lot.read('out', plateRef);
}

/** A lane as it stands. */
export const lane = (lot: TestLot, laneId: string) => must(lot.state.lanes.get(laneId), 'a lane');
