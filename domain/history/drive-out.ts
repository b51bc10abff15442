import { MINUTE_MS, SECOND_MS } from '../kernel/instant.ts';
import type { Part } from './agenda.ts';
import {
  answerRead,
  canRead,
  closeBehind,
  deviceActor,
  followThrough,
  loop,
  passThrough,
  read,
} from './approach.ts';
import type { LaneDesk } from './lanes.ts';
import { payInLane } from './pay.ts';
import type { Stay } from './stay.ts';
import { between, happens, isEnding, oneOf, type World } from './world.ts';

/** However it goes wrong, staff end it after so many steps. */
const STEPS_MAX = 5;
const MISREAD_SHARE = 0.004;
const STUCK_SHARE = 0.002;
const TAILGATE_SHARE = 0.0015;

/** A vehicle goes to an exit; whether it left. */
export function* driveOut(world: World, stay: Stay): Part<boolean> {
  let desk = yield* world.lanes.take('exit');
  while (desk === null) {
    if (isEnding(world)) return false;
    yield MINUTE_MS;
    desk = yield* world.lanes.take('exit');
  }
  if (isEnding(world)) {
    desk.isTaken = false;
    return false;
  }
  loop(world, desk, 'arming', true);
  yield between(world, 1, 3) * SECOND_MS;
  identify(world, desk, stay);
  const isOpen = yield* opened(world, desk, stay);
  if (isOpen) {
    yield* passThrough(world, desk, false);
    const isTracked = desk.lane.detection === 'loops';
    if (isTracked && happens(world, TAILGATE_SHARE)) {
      yield* followThrough(world, desk);
      loseTrackOfOne(world);
    }
    yield* closeBehind(world, desk);
  } else {
    yield 5 * SECOND_MS;
    loop(world, desk, 'arming', false);
  }
  desk.isTaken = false;
  return isOpen;
}

/** The camera reads the plate, well or nearly; without a plate on the books the ticket is shown. */
function identify(world: World, desk: LaneDesk, stay: Stay): void {
  const { visitor, plateRef } = stay;
  const { lot } = world;
  if (!canRead(world, desk) || plateRef === null) {
    showTicket(world, desk, stay);
    return;
  }
  if (happens(world, MISREAD_SHARE)) {
    const misread = lot.refOf(misreadOf(visitor.plate));
    const isInside = lot.state.byPlate.has(misread);
    const nearRefs = isInside ? [] : [plateRef];
    read(world, desk, { plateRef: misread, confidence: 0.91, nearRefs }, visitor);
    return;
  }
  read(world, desk, { plateRef, confidence: visitor.exitConfidence }, visitor);
}

function showTicket({ lot }: World, { lane, scannerId }: LaneDesk, { sessionId }: Stay): void {
  const number = lot.state.sessions.get(sessionId)?.ticketNumber;
  if (number === undefined) return;
  const claim = { ok: true, kind: 'ticket', number } as const;
  lot.tell({ type: 'ReportScan', laneId: lane.id, claim, cardRef: null }, deviceActor(scannerId));
}

/** Pays, asks and shows until the gate is open for it; whether it is. */
function* opened(world: World, desk: LaneDesk, stay: Stay): Part<boolean> {
  const { lot, staff } = world;
  const laneId = desk.lane.id;
  const { sessionId } = stay;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    if (!lot.state.sessions.has(sessionId)) return true;
    const held = lot.state.lanes.get(laneId);
    switch (held?.phase) {
      case 'vended':
      case 'passing':
        return true;
      case 'due':
        if (happens(world, STUCK_SHARE))
          lot.tell(
            { type: 'VendGate', laneId, reason: 'Payment does not go through' },
            staff.onDuty,
          );
        else yield* payInLane(world, sessionId, laneId);
        break;
      case 'asking':
        yield* answered(world, desk, stay);
        break;
      default:
        yield between(world, 4, 12) * SECOND_MS;
        showTicket(world, desk, stay);
    }
  }
  return yield* letOutByHand(world, desk, stay);
}

function* answered(world: World, desk: LaneDesk, { plateRef, sessionId }: Stay): Part<void> {
  const { lot, staff } = world;
  const laneId = desk.lane.id;
  if (lot.state.lanes.get(laneId)?.question === null) {
    yield* answerRead(world, desk, plateRef);
    return;
  }
  yield between(world, 10, 40) * SECOND_MS;
  const reason = 'Looked at the picture';
  const answer = { type: 'AnswerPlate', laneId, letOut: true, sessionId, reason } as const;
  if (lot.tell(answer, staff.onDuty) !== null) return;
  lot.tell({ ...answer, letOut: false, sessionId: null }, staff.onDuty);
}

/** Nothing helped: the gate is opened by hand, and the stay closed with a word why. */
function* letOutByHand(world: World, { lane }: LaneDesk, { sessionId }: Stay): Part<boolean> {
  const { lot, staff } = world;
  yield between(world, 10, 30) * SECOND_MS;
  const reason = 'Ticket not readable';
  if (lot.tell({ type: 'VendGate', laneId: lane.id, reason }, staff.onDuty) === null) return false;
  if (lot.state.sessions.has(sessionId))
    lot.tell({ type: 'CloseSession', sessionId, reason: 'Let out by hand' }, staff.onDuty);
  return true;
}

/** Whoever followed under the gate was somebody who parked here: their stay stays open. */
function loseTrackOfOne(world: World): void {
  const stay = oneOf(world, [...world.parked.values()]);
  if (stay !== undefined) stay.isGone = true;
}

/** As a camera misreads: one sign taken for one that looks like it. */
function misreadOf(plate: string): string {
  const last = plate.at(-1) ?? '0';
  const other =
    { '0': '8', '1': '7', '3': '8', '5': '6', '6': '5', '7': '1', '8': '3' }[last] ?? '0';
  return plate.slice(0, -1) + (other === last ? '1' : other);
}
