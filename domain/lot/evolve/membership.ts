import { must } from '../../kernel/assert.ts';
import type { Instant } from '../../kernel/instant.ts';
import { DAY_MS } from '../../kernel/instant.ts';
import type { MembershipBook } from '../../membership/book.ts';
import { type Membership, newMembership, paidUntil } from '../../membership/membership.ts';
import { dayOfMonth } from '../../membership/periods.ts';
import { actorName } from '../actor.ts';
import type { MembershipEvent } from '../event/membership.ts';
import type { EventOf, RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import { timeZoneOf } from '../membership-rights.ts';
import type { LotState } from '../state.ts';

/** Paid periods that are kept of each membership; older ones live in the journal. */
const KEPT_PERIODS = 24;
/** How long what is over stays in the lists. */
const KEPT_ENDED_MS = 400 * DAY_MS;
const KEPT_UNBLOCKED_MS = 30 * DAY_MS;

type AccountEvent = Extract<MembershipEvent, { readonly membershipId: string }>;
type OtherEvent = Exclude<MembershipEvent, AccountEvent>;

/** Plans, tenants, the block list. */
function evolveBook(state: LotState, event: OtherEvent, recorded: RecordedEvent): void {
  const { memberships: book } = state;
  switch (event.type) {
    case 'PlanSaved': {
      const { planId: id, terms } = event;
      book.plans.set(id, { id, terms, retired: book.plans.get(id)?.retired ?? false });
      return;
    }
    case 'PlanRetired': {
      const plan = must(book.plans.get(event.planId), 'a retired plan was saved');
      book.plans.set(plan.id, { ...plan, retired: event.retired });
      return;
    }
    case 'GroupSaved':
      book.groups.set(event.groupId, { id: event.groupId, terms: event.terms });
      return;
    case 'PlateBlocked': {
      const { plateRef, reason, untilAt } = event;
      const { at: since, actor } = recorded;
      book.blocked.set(plateRef, { plateRef, reason, untilAt, by: actorName(actor), since });
      forgetOldBlocks(book, since);
      return;
    }
    case 'PlateUnblocked':
      book.blocked.delete(event.plateRef);
      return;
    case 'PassedBack':
    case 'CredentialResynced':
      // What they mean for stays is said by the events beside them.
      return;
  }
}

/** One member's account. */
function evolveAccount(state: LotState, event: AccountEvent, { at }: RecordedEvent): void {
  const { memberships: book } = state;
  if (event.type === 'MembershipStarted') {
    put(book, newMembership(event, at));
    forgetEnded(book, at);
    return;
  }
  const membership = book.memberships.get(event.membershipId);
  if (membership === undefined) return;
  switch (event.type) {
    case 'MembershipChanged':
      dropCredentials(book, membership);
      membership.planId = event.planId;
      membership.groupId = event.groupId;
      membership.holderRef = event.holderRef;
      membership.contactRef = event.contactRef;
      membership.plateRefs = event.plateRefs;
      membership.cardRefs = event.cardRefs;
      put(book, membership);
      return;
    case 'MembershipRenewed':
      renew(state, membership, event);
      return;
    case 'FeePartPaid':
      membership.feePaidMinor = event.feePaidMinor;
      return;
    case 'MembershipSuspended':
      turn(membership, 'suspended', event.reason, at);
      return;
    case 'MembershipResumed':
      turn(membership, 'active', '', at);
      return;
    case 'MembershipEnded':
      turn(membership, 'ended', event.reason, at);
      dropCredentials(book, membership);
      return;
    case 'BalanceToppedUp':
      membership.balanceMinor = event.balanceMinor;
      return;
    case 'BalanceCharged':
      membership.balanceMinor = event.balanceMinor;
      settleSession(state, event);
      return;
    case 'DebtRaised':
      membership.debtMinor = event.debtMinor;
      settleSession(state, event);
      return;
    case 'DebtPaid':
    case 'DebtWaived':
      membership.debtMinor = event.debtMinor;
      return;
  }
}

function put(book: MembershipBook, membership: Membership): void {
  const { id, number, plateRefs, cardRefs } = membership;
  book.memberships.set(id, membership);
  book.byNumber.set(number, id);
  for (const ref of plateRefs) book.byPlate.set(ref, id);
  for (const ref of cardRefs) book.byCard.set(ref, id);
}

function dropCredentials(book: MembershipBook, { id, plateRefs, cardRefs }: Membership): void {
  for (const ref of plateRefs) if (book.byPlate.get(ref) === id) book.byPlate.delete(ref);
  for (const ref of cardRefs) if (book.byCard.get(ref) === id) book.byCard.delete(ref);
}

function renew(
  state: LotState,
  membership: Membership,
  { fromAt, untilAt, by }: EventOf<'MembershipRenewed'>,
): void {
  const goesOn = paidUntil(membership) === fromAt;
  if (!goesOn) membership.anchorDay = dayOfMonth(fromAt, timeZoneOf(state));
  membership.periods.push({ fromAt, untilAt, by, entries: 0 });
  if (membership.periods.length > KEPT_PERIODS) membership.periods.shift();
  membership.periodCount += 1;
  if (by === 'payment') membership.feePaidMinor = 0;
}

function turn(
  membership: Membership,
  state: Membership['state'],
  reason: string,
  at: Instant,
): void {
  membership.state = state;
  membership.stateReason = reason;
  membership.stateSince = at;
}

/** What balance or debt took over is settled for the stay, and its way out is free for a while. */
function settleSession(
  { sessions }: LotState,
  event: EventOf<'BalanceCharged' | 'DebtRaised'>,
): void {
  const session = sessions.get(event.sessionId);
  if (session === undefined) return;
  session.paidMinor += event.amountMinor;
  session.graceUntilAt = event.graceUntilAt;
}

function forgetEnded(book: MembershipBook, at: Instant): void {
  for (const [id, one] of book.memberships) {
    const isOver =
      one.state === 'ended' && one.stays.size === 0 && at - one.stateSince > KEPT_ENDED_MS;
    if (!isOver || one.balanceMinor > 0 || one.debtMinor > 0) continue;
    book.memberships.delete(id);
    book.byNumber.delete(one.number);
  }
}

function forgetOldBlocks({ blocked }: MembershipBook, at: Instant): void {
  for (const [ref, { untilAt }] of blocked)
    if (untilAt !== null && at - untilAt > KEPT_UNBLOCKED_MS) blocked.delete(ref);
}

const bookEvolvers = evolversOf<OtherEvent | EventOf<'PassedBack' | 'CredentialResynced'>>(
  (state, event, recorded) => evolveBook(state, event as OtherEvent, recorded),
  {
    PlanSaved: true,
    PlanRetired: true,
    GroupSaved: true,
    PlateBlocked: true,
    PlateUnblocked: true,
    PassedBack: true,
    CredentialResynced: true,
  },
);
const accountEvolvers = evolversOf<AccountEvent>(evolveAccount, {
  MembershipStarted: true,
  MembershipChanged: true,
  MembershipRenewed: true,
  FeePartPaid: true,
  MembershipSuspended: true,
  MembershipResumed: true,
  MembershipEnded: true,
  BalanceToppedUp: true,
  BalanceCharged: true,
  DebtRaised: true,
  DebtPaid: true,
  DebtWaived: true,
});

export const membershipEvolvers = { ...bookEvolvers, ...accountEvolvers };
