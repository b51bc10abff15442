import type { VaultRef } from '#domain/kernel/ids.ts';
import type { MemberDetails } from '#domain/lot/command/membership.ts';
import { refusalSentence } from '#domain/lot/decision.ts';
import type { LotState } from '#domain/lot/state.ts';
import type { Membership } from '#domain/membership/membership.ts';
import { remindersAt } from '#domain/membership/reminders.ts';
import type { MembershipStanding } from '#domain/membership/standing.ts';
import { normalisePlate } from '#domain/session/plate.ts';
import type { LotService, PersonalKind } from '../../runtime/lot-service.ts';
import { apiError, refusalError } from '../api-error.ts';
import { api } from '../base.ts';
import { eventOf, lotOf, plateRefOf, revealFor, submitted } from '../lot-call.ts';
import { membershipDetail, membershipRow } from '../membership-row.ts';

/** Members' accounts. */
export const memberships = {
  list: api.memberships.list.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const reveal = revealFor(context, service);
    const at = context.services.clock.now();
    const { search = '', standing, planId, groupId, limit } = input;
    const fits = finder(search, reveal);
    const rows = [];
    for (const membership of service.state.memberships.memberships.values()) {
      if (rows.length >= limit) break;
      if (planId !== undefined && membership.planId !== planId) continue;
      if (groupId !== undefined && membership.groupId !== groupId) continue;
      if (!fits(membership)) continue;
      const row = membershipRow(service, membership, reveal, at);
      if (hasStanding(row.standing, standing)) rows.push(row);
    }
    return rows;
  }),

  reminders: api.memberships.reminders.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const reveal = revealFor(context, service);
    const now = context.services.clock.now();
    return remindersAt(service.state.memberships, now).map(({ membershipId, ...reminder }) => ({
      ...reminder,
      membership: membershipRow(service, find(service.state, membershipId), reveal, now),
    }));
  }),

  get: api.memberships.get.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const membership = find(service.state, input.membershipId);
    const reveal = revealFor(context, service);
    return membershipDetail(service, membership, reveal, context.services.clock.now());
  }),

  create: api.memberships.create.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { commandId, startAt, grantReason, planId, groupId, holder, contact } = input;
    const member: MemberDetails = {
      planId,
      groupId,
      holderRef: textRef(service, 'name', 'holder', holder),
      contactRef: contact === null ? null : textRef(service, 'contact', 'contact', contact),
      plateRefs: plateRefs(service, input.plates),
      cardRefs: cardRefs(service, input.cards),
    };
    const events = await submitted(
      context,
      service,
      {
        type: 'StartMembership',
        member,
        startAt: startAt ?? null,
        grantReason: grantReason ?? null,
      },
      { procedure: 'memberships.create', commandId },
    );
    const { at, event } = eventOf(events, 'MembershipStarted');
    const { membershipId, number } = event;
    return { membershipId, number, token: service.tokenOf(number, at, 'membership') };
  }),

  change: api.memberships.change.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { membershipId, commandId, planId, groupId, holder, contact, plates, cards } = input;
    const change: Partial<MemberDetails> = {
      ...(planId !== undefined && { planId }),
      ...(groupId !== undefined && { groupId }),
      ...(holder !== undefined && { holderRef: textRef(service, 'name', 'holder', holder) }),
      ...(contact !== undefined && {
        contactRef: contact === null ? null : textRef(service, 'contact', 'contact', contact),
      }),
      ...(plates !== undefined && { plateRefs: plateRefs(service, plates) }),
      ...(cards !== undefined && { cardRefs: cardRefs(service, cards) }),
    };
    await submitted(
      context,
      service,
      { type: 'ChangeMembership', membershipId, change },
      { procedure: 'memberships.change', commandId },
    );
    return { ok: true as const };
  }),

  renew: api.memberships.renew.handler(async ({ context, input }) => {
    const { lotId, membershipId, reason, commandId } = input;
    const events = await submitted(
      context,
      lotOf(context, lotId),
      { type: 'RenewMembership', membershipId, reason },
      { procedure: 'memberships.renew', commandId },
    );
    const { fromAt, untilAt } = eventOf(events, 'MembershipRenewed').event;
    return { fromAt, untilAt };
  }),

  suspend: api.memberships.suspend.handler(async ({ context, input }) => {
    const { lotId, membershipId, reason, commandId } = input;
    await submitted(
      context,
      lotOf(context, lotId),
      { type: 'SuspendMembership', membershipId, reason },
      { procedure: 'memberships.suspend', commandId },
    );
    return { ok: true as const };
  }),

  resume: api.memberships.resume.handler(async ({ context, input }) => {
    const { lotId, membershipId, reason, commandId } = input;
    await submitted(
      context,
      lotOf(context, lotId),
      { type: 'ResumeMembership', membershipId, reason },
      { procedure: 'memberships.resume', commandId },
    );
    return { ok: true as const };
  }),

  end: api.memberships.end.handler(async ({ context, input }) => {
    const { lotId, membershipId, reason, commandId } = input;
    await submitted(
      context,
      lotOf(context, lotId),
      { type: 'EndMembership', membershipId, reason },
      { procedure: 'memberships.end', commandId },
    );
    return { ok: true as const };
  }),

  waiveDebt: api.memberships.waiveDebt.handler(async ({ context, input }) => {
    const { lotId, membershipId, amountMinor, reason, commandId } = input;
    await submitted(
      context,
      lotOf(context, lotId),
      { type: 'WaiveDebt', membershipId, amountMinor, reason },
      { procedure: 'memberships.waiveDebt', commandId },
    );
    return { ok: true as const };
  }),

  resync: api.memberships.resync.handler(async ({ context, input }) => {
    const { lotId, membershipId, reason, commandId } = input;
    const sessionId = input.sessionId ?? null;
    const events = await submitted(
      context,
      lotOf(context, lotId),
      {
        type: 'ResyncCredential',
        credential: { kind: 'membership', membershipId, sessionId },
        reason,
      },
      { procedure: 'memberships.resync', commandId },
    );
    return { sessionIds: [...eventOf(events, 'CredentialResynced').event.sessionIds] };
  }),

  resyncPlate: api.memberships.resyncPlate.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { plate, reason, commandId } = input;
    const plateRef = plateRefOf(service, plate);
    const events = await submitted(
      context,
      service,
      { type: 'ResyncCredential', credential: { kind: 'plate', plateRef }, reason },
      { procedure: 'memberships.resyncPlate', commandId },
    );
    return { sessionIds: [...eventOf(events, 'CredentialResynced').event.sessionIds] };
  }),
};

