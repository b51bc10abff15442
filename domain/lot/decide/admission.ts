import type { VehicleNeeds } from '../../facility/kinds.ts';
import { lockedTariff } from '../../tariff/locked-tariff.ts';
import type { CommandHead } from '../command.ts';
import type { LotEvent } from '../event.ts';
import { antiPassbackOf } from '../membership-rights.ts';
import type { LotState } from '../state.ts';
import type { RefusalCode } from '../words.ts';
import type { Arrival } from './arrival.ts';
import { ticketFrom } from './ids.ts';
import type { FoundLane } from './lookup.ts';
import { isTracked } from './lookup.ts';
import { passedBack } from './membership-passback.ts';
import { type Grant, rightOf } from './rights.ts';
import { slotFor } from './slot-choice.ts';
import { ticketAsked, ticketWay } from './ticket-print.ts';

/** Whether a vehicle may come in, and what follows: a ticket and an open gate, or a refusal. */
export type Admission =
  | { readonly ok: true; readonly events: readonly LotEvent[] }
  | { readonly ok: false; readonly code: RefusalCode };

/**
 * Admits one vehicle: by some right, not already inside, a slot that suits it, a ticket, the vend.
 * Where no loop will tell of its passing, the session starts with the vend. Where the lane prints
 * tickets, the gate waits until the ticket is on paper.
 */
export function admit(
  state: LotState,
  found: FoundLane,
  command: CommandHead,
  arrival: Arrival,
  needs: VehicleNeeds,
  tracked: boolean = isTracked(found),
): Admission {
  if (state.evacuation !== null) return { ok: false, code: 'evacuation' };
  if (found.held.phase === 'printing') return { ok: false, code: 'ticket-printing' };
  const { plateRef } = arrival;
  const grant = rightOf(state, arrival, needs, command.at);
  if (!grant.ok) return grant;
  const again = cameAgain(state, found, command, arrival, grant);
  if (again === null) return { ok: false, code: 'already-inside' };
  const way = ticketWay(state, found, command, arrival, grant.right);
  if (way.kind === 'not-ready') return { ok: false, code: 'printer-not-ready' };
  const slotId = slotFor(state, found, grant, command.at);
  if (slotId === null) return { ok: false, code: 'lot-full' };
  const { sessionId, ticketNumber } = ticketFrom(state, command);
  const laneId = found.lane.id;
  const { vehicleClass, wantsCharge, accessiblePermit } = grant.needs;
  const events: LotEvent[] = [
    ...again,
    {
      type: 'TicketIssued',
      laneId,
      sessionId,
      ticketNumber,
      slotId,
      vehicleClass,
      wantsCharge,
      accessiblePermit,
      plateRef,
      right: grant.right,
      credentialNumber: grant.credentialNumber,
      ...lockedTariff(state.tariffs, command.at),
    },
  ];
  if (way.kind === 'prints') {
    events.push(ticketAsked(command, found, way.printer, { sessionId, ticketNumber }));
    return { ok: true, events };
  }
  events.push({ type: 'GateVended', laneId, sessionId, overrideReason: null, tracked });
  if (!tracked) events.push({ type: 'SessionStarted', sessionId, laneId });
  return { ok: true, events };
}

/**
 * What is noted of a credential that is inside and comes in again: nothing for one that is not, null
 * where the policy refuses it.
 */
function cameAgain(
  state: LotState,
  { lane }: FoundLane,
  command: CommandHead,
  { plateRef }: Arrival,
  { membership, passedBack: isOver }: Extract<Grant, { ok: true }>,
): readonly LotEvent[] | null {
  const isInside = plateRef !== null && state.byPlate.has(plateRef);
  if (!isInside && !isOver) return [];
  if (isInside && antiPassbackOf(state, membership) === 'hard') return null;
  return passedBack(state, command, lane.id, { membership, plateRef });
}
