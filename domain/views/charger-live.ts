import { type Charge, chargeAt } from '../charging/book.ts';
import { type ConnectorRef, connectorKey } from '../charging/connector.ts';
import type { SlotId } from '../kernel/ids.ts';
import type { LotState } from '../lot/state.ts';
import type { ConnectorLive } from './live.ts';

/** The charge that takes a slot's charger; undefined where no charger tells of itself. */
export function chargeAtSlot(
  { installed, charging }: LotState,
  slotId: SlotId,
): Charge | null | undefined {
  const connectors = installed?.chargers.get(slotId);
  return connectors === undefined ? undefined : chargeAt(charging, connectors);
}

/** The connectors at a slot; null where there are none. */
export function connectorsLive(state: LotState, slotId: SlotId): readonly ConnectorLive[] | null {
  const connectors = state.installed?.chargers.get(slotId);
  return connectors === undefined ? null : connectors.map((one) => connectorLive(state, one));
}

function connectorLive(
  { charging, sessions }: LotState,
  { deviceId, connectorId }: ConnectorRef,
): ConnectorLive {
  const held = charging.connectors.get(connectorKey(deviceId, connectorId));
  const charge = chargeAt(charging, [{ deviceId, connectorId }]);
  const session = charge?.sessionId == null ? undefined : sessions.get(charge.sessionId);
  return {
    deviceId,
    connectorId,
    status: held?.status ?? null,
    detail: held?.detail ?? '',
    charge:
      charge === null
        ? null
        : {
            id: charge.id,
            phase: charge.phase,
            since: charge.since,
            startedAt: charge.startedAt,
            stoppedAt: charge.stoppedAt,
            wh: charge.wh,
            powerW: charge.powerW,
            ticketNumber: session?.ticketNumber ?? null,
          },
    order: orderLive({ charging }, { deviceId, connectorId }),
  };
}

function orderLive(
  { charging }: Pick<LotState, 'charging'>,
  { deviceId, connectorId }: ConnectorRef,
): ConnectorLive['order'] {
  const held = charging.orders.get(deviceId);
  if (held === undefined) return null;
  const { order, at, by, answer } = held;
  const isHere = !('connectorId' in order) || (order.connectorId ?? connectorId) === connectorId;
  if (!isHere) return null;
  const accepted = answer?.accepted ?? null;
  return { kind: order.kind, at, by, accepted, detail: answer?.detail ?? '' };
}
