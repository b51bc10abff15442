import type { VehicleNeeds } from '../../facility/kinds.ts';
import type { DeviceId } from '../../kernel/ids.ts';
import { type Instant, SECOND_MS } from '../../kernel/instant.ts';
import { isPair, isRepeatedRead, readKey } from '../../lane/repeated-read.ts';
import type { CommandBody, CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { EventOf } from '../event.ts';
import { DEFAULT_NEEDS } from '../lane-seen.ts';
import type { LotState, PendingRead, UnreadVehicle } from '../state.ts';
import { followRead } from './entry.ts';
import type { FoundLane } from './lookup.ts';
import { findLane } from './lookup.ts';

/** A camera's read: dropped when repeated, kept for the arming loop, or acted on at once. */
export function decideRead(state: LotState, command: CommandOf<'ReportPlate'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const other = pairOf(found, command);
  if (isRepeat(found, command, other !== null)) return NOTHING;
  const { laneId, deviceId, readId, plateRef, confidence, nearRefs, late } = command;
  const pairedWith = other?.readId ?? null;
  const unread = other === null ? unreadEndOf(found, command) : null;
  const pictureId = command.pictureId ?? unread?.pictureId;
  const picture = pictureId === undefined ? {} : { pictureId };
  const needs = needsOfBoth(command, unread);
  const what = { laneId, deviceId, readId, plateRef, confidence, nearRefs, needs };
  const read: EventOf<'PlateRead'> = {
    type: 'PlateRead',
    ...what,
    ...picture,
    pairedWith,
    ...(unread === null ? {} : { pairedUnread: unread.readId }),
    ...(late === true ? { late } : {}),
  };
  // The other camera was at least as sure of the same vehicle, and has been acted on.
  const isTold = other !== null && other.confidence >= confidence;
  if (late === true || isTold || !awaitsCredential(found)) return happened(read);
  const by = { readId, deviceId, plateRef, confidence, nearRefs, needs };
  const pending = { ...by, ...picture, at: command.at };
  return happened(read, ...followRead(state, found, command, pending));
}

function awaitsCredential({ lane, held }: FoundLane): boolean {
  if (lane.detection === 'none') return held.phase !== 'printing';
  return held.phase === 'armed' || held.phase === 'asking';
}

/** Cameras repeat themselves, and two cameras of one vehicle do not: that both agree is on record. */
function isRepeat(
  { lot, held }: FoundLane,
  { deviceId, readId, plateRef, confidence, at, late }: CommandOf<'ReportPlate'>,
  isPaired: boolean,
): boolean {
  const { plateWindowSeconds, plateConfidenceMin } = lot.policies;
  return isRepeatedRead({
    isKnownId: held.readIds.has(readKey(deviceId, readId)),
    before: isPaired || late === true ? null : (held.plates.get(plateRef) ?? null),
    at,
    confidence,
    windowMs: plateWindowSeconds * SECOND_MS,
    sureFrom: plateConfidenceMin,
  });
}

/** The latest read of the vehicle that stands here, if it is of the other end of the same vehicle. */
function pairOf(found: FoundLane, command: CommandOf<'ReportPlate'>): PendingRead | null {
  const { held } = found;
  const isOnItsWay = held.phase === 'vended' || held.phase === 'passing';
  // The last read of a lane may be of the vehicle before this one.
  const other = isOnItsWay ? held.lastRead : held.visitor;
  if (other === null || command.late === true) return null;
  return isOtherEnd(found, command, other) ? other : null;
}

/** A motorcycle has no plate at the front: what the camera there saw of the vehicle that is read behind. */
function unreadEndOf(found: FoundLane, command: CommandOf<'ReportPlate'>): UnreadVehicle | null {
  const { unread } = found.held;
  if (unread === null || command.late === true) return null;
  return isOtherEnd(found, command, unread) ? unread : null;
}

function isOtherEnd(
  { installed, lot }: FoundLane,
  one: { readonly deviceId: DeviceId; readonly at: Instant },
  other: { readonly deviceId: DeviceId; readonly at: Instant },
): boolean {
  const endOf = ({ deviceId, at }: typeof one) => {
    const device = installed.devices.get(deviceId);
    const position = device !== undefined && 'position' in device ? device.position : undefined;
    return { position: position ?? null, at };
  };
  return isPair(endOf(one), endOf(other), lot.policies.pairWindowSeconds);
}

/** A plate alone says nothing of the vehicle; the camera that could not read it may know what it is. */
function needsOfBoth(
  { needs }: CommandOf<'ReportPlate'>,
  unread: UnreadVehicle | null,
): VehicleNeeds {
  const vehicleClass = unread?.vehicleClass ?? null;
  const isSaid = needs.vehicleClass !== DEFAULT_NEEDS.vehicleClass;
  return vehicleClass === null || isSaid ? needs : { ...needs, vehicleClass };
}

export const readDeciders: Deciders<Extract<CommandBody, { type: 'ReportPlate' }>> = {
  ReportPlate: decideRead,
};
