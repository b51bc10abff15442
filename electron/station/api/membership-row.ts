import type { MembershipDetail, MembershipRow } from '#domain/contract/memberships.ts';
import { must } from '#domain/kernel/assert.ts';
import type { VaultRef } from '#domain/kernel/ids.ts';
import { HOUR_MS, type Instant, MINUTE_MS } from '#domain/kernel/instant.ts';
import { BALANCE_MAX_MINOR, membershipDue } from '#domain/lot/decide/membership-money.ts';
import { planOf, timeZoneOf } from '#domain/lot/membership-rights.ts';
import { type Membership, paidUntil } from '#domain/membership/membership.ts';
import { graceUntil, isOpenEnd, monthOf } from '#domain/membership/periods.ts';
import { entriesLeft } from '#domain/membership/quota.ts';
import { standingAt } from '#domain/membership/standing.ts';
import type { LotService } from '../runtime/lot-service.ts';
import { slotLabel } from './session-row.ts';

type Reveal = (ref: VaultRef | null) => string | null;

/** A membership as callers see it. Names, plates and cards only where `reveal` gives them. */
export function membershipRow(
  { state }: LotService,
  membership: Membership,
  reveal: Reveal,
  at: Instant,
): MembershipRow {
  const plan = planOf(state, membership);
  const { terms } = plan;
  const { id, number, planId, groupId, stateReason, startAt, stays } = membership;
  const { balanceMinor, debtMinor, plateRefs } = membership;
  return {
    id,
    number,
    holder: reveal(membership.holderRef),
    contact: reveal(membership.contactRef),
    plates: revealed(plateRefs, reveal),
    planId,
    planName: terms.name,
    planKind: terms.rights.kind,
    groupId,
    groupName:
      groupId === null ? null : (state.memberships.groups.get(groupId)?.terms.name ?? null),
    standing: standingAt(membership, plan, at),
    stateReason,
    startAt,
    paidUntilAt: ending(paidUntil(membership)),
    graceUntilAt: ending(graceUntil(membership, plan)),
    inside: stays.size,
    insideMax: terms.insideMax,
    balanceMinor,
    debtMinor,
  };
}

/** The same with what was used, what is due, and the pass. */
export function membershipDetail(
  service: LotService,
  membership: Membership,
  reveal: Reveal,
  at: Instant,
): MembershipDetail {
  const { state } = service;
  const plan = planOf(state, membership);
  const { terms } = plan;
  const purpose = { kind: 'membership', membershipId: membership.id, what: 'fee' } as const;
  const fee = membershipDue(state, purpose, at);
  return {
    ...membershipRow(service, membership, reveal, at),
    terms,
    cards: revealed(membership.cardRefs, reveal),
    token: service.tokenOf(membership.number, membership.createdAt, 'membership'),
    createdAt: membership.createdAt,
    usage: usageNow(service, membership, at),
    months: [...membership.usage]
      .map(([month, { entries, usedMs }]) => ({ month, entries, usedMinutes: minutes(usedMs) }))
      .sort((a, b) => b.month.localeCompare(a.month)),
    periods: membership.periods
      .map((period) => ({ ...period, untilAt: ending(period.untilAt) }))
      .reverse(),
    stays: staysOf(service, membership, reveal),
    feeDueMinor: fee.ok ? fee.dueMinor : null,
    topUpMaxMinor:
      terms.rights.kind === 'prepaid' ? BALANCE_MAX_MINOR - membership.balanceMinor : null,
  };
}

function usageNow(
  { state }: LotService,
  membership: Membership,
  at: Instant,
): MembershipDetail['usage'] {
  const timeZone = timeZoneOf(state);
  const plan = planOf(state, membership);
  const month = monthOf(at, timeZone);
  const { entries, usedMs } = membership.usage.get(month) ?? { entries: 0, usedMs: 0 };
  const { rights } = plan.terms;
  const leftMs = rights.kind === 'hours' ? Math.max(0, rights.hours * HOUR_MS - usedMs) : null;
  return {
    month,
    entries,
    usedMinutes: minutes(usedMs),
    entriesLeft: entriesLeft(membership, plan, at, timeZone),
    minutesLeft: leftMs === null ? null : Math.floor(leftMs / MINUTE_MS),
  };
}

function staysOf(
  service: LotService,
  { stays }: Membership,
  reveal: Reveal,
): MembershipDetail['stays'] {
  return [...stays].map(([sessionId, stay]) => {
    const session = must(service.state.sessions.get(sessionId), 'a member inside has a session');
    return {
      sessionId,
      plate: reveal(session.plateRef),
      slotLabel: slotLabel(service, session.slotId),
      vehicleClass: stay.vehicleClass,
      since: stay.startedAt,
      isBeyond: stay.isBeyond,
    };
  });
}

function revealed(refs: readonly VaultRef[], reveal: Reveal): string[] {
  return refs.map(reveal).filter((text) => text !== null);
}

const minutes = (ms: number) => Math.floor(ms / MINUTE_MS);
const ending = (at: Instant | null) => (at === null || isOpenEnd(at) ? null : at);
