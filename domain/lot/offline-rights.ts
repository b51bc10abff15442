import type { PlateRef, TicketNumber, VaultRef } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Way } from '../lane/way.ts';
import { groupInside } from '../membership/book.ts';
import type { Membership } from '../membership/membership.ts';
import { paidUntil } from '../membership/membership.ts';
import { graceUntil } from '../membership/periods.ts';
import { entriesLeft } from '../membership/quota.ts';
import { windowSpans } from '../membership/windows.ts';
import type { Reservation } from '../reservation/reservation.ts';
import type { Session } from '../session/session.ts';
import { rightOf } from './decide/rights.ts';
import { duePayment } from './due.ts';
import { DEFAULT_NEEDS } from './lane-seen.ts';
import { antiPassbackOf, planOf, plateBlocked, timeZoneOf } from './membership-rights.ts';
import type { LotState } from './state.ts';

/** What a vehicle may show. Codes are signed with the time that stands in them. */
export type RightCredential =
  | { readonly kind: 'plate'; readonly plateRef: PlateRef }
  | { readonly kind: 'card'; readonly cardRef: VaultRef }
  | {
      readonly kind: 'ticket' | 'reservation' | 'membership';
      readonly number: TicketNumber;
      readonly signedAt: Instant;
    };

/** A time in which a right holds; null where it holds beyond what is looked at. */
export interface RightSpan {
  readonly fromAt: Instant | null;
  readonly untilAt: Instant | null;
}

/** What a lane controller may open for while nobody hears it. */
export interface OfflineRight {
  readonly credential: RightCredential;
  /** Credentials of one subject share what it may. */
  readonly subject: string;
  /** How many more vehicles it lets through this way; null for any number. */
  readonly vehicles: number | null;
  /** When it holds, in order; empty for as long as it is looked at. */
  readonly spans: readonly RightSpan[];
}

/** The time that rights are told for. */
export interface RightsTime {
  readonly at: Instant;
  readonly untilAt: Instant;
}

/** Spans of one right that are told; what comes later is told later. */
export const RIGHT_SPANS_MAX = 8;

/**
 * What opens a lane that leads one way: at an exit whoever is inside by ticket, and by plate where nothing
 * is due, and members and bookings that may come in elsewhere; at an entry members and bookings. Given one
 * after the other, the most needed first: who is inside must come out.
 */
export function* offlineRights(
  state: LotState,
  way: Way,
  time: RightsTime,
): Generator<OfflineRight> {
  if (way === 'exit') yield* insideRights(state, time);
  for (const one of state.reservations.reservations.values())
    yield* bookingRights(state, one, way, time);
  for (const one of state.memberships.memberships.values())
    yield* memberRights(state, one, way, time);
}

function* insideRights(state: LotState, time: RightsTime): Generator<OfflineRight> {
  for (const session of state.sessions.values()) {
    const { ticketNumber: number, tokenAt: signedAt, plateRef } = session;
    const subject = `stay ${session.id}`;
    // Nobody can ask for money at a lane that is cut off: who has the ticket leaves, and owes.
    const ticket = { kind: 'ticket', number, signedAt } as const;
    yield { credential: ticket, subject, vehicles: 1, spans: [] };
    if (plateRef === null || session.startedAt === null) continue;
    const freeUntilAt = nothingDueUntil(state, session, time.at);
    if (freeUntilAt === null) continue;
    const spans = spansWithin([{ fromAt: time.at, toAt: freeUntilAt }], time);
    if (spans === null) continue;
    yield { credential: { kind: 'plate', plateRef }, subject, vehicles: 1, spans };
  }
  // What came in by another controller of a stock may leave by this one.
  for (const [number, { at: signedAt }] of state.stock)
    yield {
      credential: { kind: 'ticket', number, signedAt },
      subject: `ticket ${number}`,
      vehicles: 1,
      spans: [],
    };
}

/** Until when a plate leaves without being asked for anything; null when something is due now. */
function nothingDueUntil(state: LotState, session: Session, at: Instant): Instant | null {
  const { dueMinor, quote } = duePayment(state, session, at);
  if (dueMinor > 0) return null;
  return Math.max(session.graceUntilAt ?? 0, quote.validUntilAt);
}

function* bookingRights(
  state: LotState,
  one: Reservation,
  way: Way,
  time: RightsTime,
): Generator<OfflineRight> {
  const { timing, number, plateRef } = one;
  const mayCome = one.state === 'booked' && timing.earliestAt < time.untilAt;
  // By its code it leaves as by a ticket; its plate stands among those inside, when nothing is due.
  const isInside = way === 'exit' && one.state === 'arrived';
  if (!mayCome && !isInside) return;
  const span =
    way === 'entry'
      ? { fromAt: timing.earliestAt, toAt: timing.missAt }
      : { fromAt: Math.min(time.at, timing.earliestAt), toAt: Number.MAX_SAFE_INTEGER };
  const spans = spansWithin([span], time);
  if (spans === null) return;
  const subject = `booking ${one.id}`;
  const code = { kind: 'reservation', number, signedAt: timing.fromAt } as const;
  yield { credential: code, subject, vehicles: 1, spans };
  if (plateRef === null || isInside) return;
  if (way === 'entry' && isKeptOut(state, plateRef, time.at)) return;
  yield { credential: { kind: 'plate', plateRef }, subject, vehicles: 1, spans };
}