function find(state: LotState, membershipId: string): Membership {
  const found = state.memberships.memberships.get(membershipId);
  if (found !== undefined) return found;
  const code = 'membership-unknown';
  throw refusalError({ code, message: refusalSentence(code, membershipId) });
}

/** `current`: whoever has not ended. */
function hasStanding(
  standing: MembershipStanding,
  wanted: MembershipStanding | 'current' | 'all',
): boolean {
  if (wanted === 'all') return true;
  return wanted === 'current' ? standing !== 'ended' : standing === wanted;
}

type Reveal = (ref: VaultRef | null) => string | null;

/** Who is meant by a few letters: a part of the name or contact, of a plate, or the number's beginning. */
function finder(search: string, reveal: Reveal): (membership: Membership) => boolean {
  const wanted = fold(search.trim());
  if (wanted === '') return () => true;
  const plate = wanted.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
  const number = plate.replaceAll('O', '0').replace(/[IL]/g, '1');
  const has = (ref: VaultRef | null) => fold(reveal(ref) ?? '').includes(wanted);
  return (one) =>
    (number !== '' && one.number.startsWith(number)) ||
    has(one.holderRef) ||
    has(one.contactRef) ||
    (plate !== '' && one.plateRefs.some((ref) => reveal(ref)?.includes(plate) === true));
}

/** Without case and marks, so that "muller" finds "Müller". */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function plateRefs(service: LotService, plates: readonly string[]): readonly VaultRef[] {
  return [
    ...new Set(
      plates.map((plate, index) => {
        if (normalisePlate(plate) === null) throw invalid(`plates[${index}]`, NO_PLATE);
        return plateRefOf(service, plate);
      }),
    ),
  ];
}

function cardRefs(service: LotService, cards: readonly string[]): readonly VaultRef[] {
  return [
    ...new Set(cards.map((card, index) => textRef(service, 'card', `cards[${index}]`, card))),
  ];
}

/** The reference of a text about a person. */
function textRef(service: LotService, kind: PersonalKind, path: string, text: string): VaultRef {
  const ref = service.refOfText(kind, text);
  if (ref === null) throw invalid(path, 'a text that says something');
  return ref;
}

const NO_PLATE = 'not a plate: letters and digits are expected';

function invalid(path: string, message: string) {
  return apiError('invalid', `${path}: ${message}`, { issues: [{ path, message }] });
}
