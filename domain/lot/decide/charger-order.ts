import type { Charge } from '../../charging/book.ts';
import { type ChargerOrder, connectorKey } from '../../charging/connector.ts';
import type { DeviceOf } from '../../facility/device-file.ts';
import type { SlotId } from '../../kernel/ids.ts';
import type { CommandOf } from '../command.ts';
import { type Decision, happened, NOTHING, refused } from '../decision.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';

/** What a charger is told of a charge that staff start for nobody known. At most 20 characters. */
export const STAFF_TAG = 'STAFF';

/** Staff's word to a charger: it goes out once it is in the books, and the answer comes by itself. */
export function decideOrder(state: LotState, command: CommandOf<'OrderCharger'>): Decision {
  const { deviceId, order: asked } = command;
  const device = state.installed?.devices.get(deviceId);
  if (device?.driver !== 'charger-ocpp') return refused('charger-unknown', deviceId);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  if (state.devices.get(deviceId)?.status === 'offline')
    return refused('charger-offline', deviceId);
  const slotId = slotOf(device, asked);
  if (slotId === undefined) return refused('connector-unknown', deviceId);
  const orderId = idFrom(command, 'co');
  const ordered = (order: ChargerOrder): Decision =>
    happened({ type: 'ChargerOrdered', orderId, deviceId, slotId, order, reason });
  switch (asked.kind) {
    case 'start': {
      const { connectorId } = asked;
      if (running(state, deviceId, connectorId) !== null) return refused('charger-busy', deviceId);
      return ordered({ kind: 'start', connectorId, tag: tagFor(state, slotId) });
    }
    case 'stop': {
      const { connectorId } = asked;
      const charge = running(state, deviceId, connectorId);
      if (charge === null) return refused('nothing-charging', deviceId);
      return ordered({ kind: 'stop', connectorId, chargeId: charge.id });
    }
    default:
      return ordered(asked);
  }
}

/** The ticket of whoever stands there, so that the charge finds its stay when it begins. */
function tagFor(state: LotState, slotId: SlotId | null): string {
  const sessionId = slotId === null ? null : (state.slots.get(slotId)?.sessionId ?? null);
  const session = sessionId === null ? undefined : state.sessions.get(sessionId);
  return session?.ticketNumber ?? STAFF_TAG;
}

function running(state: LotState, deviceId: string, connectorId: number): Charge | null {
  const { latest, charges } = state.charging;
  const charge = charges.get(latest.get(connectorKey(deviceId, connectorId)) ?? 0);
  // A connector that is free again has lost a charge whose end it never told.
  return charge?.stoppedAt === null && charge.phase !== 'over' ? charge : null;
}

/** The slot of the connector that an order names; null for one that names none. */
function slotOf(
  { connectors }: DeviceOf<'charger-ocpp'>,
  order: CommandOf<'OrderCharger'>['order'],
): SlotId | null | undefined {
  if (!('connectorId' in order) || order.connectorId === null) return null;
  return connectors.find(({ connectorId }) => connectorId === order.connectorId)?.slotId;
}

export function decideOrderAnswer(
  state: LotState,
  { deviceId, orderId, accepted, detail }: CommandOf<'ReportChargerAnswer'>,
): Decision {
  const before = state.charging.orders.get(deviceId);
  if (before?.id !== orderId || before.answer !== null) return NOTHING;
  const device = state.installed?.devices.get(deviceId);
  const slotId = device?.driver === 'charger-ocpp' ? (slotOf(device, before.order) ?? null) : null;
  return happened({ type: 'ChargerAnswered', orderId, deviceId, slotId, accepted, detail });
}
