import { SECOND_MS } from '../../kernel/instant.ts';
import { type CameraPosition, isPair, isRepeatedRead, readKey } from '../../lane/repeated-read.ts';
import type { CommandBody, CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { EventOf } from '../event.ts';
import type { LotState, PendingRead } from '../state.ts';
import { followRead } from './entry.ts';
import type { FoundLane } from './lookup.ts';
import { findLane } from './lookup.ts';

/** A camera's read: dropped when repeated, kept for the arming loop, or acted on at once. */
export function decideRead(state: LotState, command: CommandOf<'ReportPlate'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const other = pairOf(found, command);
  const isOtherEnd = other !== null;
  if (isRepeat(found, command, isOtherEnd)) return NOTHING;
  const { laneId, deviceId, readId, plateRef, confidence, nearRefs, needs, late, pictureId } =
    command;
  const pairedWith = other?.readId ?? null;
  const picture = pictureId === undefined ? {} : { pictureId };
  const what = { laneId, deviceId, readId, plateRef, confidence, nearRefs, needs };
  const read: EventOf<'PlateRead'> = {
    type: 'PlateRead',
    ...what,
    ...picture,
    pairedWith,
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
  isOtherEnd: boolean,
): boolean {
  const { plateWindowSeconds, plateConfidenceMin } = lot.policies;
  return isRepeatedRead({
    isKnownId: held.readIds.has(readKey(deviceId, readId)),
    before: isOtherEnd || late === true ? null : (held.plates.get(plateRef) ?? null),
    at,
    confidence,
    windowMs: plateWindowSeconds * SECOND_MS,
    sureFrom: plateConfidenceMin,
  });
}

/** The latest read of the vehicle that stands here, if it is of the other end of the same vehicle. */
function pairOf(found: FoundLane, command: CommandOf<'ReportPlate'>): PendingRead | null {
  const { held, installed, lot } = found;
  const isOnItsWay = held.phase === 'vended' || held.phase === 'passing';
  // The last read of a lane may be of the vehicle before this one.
  const other = isOnItsWay ? held.lastRead : held.visitor;
  if (other === null || command.late === true) return null;
  const positionOf = (deviceId: string): CameraPosition | null => {
    const device = installed.devices.get(deviceId);
    return device !== undefined && 'position' in device ? (device.position ?? null) : null;
  };
  const here = { position: positionOf(command.deviceId), at: command.at };
  const there = { position: positionOf(other.deviceId), at: other.at };
  return isPair(here, there, lot.policies.pairWindowSeconds) ? other : null;
}

export const readDeciders: Deciders<Extract<CommandBody, { type: 'ReportPlate' }>> = {
  ReportPlate: decideRead,
};
