import type { VehicleNeeds } from '../../facility/kinds.ts';
import { must } from '../../kernel/assert.ts';
import type { PlateRef } from '../../kernel/ids.ts';
import { TRANSIENT } from '../../session/right.ts';
import { tariffAt } from '../../tariff/book.ts';
import type { CommandHead } from '../command.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import type { RefusalCode } from '../words.ts';
import { ticketFrom } from './ids.ts';
import type { FoundLane } from './lookup.ts';
import { isTracked } from './lookup.ts';

/** Whether a vehicle may come in, and what follows: a ticket and an open gate, or a refusal. */
export type Admission =
  | { readonly ok: true; readonly events: readonly LotEvent[] }
  | { readonly ok: false; readonly code: RefusalCode };

/**
 * Admits one vehicle: not already inside, a slot that suits it, a ticket, the vend. Where no loop
 * will tell of its passing, the session starts with the vend.
 */
export function admit(
  state: LotState,
  found: FoundLane,
  command: CommandHead,
  plateRef: PlateRef | null,
  needs: VehicleNeeds,
  tracked: boolean = isTracked(found),
): Admission {
  if (plateRef !== null && state.byPlate.has(plateRef))
    return { ok: false, code: 'already-inside' };
  const { installed, lane } = found;
  const slotIndex = installed.pool.choose(lane.id, needs);
  if (slotIndex === null) return { ok: false, code: 'lot-full' };
  const slot = must(installed.slots[slotIndex], 'the pool knows only installed slots');
  const { sessionId, ticketNumber } = ticketFrom(state, command);
  const laneId = lane.id;
  const { vehicleClass, wantsCharge, accessiblePermit } = needs;
  const events: LotEvent[] = [
    {
      type: 'TicketIssued',
      laneId,
      sessionId,
      ticketNumber,
      slotId: slot.id,
      vehicleClass,
      wantsCharge,
      accessiblePermit,
      plateRef,
      right: TRANSIENT,
      credentialNumber: null,
      tariffVersion: tariffAt(state.tariffs, command.at).version,
      price: state.tariffs.price,
    },
    { type: 'GateVended', laneId, sessionId, overrideReason: null, tracked },
  ];
  if (!tracked) events.push({ type: 'SessionStarted', sessionId, laneId });
  return { ok: true, events };
}
