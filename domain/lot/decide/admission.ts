import type { VehicleNeeds } from '../../facility/kinds.ts';
import { must } from '../../kernel/assert.ts';
import type { SlotId } from '../../kernel/ids.ts';
import { tariffAt } from '../../tariff/book.ts';
import type { CommandHead } from '../command.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import type { RefusalCode } from '../words.ts';
import type { Arrival } from './arrival.ts';
import { ticketFrom } from './ids.ts';
import type { FoundLane } from './lookup.ts';
import { isTracked } from './lookup.ts';
import { type Grant, rightOf } from './rights.ts';

/** Whether a vehicle may come in, and what follows: a ticket and an open gate, or a refusal. */
export type Admission =
  | { readonly ok: true; readonly events: readonly LotEvent[] }
  | { readonly ok: false; readonly code: RefusalCode };

/**
 * Admits one vehicle: not already inside, by some right, a slot that suits it, a ticket, the vend.
 * Where no loop will tell of its passing, the session starts with the vend.
 */
export function admit(
  state: LotState,
  found: FoundLane,
  command: CommandHead,
  arrival: Arrival,
  needs: VehicleNeeds,
  tracked: boolean = isTracked(found),
): Admission {
  const { plateRef } = arrival;
  if (plateRef !== null && state.byPlate.has(plateRef))
    return { ok: false, code: 'already-inside' };
  const grant = rightOf(state, arrival, needs, command.at);
  if (!grant.ok) return grant;
  const slotId = slotFor(state, found, grant);
  if (slotId === null) return { ok: false, code: 'lot-full' };
  const { sessionId, ticketNumber } = ticketFrom(state, command);
  const laneId = found.lane.id;
  const { vehicleClass, wantsCharge, accessiblePermit } = grant.needs;
  const events: LotEvent[] = [
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
      tariffVersion: tariffAt(state.tariffs, command.at).version,
      price: state.tariffs.price,
    },
    { type: 'GateVended', laneId, sessionId, overrideReason: null, tracked },
  ];
  if (!tracked) events.push({ type: 'SessionStarted', sessionId, laneId });
  return { ok: true, events };
}

/** The slot that was booked by name, else the best one that is free. */
function slotFor(
  _state: LotState,
  { installed, lane }: FoundLane,
  grant: Extract<Grant, { ok: true }>,
): SlotId | null {
  if (grant.slotId !== null) return grant.slotId;
  const index = installed.pool.choose(lane.id, grant.needs);
  return index === null ? null : must(installed.slots[index], 'the pool knows installed slots').id;
}
