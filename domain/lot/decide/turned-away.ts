import type { PlateRef } from '../../kernel/ids.ts';
import { type Instant, SECOND_MS } from '../../kernel/instant.ts';
import { type Decision, happened, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import type { RefusalCode } from '../words.ts';
import { type FoundLane, isTracked } from './lookup.ts';

/** A vehicle that stands in a lane is not let through: said on its sign, and on record. */
export function turnedAway(
  { lane, way }: FoundLane,
  code: RefusalCode,
  plateRef: PlateRef | null,
): LotEvent {
  if (way === 'entry') return { type: 'EntryRefused', laneId: lane.id, code, plateRef };
  return { type: 'ExitRefused', laneId: lane.id, code, plateRef, ticketNumber: null };
}

/**
 * A vehicle that asks by button, by scan or through another system is turned away: on record once,
 * however often it asks, so that whoever counts those turned away counts vehicles and not presses.
 */
export function turnedAwayOnce(
  found: FoundLane,
  code: RefusalCode,
  plateRef: PlateRef | null,
  at: Instant,
): Decision {
  if (isOnRecord(found, code, plateRef, at)) return refused(code);
  return happened(turnedAway(found, code, plateRef));
}

/**
 * Where a loop tells of the vehicle, what was said since it came was said to it. Where none does, the
 * same plate within the time in which a credential holds is the same vehicle.
 */
function isOnRecord(
  found: FoundLane,
  code: RefusalCode,
  plateRef: PlateRef | null,
  at: Instant,
): boolean {
  const { held, lot } = found;
  if (held.refusal !== code || held.refusalAt === null) return false;
  if (isTracked(found)) return true;
  const windowMs = lot.policies.credentialWindowSeconds * SECOND_MS;
  return held.refusalPlateRef === plateRef && at - held.refusalAt < windowMs;
}
