import type { PlateRef } from '../kernel/ids.ts';
import { SECOND_MS } from '../kernel/instant.ts';
import type { Actor } from '../lot/actor.ts';
import type { Part } from './agenda.ts';
import { STATION } from './history-lot.ts';
import type { LaneDesk } from './lanes.ts';
import type { Visitor } from './stay.ts';
import { between, happens, type World } from './world.ts';

/** What a device says comes from it; a lane without that device is told by the station. */
export function deviceActor(deviceId: string | null): Actor {
  return deviceId === null ? STATION : { kind: 'device', deviceId };
}

/** Moves a vehicle on a lane's loops; lanes without loops hear nothing of it. */
export function loop(
  { lot }: World,
  { lane, barrierId }: LaneDesk,
  which: 'arming' | 'safety',
  on: boolean,
): void {
  if (lane.detection === 'none') return;
  lot.tell({ type: 'ReportLoop', laneId: lane.id, loop: which, on }, deviceActor(barrierId));
}

function gate({ lot }: World, { lane, barrierId }: LaneDesk, position: 'open' | 'closed'): void {
  lot.tell({ type: 'ReportGate', laneId: lane.id, gate: position }, deviceActor(barrierId));
}

/** The camera of a lane reads a plate. */
export function read(
  { lot }: World,
  { lane, cameraId }: LaneDesk,
  about: {
    readonly plateRef: PlateRef;
    readonly confidence: number;
    readonly nearRefs?: readonly PlateRef[];
  },
  { needs }: Visitor,
): void {
  if (cameraId === null) return;
  const { plateRef, confidence, nearRefs = [] } = about;
  lot.tell(
    {
      type: 'ReportPlate',
      laneId: lane.id,
      deviceId: cameraId,
      readId: `${cameraId}-${lot.lastSeq}`,
      plateRef,
      confidence,
      nearRefs,
      needs,
    },
    deviceActor(cameraId),
  );
}

/** Whether the lane's camera answers now. */
export function canRead({ down }: World, { cameraId }: LaneDesk): boolean {
  return cameraId !== null && !down.has(cameraId);
}

/** Staff look at what the camera was not sure of, and say what it is. */
export function* answerRead(
  world: World,
  { lane }: LaneDesk,
  plateRef: PlateRef | null,
): Part<void> {
  const { lot, staff } = world;
  yield between(world, 6, 40) * SECOND_MS;
  const admit = !happens(world, 0.03);
  lot.tell({ type: 'AnswerRead', laneId: lane.id, admit, plateRef }, staff.onDuty);
}

/** Through a gate that is open for it, over both loops; whether it went through. */
export function* passThrough(world: World, desk: LaneDesk, backsOut: boolean): Part<boolean> {
  const isTracked = desk.lane.detection === 'loops';
  yield between(world, 1, 2) * SECOND_MS;
  if (!isTracked) {
    yield between(world, 3, 6) * SECOND_MS;
    return true;
  }
  gate(world, desk, 'open');
  yield between(world, 1, 3) * SECOND_MS;
  if (backsOut) {
    loop(world, desk, 'arming', false);
    yield between(world, 2, 4) * SECOND_MS;
    gate(world, desk, 'closed');
    return false;
  }
  loop(world, desk, 'safety', true);
  yield between(world, 1, 2) * SECOND_MS;
  loop(world, desk, 'arming', false);
  yield between(world, 1, 2) * SECOND_MS;
  loop(world, desk, 'safety', false);
  return true;
}

/** The gate falls behind the last vehicle. */
export function* closeBehind(world: World, desk: LaneDesk): Part<void> {
  if (desk.lane.detection === 'none') return;
  yield between(world, 1, 3) * SECOND_MS;
  gate(world, desk, 'closed');
}

/** Another vehicle follows under the gate while it is still open. */
export function* followThrough(world: World, desk: LaneDesk): Part<void> {
  yield SECOND_MS / 2;
  loop(world, desk, 'arming', true);
  yield SECOND_MS / 2;
  loop(world, desk, 'safety', true);
  yield SECOND_MS;
  loop(world, desk, 'arming', false);
  yield SECOND_MS;
  loop(world, desk, 'safety', false);
}