function* memberRights(
  state: LotState,
  one: Membership,
  way: Way,
  time: RightsTime,
): Generator<OfflineRight> {
  if (one.state !== 'active' && one.stays.size === 0) return;
  const subject = `member ${one.id}`;
  const { number, createdAt: signedAt, cardRefs, plateRefs } = one;
  const pass = { kind: 'membership', number, signedAt } as const;
  const cards = cardRefs.map((cardRef) => ({ kind: 'card', cardRef }) as const);
  if (way === 'exit') {
    const { insideMax } = planOf(state, one).terms;
    const all = { subject, vehicles: Math.max(insideMax, one.stays.size), spans: [] };
    for (const credential of [pass, ...cards]) yield { credential, ...all };
    // A plate that is inside stands among those inside; the others may have come in elsewhere.
    for (const plateRef of plateRefs)
      if (!state.byPlate.has(plateRef) && one.state === 'active')
        yield { credential: { kind: 'plate', plateRef }, ...all };
    return;
  }
  const vehicles = roomOf(state, one, time.at);
  if (vehicles === 0) return;
  const spans = spansWithin(openSpans(state, one, time), time);
  if (spans === null) return;
  for (const credential of [pass, ...cards]) yield { credential, subject, vehicles, spans };
  for (const plateRef of plateRefs)
    if (!isKeptOut(state, plateRef, time.at))
      yield { credential: { kind: 'plate', plateRef }, subject, vehicles, spans };
}

/** Blocked, or inside already: online it would be turned away. */
function isKeptOut(state: LotState, plateRef: PlateRef, at: Instant): boolean {
  return plateBlocked(state, plateRef, at) || state.byPlate.has(plateRef);
}

/** How many more vehicles of a membership may come in; null where its policy only notes too many. */
function roomOf(state: LotState, one: Membership, at: Instant): number | null {
  const plan = planOf(state, one);
  const { terms } = plan;
  const limits: number[] = [];
  if (antiPassbackOf(state, one) === 'hard') limits.push(terms.insideMax - one.stays.size);
  const entries = entriesLeft(one, plan, at, timeZoneOf(state));
  if (entries !== null && !terms.transientOutside && terms.beyond !== 'debt') limits.push(entries);
  const group = one.groupId === null ? undefined : state.memberships.groups.get(one.groupId);
  const quota = group?.terms.active ? group.terms.insideMax : null;
  if (
    group !== undefined &&
    quota !== null &&
    quota !== undefined &&
    group.terms.overQuota !== 'transient'
  )
    limits.push(quota - groupInside(state.memberships, group.id));
  return limits.length === 0 ? null : Math.max(0, Math.min(...limits));
}

/**
 * When the membership opens the entry. The rule is that of the gate itself, asked at every instant at
 * which its answer may change.
 */
function openSpans(state: LotState, one: Membership, time: RightsTime): readonly Span[] {
  const plan = planOf(state, one);
  const { rights, vehicleClasses } = plan.terms;
  const { at, untilAt } = time;
  const edges = new Set([at, one.startAt, paidUntil(one) ?? at, graceUntil(one, plan) ?? at]);
  for (const period of one.periods) edges.add(period.fromAt);
  if (rights.kind === 'windows')
    for (const { fromAt, toAt } of windowSpans(
      rights.windows,
      { fromAt: at, toAt: untilAt },
      timeZoneOf(state),
    ))
      edges.add(fromAt).add(toAt);
  const sorted = [...edges].filter((edge) => edge >= at && edge < untilAt).sort((a, b) => a - b);
  const arrival = {
    plateRef: null,
    credential: { kind: 'membership', number: one.number },
  } as const;
  const [vehicleClass = 'car'] = vehicleClasses;
  const needs = { ...DEFAULT_NEEDS, vehicleClass };
  const spans: { fromAt: Instant; toAt: Instant }[] = [];
  for (const [index, fromAt] of sorted.entries()) {
    if (!rightOf(state, arrival, needs, fromAt).ok) continue;
    const toAt = sorted[index + 1] ?? Number.MAX_SAFE_INTEGER;
    const last = spans.at(-1);
    if (last?.toAt === fromAt) last.toAt = toAt;
    else spans.push({ fromAt, toAt });
  }
  return spans;
}

interface Span {
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

/** Spans as they are told: open where they reach beyond the time that is looked at; null for none. */
function spansWithin(
  spans: readonly Span[],
  { at, untilAt }: RightsTime,
): readonly RightSpan[] | null {
  const told = spans
    .filter(({ fromAt, toAt }) => toAt > at && fromAt < untilAt)
    .slice(0, RIGHT_SPANS_MAX)
    .map(({ fromAt, toAt }) => ({
      fromAt: fromAt <= at ? null : fromAt,
      untilAt: toAt >= untilAt ? null : toAt,
    }));
  const [only] = told;
  if (only === undefined) return null;
  return told.length === 1 && only.fromAt === null && only.untilAt === null ? [] : told;
}
