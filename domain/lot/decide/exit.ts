import type { PlateRef, TicketNumber } from '../../kernel/ids.ts';
import type { CommandBody, CommandHead, CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import type { Decision } from '../decision.ts';
import { happened, refused } from '../decision.ts';
import { isTurning } from '../lane-view.ts';
import type { LotState } from '../state.ts';
import type { RefusalCode } from '../words.ts';
import { depart, sessionOfPlate, sessionOfTicket, ticketOfClaim } from './departure.ts';
import { enterByScan } from './entry.ts';
import type { FoundLane } from './lookup.ts';
import { findLane, isTracked } from './lookup.ts';
import { plateDiffers } from './plate-match.ts';
import { turnedAway } from './turned-away.ts';
import { applyInLane, isValidation } from './validation-apply.ts';

/** What lies under the scanner of a lane: the way in or out for a vehicle that stands there, no other. */
export function decideScan(state: LotState, command: CommandOf<'ReportScan'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const { lane, held } = found;
  const waits = lane.detection === 'none' || isTracked(found);
  if (!waits) return refused(held.phase === 'idle' ? 'no-vehicle' : 'lane-busy', lane.label);
  if (isTurning(held)) return happened(turnedAway(found, 'lane-turning', seenIn(found)));
  if (found.way === 'entry') return enterByScan(state, found, command);
  if (isValidation(state, command.claim)) return validateInLane(state, found, command);
  return leaveBy(state, found, command, { kind: 'ticket', claim: shown(state, command) }, true);
}

/** What was shown: a member's card stands for the pass. */
function shown(
  { memberships }: LotState,
  { claim, cardRef }: CommandOf<'ReportScan'>,
): CommandOf<'ReportScan'>['claim'] {
  if (claim.ok || cardRef === null) return claim;
  const one = memberships.memberships.get(memberships.byCard.get(cardRef) ?? '');
  return one === undefined ? claim : { ok: true, kind: 'membership', number: one.number };
}

/** A shop's code takes something off the amount that is shown, and opens where nothing is left of it. */
function validateInLane(
  state: LotState,
  { lane, held }: FoundLane,
  command: CommandOf<'ReportScan'>,
): Decision {
  const session = held.sessionId === null ? undefined : state.sessions.get(held.sessionId);
  const given =
    held.phase !== 'due' || session === undefined
      ? ({ ok: false, code: 'validation-needs-ticket' } as const)
      : applyInLane(state, command, session, command.claim);
  if (given.ok) return happened(...given.events);
  const { code } = given;
  const turnedAway = { plateRef: session?.plateRef ?? null, ticketNumber: null };
  return happened({ type: 'ExitRefused', laneId: lane.id, code, ...turnedAway });
}

/** The plate of the vehicle that stands in a lane, as far as it was read. */
function seenIn({ held: { pending, lastRead, armingOn } }: FoundLane): PlateRef | null {
  return pending?.plateRef ?? (armingOn ? (lastRead?.plateRef ?? null) : null);
}

/** Another system or the desk lets a vehicle out and vouches that it stands at the gate. */
export function decideExit(state: LotState, command: CommandOf<'RequestExit'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  if (found.way === 'entry') return refused('lane-wrong-direction', found.lane.label);
  if (isTurning(found.held)) return refused('lane-turning', found.lane.label);
  return leaveBy(state, found, command, command.by, isTracked(found));
}

function leaveBy(
  state: LotState,
  found: FoundLane,
  command: CommandHead,
  by: CommandOf<'RequestExit'>['by'],
  waits: boolean,
): Decision {
  const turnedAway = (
    code: RefusalCode,
    plateRef: PlateRef | null,
    ticketNumber: TicketNumber | null,
  ) => happened({ type: 'ExitRefused', laneId: found.lane.id, code, plateRef, ticketNumber });
  const options = { tracked: isTracked(found), waits };
  if (by.kind === 'plate') {
    const session = sessionOfPlate(state, by.plateRef);
    if (session === null || session.startedAt === null)
      return turnedAway('not-inside', by.plateRef, null);
    return happened(...depart(state, found, command, session, options));
  }
  if (!by.claim.ok) return turnedAway(by.claim.code, null, null);
  // Bookings and passes are shown at exits as well: the session that they opened leaves by them.
  const ticketNumber = ticketOfClaim(state, by.claim, seenIn(found));
  const looked = sessionOfTicket(state, ticketNumber);
  if ('code' in looked) return turnedAway(looked.code, null, ticketNumber);
  if (looked.session.startedAt === null) return turnedAway('not-inside', null, ticketNumber);
  const { session } = looked;
  const differs = plateDiffers(state, found, session, command.at);
  if (differs !== null) return happened(differs);
  return happened(...depart(state, found, command, session, options));
}

export const exitDeciders: Deciders<Extract<CommandBody, { type: 'ReportScan' | 'RequestExit' }>> =
  {
    ReportScan: decideScan,
    RequestExit: decideExit,
  };
