import type { VehicleNeeds } from '../../facility/kinds.ts';
import type { PlateRef, TicketNumber } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Reservation } from '../../reservation/reservation.ts';
import { TRANSIENT } from '../../session/right.ts';
import { lockedTariff } from '../../tariff/locked-tariff.ts';
import type { DoneOffline, ShownOffline } from '../command/offline.ts';
import type { LotEvent } from '../event.ts';
import { DEFAULT_NEEDS } from '../lane-seen.ts';
import type { LotState } from '../state.ts';
import type { RefusalCode } from '../words.ts';
import { type Arrival, entryCredential } from './arrival.ts';
import { sessionOfTicket } from './departure.ts';
import { ticketFrom } from './ids.ts';
import { passedBack } from './membership-passback.ts';
import {
  conflict,
  follows,
  type Outcome,
  type Told,
  vehicleOf,
  waitsFor,
} from './offline-conflict.ts';
import { hasLeftSince, lostRight, memberShown } from './offline-subject.ts';
import { type Grant, rightOf } from './rights.ts';
import { slotFor } from './slot-choice.ts';

type Entered = Extract<DoneOffline, { kind: 'entered' }>;
type Granted = Extract<Grant, { ok: true }>;

/**
 * The vehicle is inside, whatever the books would have said at the gate: it has its stay from when it came,
 * by the right that it had then, and where there is none staff know. One that must have left in between
 * waits for that to be told.
 */
export function enteredOffline(state: LotState, told: Told, done: Entered): Outcome {
  const given = ticketGiven(state, done);
  if ('code' in given) return follows(...conflict(state, told, given.code, given));
  const { shown } = done;
  const codes: RefusalCode[] = shown.claim?.ok === false ? [shown.claim.code] : [];
  const credential =
    shown.claim === null && shown.cardRef === null
      ? null
      : entryCredential(shown.claim ?? NO_CODE, shown.cardRef);
  const arrival: Arrival = { plateRef: shown.plateRef, credential };
  const needs = { ...DEFAULT_NEEDS, vehicleClass: done.vehicleClass };
  const isKnown = given.number !== null || shown.plateRef !== null || credential !== null;
  if (!isKnown) codes.push('nothing-shown');

  const inside = insideBefore(state, told, shown.plateRef);
  if (inside === 'before' && given.number === null && !told.isLast)
    return waitsFor('already-inside');
  if (inside !== 'no' && !hasLeftSince(state, shown, told.happenedAt)) codes.push('already-inside');

  let grant = grantOf(state, told, { arrival, shown, needs });
  if (!grant.ok) {
    const mayBeFreed = grant.code === 'membership-quota' || grant.code === 'reservation-used';
    if (mayBeFreed && given.number === null && !told.isLast) return waitsFor(grant.code);
    codes.push(grant.code);
    grant = transient(needs);
  } else if (isMissed(grant)) codes.push('reservation-missed');
  else if (given.number === null && isKnown && grant.right.kind === 'transient')
    codes.push(lostRight(state, shown));
  // What it showed it may leave by as well, whether it opened by right or not.
  if (shown.claim?.ok && grant.credentialNumber === null)
    grant = { ...grant, credentialNumber: shown.claim.number };

  const stale =
    inside === 'before' && given.number === null
      ? passedBack(state, told.head, told.found.lane.id, {
          membership: grant.membership,
          plateRef: shown.plateRef,
        })
      : [];
  const slotId = slotFor(state, told.found, grant, told.head.at);
  if (slotId === null) codes.push('lot-full');
  const began = begins(state, told, {
    grant,
    slotId,
    plateRef: shown.plateRef,
    number: given.number,
  });
  const [code] = codes;
  const about = {
    ...vehicleOf(shown),
    ...(given.number === null ? {} : { ticketNumber: given.number }),
  };
  return follows(
    ...(stale ?? []),
    ...began,
    ...(code === undefined ? [] : conflict(state, told, code, about)),
  );
}

/** What stands for no code where only a card was shown. */
const NO_CODE = { ok: false, code: 'ticket-malformed' } as const;

