import type { VehicleNeeds } from '../../facility/kinds.ts';
import type { CommandBody, CommandHead, CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import type { Decision } from '../decision.ts';
import { happened, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import { DEFAULT_NEEDS, seenIn } from '../lane-seen.ts';
import { isTurning } from '../lane-view.ts';
import type { LotState, PendingRead } from '../state.ts';
import { admit } from './admission.ts';
import { entryCredential } from './arrival.ts';
import type { FoundLane } from './lookup.ts';
import { findLane, isTracked } from './lookup.ts';
import { exitByPlate } from './plate-match.ts';
import { turnedAway, turnedAwayOnce } from './turned-away.ts';

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
  if (isTurning(held)) return [turnedAway(found, 'lane-turning', plateRef)];
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
  if (found.way === 'exit') return exitByPlate(state, found, command, read, tracked);
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
  if (found.way === 'exit') return refused('lane-wrong-direction', lane.label);
  const { plateRef, credential, at } = command;
  if (isTurning(found.held)) return turnedAwayOnce(found, 'lane-turning', plateRef, at);
  if (plateRef === null && credential === null && !lane.admitsWithoutPlate)
    return refused('plate-needed', lane.label);
  const tracked = isTracked(found);
  if (command.actor.kind === 'device' && lane.detection === 'loops' && !tracked)
    return refused('no-vehicle', lane.label);
  const needs = neededBy(found, command);
  const admission = admit(state, found, command, command, needs, tracked);
  if (admission.ok) return happened(...admission.events);
  // Pressed again while the ticket comes out: the sign says what it said.
  if (admission.code === 'ticket-printing') return refused(admission.code, lane.label);
  return turnedAwayOnce(found, admission.code, plateRef, at);
}

/** A button does not say who presses it; a camera may have seen that it is a motorcycle. */
function neededBy({ held }: FoundLane, command: CommandOf<'RequestEntry'>): VehicleNeeds {
  const stands = command.actor.kind === 'device' && held.armingOn;
  return stands ? seenIn(held).needs : command;
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
    return turnedAwayOnce(found, command.claim.code, null, command.at);
  }
  // The camera may have read the plate of the same vehicle: the stay then has both.
  const read = held.pending ?? (held.armingOn ? held.lastRead : null);
  const plateRef = read?.plateRef ?? null;
  const needs = read?.needs ?? (held.armingOn ? seenIn(held).needs : DEFAULT_NEEDS);
  const admission = admit(state, found, command, { plateRef, credential }, needs);
  if (admission.ok) return happened(...admission.events);
  return turnedAwayOnce(found, admission.code, plateRef, command.at);
}

/** Staff's answer to a doubtful read. */
export function decideReadAnswer(state: LotState, command: CommandOf<'AnswerRead'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const { held, lane } = found;
  if (held.phase !== 'asking') return refused('nothing-asked', lane.label);
  const { plateRef, admit: yes } = command;
  const seen = seenIn(held);
  const answer: LotEvent = {
    type: 'StaffAnswered',
    laneId: lane.id,
    admit: yes,
    plateRef,
    seenPlateRef: seen.plateRef,
    ...seen.picture,
  };
  if (!yes) return happened(answer);
  const { vehicleClass = seen.needs.vehicleClass } = command;
  const needs = { ...seen.needs, vehicleClass };
  if (plateRef !== null) {
    const by = { readId: '', deviceId: '', nearRefs: [], at: command.at };
    const read = { ...by, ...seen.picture, plateRef, confidence: 1, needs };
    return happened(answer, ...actOnPlate(state, found, command, read));
  }
  if (found.way === 'exit') return refused('plate-needed', lane.label);
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

export const entryDeciders: Deciders<
  Extract<CommandBody, { type: 'RequestEntry' | 'AnswerRead' }>
> = {
  RequestEntry: decideEntry,
  AnswerRead: decideReadAnswer,
};
