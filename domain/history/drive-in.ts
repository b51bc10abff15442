import { isCounted } from '../facility/counted-zones.ts';
import type { PlateRef, SessionId } from '../kernel/ids.ts';
import { MINUTE_MS, SECOND_MS } from '../kernel/instant.ts';
import { zonedHour } from '../kernel/zoned.ts';
import type { Part } from './agenda.ts';
import { answerRead, canRead, closeBehind, loop, passThrough, read } from './approach.ts';
import type { LaneDesk } from './lanes.ts';
import type { Stay, Visitor } from './stay.ts';
import { between, happens, isEnding, type World } from './world.ts';

/** From this hour on the second entry's camera looks into the low sun and reads worse. */
const GLARE_FROM_HOUR = 17;
const GLARE_SHARE = 0.13;
const GLARE_LANE = 1;
const SENSORS = { kind: 'device', deviceId: 'slot-sensors' } as const;

/** A vehicle comes to an entry; the stay, or null where it did not come in. */
export function* driveIn(world: World, visitor: Visitor): Part<Stay | null> {
  const desk = yield* world.lanes.take('entry');
  if (desk === null) return null;
  if (isEnding(world)) {
    desk.isTaken = false;
    return null;
  }
  loop(world, desk, 'arming', true);
  yield between(world, 1, 3) * SECOND_MS;
  const isRead = visitor.entryBy === 'plate' && canRead(world, desk);
  const plateRef = isRead ? world.lot.refOf(visitor.plate) : null;
  const sessionId = yield* admitted(world, desk, visitor, plateRef);
  const isIn = sessionId !== null && (yield* passThrough(world, desk, visitor.backsOut));
  if (isIn) yield* closeBehind(world, desk);
  else {
    yield between(world, 4, 10) * SECOND_MS;
    loop(world, desk, 'arming', false);
  }
  desk.isTaken = false;
  const session = sessionId === null ? undefined : world.lot.state.sessions.get(sessionId);
  if (!isIn || session === undefined || session.startedAt === null) return null;
  return {
    sessionId: session.id,
    visitor,
    plateRef: session.plateRef,
    slotId: session.slotId,
    isGone: false,
  };
}

/** By the plate, by staff's word where the camera is not sure, or by a ticket. */
function* admitted(
  world: World,
  desk: LaneDesk,
  visitor: Visitor,
  plateRef: PlateRef | null,
): Part<SessionId | null> {
  const { lot, staff } = world;
  if (plateRef === null) {
    yield between(world, 4, 15) * SECOND_MS;
    const asked = {
      type: 'RequestEntry',
      laneId: desk.lane.id,
      plateRef,
      credential: null,
    } as const;
    const issued = lot.ask('TicketIssued', { ...asked, ...visitor.needs }, staff.onDuty);
    ticketOut(world);
    return issued?.sessionId ?? null;
  }
  const before = lot.state.byPlate.get(plateRef);
  read(world, desk, { plateRef, confidence: confidenceOf(world, desk, visitor) }, visitor);
  if (lot.state.lanes.get(desk.lane.id)?.phase === 'asking')
    yield* answerRead(world, desk, plateRef);
  const sessionId = lot.state.byPlate.get(plateRef) ?? null;
  return sessionId === before ? null : sessionId;
}

/** A printer takes a moment, in which nothing else happens at its lane. */
function ticketOut({ lot }: World): void {
  for (const jobId of [...lot.state.printing.jobs.keys()])
    lot.tell({ type: 'ReportPrint', jobId, outcome: { ok: true } });
}

function confidenceOf(world: World, desk: LaneDesk, { entryConfidence }: Visitor): number {
  const { lot, lanes } = world;
  const entries = lanes.all.filter(({ lane }) => lane.direction === 'entry');
  if (entries.indexOf(desk) !== GLARE_LANE) return entryConfidence;
  const { hour } = zonedHour(lot.at, lot.lot.timeZone);
  if (hour < GLARE_FROM_HOUR || !happens(world, GLARE_SHARE)) return entryConfidence;
  return Math.round(between(world, 0.4, 0.79) * 1_000) / 1_000;
}

/** Parks where the sign says. */
export function* park(world: World, stay: Stay): Part<void> {
  yield between(world, 0.6, 2.5) * MINUTE_MS;
  present(world, stay, 'occupied');
  world.parked.set(stay.sessionId, stay);
}

/** Drives out of its slot. */
export function* unpark(world: World, stay: Stay): Part<void> {
  // Staff may have moved it on the books meanwhile.
  stay.slotId = world.lot.state.sessions.get(stay.sessionId)?.slotId ?? null;
  world.parked.delete(stay.sessionId);
  present(world, stay, 'vacant');
  yield between(world, 0.6, 2) * MINUTE_MS;
}

/** What the slot's sensor says, once the sensors speak; see `World.sensedFromAt`. */
export function present(world: World, { slotId }: Stay, presence: 'occupied' | 'vacant'): void {
  const { lot, sensedFromAt } = world;
  if (slotId === null || lot.at < sensedFromAt || isCounted(lot.lot, slotId)) return;
  lot.tell({ type: 'ReportPresence', slotId, presence }, SENSORS);
}