/** The ticket of the stock that the vehicle was given, if any; or why it cannot have been. */
function ticketGiven(
  state: LotState,
  { ticket }: Entered,
):
  | { readonly number: TicketNumber | null }
  | { readonly code: RefusalCode; readonly ticketNumber: TicketNumber | null } {
  if (ticket === null) return { number: null };
  if (!ticket.ok) return { code: ticket.code, ticketNumber: null };
  const { number } = ticket;
  if (state.stock.has(number)) return { number };
  // The same ticket lets one vehicle in: what is told of it again, under another number, is that one.
  const looked = sessionOfTicket(state, number);
  return { code: 'session' in looked ? 'already-inside' : looked.code, ticketNumber: number };
}

/** Whether a plate is inside by the books, since before this entry or since later. */
function insideBefore(
  state: LotState,
  { happenedAt }: Told,
  plateRef: PlateRef | null,
): 'no' | 'before' | 'later' {
  const session =
    plateRef === null ? undefined : state.sessions.get(state.byPlate.get(plateRef) ?? '');
  if (session === undefined) return 'no';
  return (session.startedAt ?? session.issuedAt) <= happenedAt ? 'before' : 'later';
}

/** By what right it came in, at the time that it came. */
function grantOf(
  state: LotState,
  told: Told,
  { arrival, shown, needs }: { arrival: Arrival; shown: ShownOffline; needs: VehicleNeeds },
): Grant {
  const grant = rightOf(state, arrival, needs, told.happenedAt);
  // The one that takes its place by now came later, and its own exit is known.
  const hadPlace =
    !grant.ok && grant.code === 'membership-quota' && hasLeftSince(state, shown, told.happenedAt);
  const member = hadPlace ? memberShown(state, shown) : null;
  if (member !== null) {
    const right = { kind: 'membership', membershipId: member.id } as const;
    return { ...transient(needs), right, membership: member };
  }
  const isMissedCode = !grant.ok && grant.code === 'reservation-missed';
  const isStranger = grant.ok && grant.right.kind === 'transient';
  if (!isMissedCode && !isStranger) return grant;
  const missed = missedBooking(state, arrival, told.happenedAt);
  if (missed === null) return grant;
  const { vehicleClass, wantsCharge, accessiblePermit, id: reservationId, number } = missed;
  return {
    ...transient({ vehicleClass, wantsCharge, accessiblePermit }),
    right: { kind: 'reservation', reservationId },
    credentialNumber: number,
    reservation: missed,
  };
}

const isMissed = ({ reservation }: Granted) => reservation?.state === 'no-show';

/** A booking that nobody seemed to come for while the lane was cut off, and the vehicle was there in time. */
function missedBooking(
  { reservations: book }: LotState,
  { plateRef, credential }: Arrival,
  at: Instant,
): Reservation | null {
  const fits = (one: Reservation | undefined) =>
    one?.state === 'no-show' && at >= one.timing.earliestAt && at < one.timing.missAt;
  if (credential?.kind === 'reservation') {
    const one = book.reservations.get(book.byNumber.get(credential.number) ?? '');
    return one !== undefined && fits(one) ? one : null;
  }
  if (plateRef === null || credential !== null) return null;
  for (const id of book.ended) {
    const one = book.reservations.get(id);
    if (one?.plateRef === plateRef && fits(one)) return one;
  }
  return null;
}

function transient(needs: VehicleNeeds): Granted {
  return {
    ok: true,
    right: TRANSIENT,
    credentialNumber: null,
    needs,
    membership: null,
    reservation: null,
    passedBack: false,
  };
}

interface Beginning {
  readonly grant: Granted;
  readonly slotId: string | null;
  readonly plateRef: PlateRef | null;
  /** Of the ticket that it was given. */
  readonly number: TicketNumber | null;
}

/** The ticket and the stay, from when the vehicle came. No gate moves now, and nothing is printed. */
function begins(
  state: LotState,
  { head, found: { lane }, happenedAt }: Told,
  { grant, slotId, plateRef, number }: Beginning,
): readonly LotEvent[] {
  const fresh = ticketFrom(state, head);
  const { sessionId } = fresh;
  const { vehicleClass, wantsCharge, accessiblePermit } = grant.needs;
  return [
    {
      type: 'TicketIssued',
      laneId: lane.id,
      sessionId,
      ticketNumber: number ?? fresh.ticketNumber,
      slotId,
      vehicleClass,
      wantsCharge,
      accessiblePermit,
      plateRef,
      right: grant.right,
      credentialNumber: grant.credentialNumber,
      ...lockedTariff(state.tariffs, happenedAt),
    },
    { type: 'SessionStarted', sessionId, laneId: lane.id, startedAt: happenedAt },
  ];
}
