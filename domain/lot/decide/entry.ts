import { SECOND_MS } from '../../kernel/instant.ts';
import type { CommandBody, CommandHead, CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import type { LotState, PendingRead } from '../state.ts';
import { admit } from './admission.ts';
import { entryCredential } from './arrival.ts';
import type { FoundLane } from './lookup.ts';
import { findLane, isTracked } from './lookup.ts';
import { exitByPlate } from './plate-match.ts';

/** A camera's read: dropped when repeated, kept for the arming loop, or acted on at once. */
export function decideRead(state: LotState, command: CommandOf<'ReportPlate'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  if (isRepeat(found, command)) return NOTHING;
  const { laneId, deviceId, readId, plateRef, confidence, nearRefs, needs } = command;
  const picture = command.pictureId === undefined ? {} : { pictureId: command.pictureId };
  const read: LotEvent = {
    type: 'PlateRead',
    laneId,
    deviceId,
    readId,
    plateRef,
    confidence,
    nearRefs,
    needs,
    ...picture,
  };
  if (command.late) return happened({ ...read, late: true });
  if (!awaitsCredential(found)) return happened(read);
  const pending = { readId, plateRef, confidence, nearRefs, needs, ...picture, at: command.at };
  return happened(read, ...followRead(state, found, command, pending));
}

function awaitsCredential({ lane, held }: FoundLane): boolean {
  if (lane.detection === 'none') return true;
  return held.phase === 'armed' || held.phase === 'asking';
}

/** The same plate again within the window says nothing new, unless it is now read with confidence. */
function isRepeat({ lot, held }: FoundLane, command: CommandOf<'ReportPlate'>): boolean {
  const last = held.lastRead;
  if (last === null) return false;
  if (last.readId === command.readId) return true;
  if (last.plateRef !== command.plateRef) return false;
  if (command.at - last.at > lot.policies.plateWindowSeconds * SECOND_MS) return false;
  const { plateConfidenceMin } = lot.policies;
  return last.confidence >= plateConfidenceMin || command.confidence < plateConfidenceMin;
}

/** What follows from a read while a vehicle waits: staff are asked, or the vehicle goes in or out. */
export function followRead(
  state: LotState,
  found: FoundLane,
  command: CommandHead,
  read: PendingRead,
  tracked?: boolean,
): readonly LotEvent[] {
  const { lane, lot, held } = found;
  const { plateRef, confidence } = read;
  if (confidence < lot.policies.plateConfidenceMin) {
    if (held.phase === 'asking') return [];
    return [{ type: 'StaffAsked', laneId: lane.id, plateRef, confidence }];
  }
  return actOnPlate(state, found, command, read, tracked);
}

function actOnPlate(
  state: LotState,
  found: FoundLane,
  command: CommandHead,
  read: PendingRead,
  tracked: boolean = isTracked(found),
): readonly LotEvent[] {
  const { lane } = found;
  const { plateRef, needs } = read;
  const leaves =
    lane.direction === 'exit' || (lane.direction === 'reversible' && state.byPlate.has(plateRef));
  if (leaves) return exitByPlate(state, found, command, read, tracked);
  const arrival = { plateRef, credential: null };
  const admission = admit(state, found, command, arrival, needs, tracked);
  if (admission.ok) return admission.events;
  return [{ type: 'EntryRefused', laneId: lane.id, code: admission.code, plateRef }];
}

/** The ticket button, or somebody who vouches for a vehicle. */
export function decideEntry(state: LotState, command: CommandOf<'RequestEntry'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const { lane } = found;
  if (lane.direction === 'exit') return refused('lane-wrong-direction', lane.label);
  const { plateRef, credential } = command;
  if (plateRef === null && credential === null && !lane.admitsWithoutPlate)
    return refused('plate-needed', lane.label);
  const tracked = isTracked(found);
  if (command.actor.kind === 'device' && lane.detection === 'loops' && !tracked)
    return refused('no-vehicle', lane.label);
  const admission = admit(state, found, command, command, command, tracked);
  if (!admission.ok) return refused(admission.code);
  return happened(...admission.events);
}

/** A booking, a pass or a card under the scanner of an entry. Only a vehicle that stands there can come in. */
export function enterByScan(
  state: LotState,
  found: FoundLane,
  command: CommandOf<'ReportScan'>,
): Decision {
  const { lane, held } = found;
  const credential = entryCredential(command.claim, command.cardRef);
  if (credential === null) {
    if (command.claim.ok) return refused('lane-wrong-direction', lane.label);
    const { code } = command.claim;
    return happened({ type: 'EntryRefused', laneId: lane.id, code, plateRef: null });
  }
  // The camera may have read the plate of the same vehicle: the stay then has both.
  const read = held.pending ?? (held.armingOn ? held.lastRead : null);
  const plateRef = read?.plateRef ?? null;
  const needs = read?.needs ?? DEFAULT_NEEDS;
  const admission = admit(state, found, command, { plateRef, credential }, needs);
  if (admission.ok) return happened(...admission.events);
  return happened({ type: 'EntryRefused', laneId: lane.id, code: admission.code, plateRef });
}

/** Staff's answer to a doubtful read. */
export function decideReadAnswer(state: LotState, command: CommandOf<'AnswerRead'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const { held, lane } = found;
  if (held.phase !== 'asking') return refused('nothing-asked', lane.label);
  const { plateRef, admit: yes } = command;
  const answer: LotEvent = { type: 'StaffAnswered', laneId: lane.id, admit: yes, plateRef };
  if (!yes) return happened(answer);
  const needs = held.pending?.needs ?? held.lastRead?.needs ?? DEFAULT_NEEDS;
  if (plateRef !== null) {
    const read = { readId: '', plateRef, confidence: 1, nearRefs: [], needs, at: command.at };
    return happened(answer, ...actOnPlate(state, found, command, read));
  }
  if (lane.direction === 'exit') return refused('plate-needed', lane.label);
  const arrival = { plateRef: null, credential: null };
  const admission = admit(state, found, command, arrival, needs);
  if (admission.ok) return happened(answer, ...admission.events);
  return happened(answer, {
    type: 'EntryRefused',
    laneId: lane.id,
    code: admission.code,
    plateRef,
  });
}

/** What is taken for granted of a vehicle that nobody described. */
export const DEFAULT_NEEDS = {
  vehicleClass: 'car',
  wantsCharge: false,
  accessiblePermit: false,
} as const;

export const entryDeciders: Deciders<
  Extract<CommandBody, { type: 'ReportPlate' | 'RequestEntry' | 'AnswerRead' }>
> = {
  ReportPlate: decideRead,
  RequestEntry: decideEntry,
  AnswerRead: decideReadAnswer,
};
