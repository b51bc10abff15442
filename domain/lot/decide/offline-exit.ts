import type { PlateRef, TicketNumber } from '../../kernel/ids.ts';
import { type Instant, MINUTE_MS } from '../../kernel/instant.ts';
import type { Membership } from '../../membership/membership.ts';
import { type Session, vehicleKey } from '../../session/session.ts';
import type { DoneOffline, ShownOffline } from '../command/offline.ts';
import { duePayment } from '../due.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import type { RefusalCode } from '../words.ts';
import { ended, leave, sessionOfTicket } from './departure.ts';
import {
  conflict,
  follows,
  type Outcome,
  type Told,
  vehicleOf,
  waitsFor,
} from './offline-conflict.ts';
import { memberShown } from './offline-subject.ts';
import { endedCode } from './reservation-state.ts';

/** Two controllers may tell the time differently by so much. */
const CLOCKS_DIFFER_MS = MINUTE_MS;

type Left = Extract<DoneOffline, { kind: 'left' }>;

/** The vehicle is out: its stay ends when it left, and what it owed then is on record. */
export function leftOffline(state: LotState, told: Told, { shown }: Left): Outcome {
  const looked = staysOf(state, shown);
  if ('code' in looked) {
    if (looked.mayCome && !told.isLast) return waitsFor(looked.code);
    return follows(...conflict(state, told, looked.code, vehicleOf(shown)));
  }
  const { stays } = looked;
  const session = stays.find((one) => hasBegun(one, told.happenedAt + CLOCKS_DIFFER_MS));
  if (session !== undefined) return follows(...ends(state, told, session));
  for (const stay of stays) {
    const swapped = swappedExit(state, stay, told.happenedAt);
    if (swapped !== null) return follows(...ends(state, { ...told, happenedAt: swapped }, stay));
  }
  // It left before it came: the stay that it ended was not told yet.
  if (!told.isLast) return waitsFor('not-inside');
  return follows(...conflict(state, told, 'not-inside', vehicleOf(shown)));
}

const hasBegun = ({ startedAt }: Session, at: Instant) => startedAt !== null && startedAt <= at;

/**
 * The vehicle came, left, came again and left again, and the second exit was told before the first: it
 * ended the first stay. The exit that is told now is that one's, so the second stay ended when that did.
 */
function swappedExit(
  { lateExits }: LotState,
  session: Session,
  happenedAt: Instant,
): Instant | null {
  const { startedAt } = session;
  const before = lateExits.get(vehicleKey(session));
  if (before === undefined || startedAt === null) return null;
  const isFirstExit = before.startedAt - CLOCKS_DIFFER_MS <= happenedAt && happenedAt < startedAt;
  return isFirstExit && before.endedAt >= startedAt ? before.endedAt : null;
}

function ends(
  state: LotState,
  { head, found, happenedAt }: Told,
  session: Session,
): readonly LotEvent[] {
  const leftAt = Math.max(happenedAt, session.startedAt ?? happenedAt);
  const { dueMinor, owedMinor } = duePayment(state, session, leftAt);
  const laneId = found.lane.id;
  const events =
    dueMinor <= 0
      ? leave(state, found, session, { tracked: false, owedMinor, at: leftAt })
      : ended(state, session, laneId, leftAt);
  const unpaid: readonly LotEvent[] =
    dueMinor <= 0
      ? []
      : [{ type: 'LeftOffline', laneId, sessionId: session.id, happenedAt: leftAt, dueMinor }];
  const inTime = events.flatMap((event): readonly LotEvent[] => {
    // No gate moves now.
    if (event.type === 'GateVended') return [];
    const isLater = event.type === 'SessionEnded' && leftAt < head.at;
    return [isLater ? { ...event, endedAt: leftAt } : event];
  });
  return [...unpaid, ...inTime];
}

/** The stays that may have ended by what was shown, the likeliest first; or why there is none. */
type Looked =
  | { readonly stays: readonly Session[] }
  /** `mayCome`: another controller may still have to tell that it came in. */
  | { readonly code: RefusalCode; readonly mayCome: boolean };

function staysOf(state: LotState, shown: ShownOffline): Looked {
  const { claim, cardRef, plateRef } = shown;
  if (claim !== null) {
    if (!claim.ok) return { code: claim.code, mayCome: false };
    const ofTicket = state.sessions.get(state.byTicket.get(claim.number) ?? '');
    if (ofTicket !== undefined) return { stays: [ofTicket] };
  }
  const member = memberShown(state, shown);
  if (member !== null) {
    const stays = staysOfMember(state, member, shown);
    return stays.length > 0 ? { stays } : { code: 'not-inside', mayCome: true };
  }
  if (claim !== null) return stayOfNumber(state, claim.number);
  if (cardRef !== null) return { code: 'membership-unknown', mayCome: false };
  if (plateRef === null) return { code: 'nothing-shown', mayCome: false };
  const stays = staysOfPlate(state, plateRef);
  return stays.length > 0 ? { stays } : { code: 'not-inside', mayCome: true };
}

/** The stays of a plate, the latest first: there are two of them only after what lanes did on their own. */
function staysOfPlate(state: LotState, plateRef: PlateRef): readonly Session[] {
  const indexed = state.sessions.get(state.byPlate.get(plateRef) ?? '');
  if (!state.twinPlates.has(plateRef)) return indexed === undefined ? [] : [indexed];
  const stays = [...state.sessions.values()].filter((one) => one.plateRef === plateRef);
  return stays.sort(latestFirst);
}

/** A member's vehicles: that of the plate that was read; else by what it came in, and one of no plate first. */
function staysOfMember(
  state: LotState,
  { stays: ids, number, plateRefs }: Membership,
  { claim, cardRef, plateRef }: ShownOffline,
): readonly Session[] {
  if (plateRef !== null) {
    const ofPlate = staysOfPlate(state, plateRef);
    if (ofPlate.length > 0) return ofPlate;
  }
  const all = [...ids.keys()].flatMap((id) => state.sessions.get(id) ?? []);
  // Whoever was stopped by no right of its own has its credential with the stay all the same.
  const byNumber = state.sessions.get(state.byCredential.get(number) ?? '');
  if (byNumber !== undefined && !all.includes(byNumber)) all.push(byNumber);
  const isByPlate = claim === null && cardRef === null;
  const rank = (one: Session) =>
    one.plateRef === null ? 0 : plateRefs.includes(one.plateRef) ? 1 : 2;
  return all
    .filter((one) => !isByPlate || one.plateRef === null)
    .sort((a, b) => rank(a) - rank(b) || latestFirst(a, b));
}

const latestFirst = (a: Session, b: Session) => (b.startedAt ?? 0) - (a.startedAt ?? 0);

/** A number that is neither a ticket inside nor a member's: a booking's, a ticket's of a stock, or a spent one. */
function stayOfNumber(state: LotState, number: TicketNumber): Looked {
  const { reservations, stock } = state;
  const booking = reservations.reservations.get(reservations.byNumber.get(number) ?? '');
  const held =
    booking?.state === 'arrived' ? (booking.sessionId ?? '') : state.byCredential.get(number);
  const session = state.sessions.get(held ?? '');
  if (session !== undefined) return { stays: [session] };
  if (booking !== undefined) {
    const mayCome = booking.state === 'booked' || booking.state === 'no-show';
    return { code: endedCode(booking) ?? 'not-inside', mayCome };
  }
  const looked = sessionOfTicket(state, number);
  if ('session' in looked) return { stays: [looked.session] };
  return { code: looked.code, mayCome: stock.has(number) };
}
