import { type Charge, chargeAt } from '#domain/charging/book.ts';
import { connectorKey } from '#domain/charging/connector.ts';
import type { ChargeRow, ConnectorRow } from '#domain/contract/chargers.ts';
import type { OrderCharger } from '#domain/lot/command/charging.ts';
import type { LotState } from '#domain/lot/state.ts';
import { chargedMsAt, idleMsAt } from '#domain/tariff/metered-charge.ts';
import { refusalError } from '../api-error.ts';
import { api } from '../base.ts';
import { eventOf, installedOf, lotOf, submitted } from '../lot-call.ts';
import { findPresented } from '../presented.ts';

/** Chargers for EVs: how they are, and what staff tell them. */
export const chargers = {
  list: api.chargers.list.handler(({ context, input }) => {
    const { state } = lotOf(context, input.lotId);
    const installed = installedOf(lotOf(context, input.lotId));
    return installed.lot.devices.flatMap((device): ConnectorRow[] => {
      if (device.driver !== 'charger-ocpp') return [];
      const deviceId = device.id;
      return device.connectors.map(({ connectorId, slotId }) => {
        const held = state.charging.connectors.get(connectorKey(deviceId, connectorId));
        const charge = chargeAt(state.charging, [{ deviceId, connectorId }]);
        return {
          ...{ deviceId, connectorId, slotId, slotLabel: labelOf(state, slotId) },
          status: held?.status ?? null,
          detail: held?.detail ?? '',
          since: held?.since ?? null,
          chargeId: charge?.id ?? null,
        };
      });
    });
  }),

  order: api.chargers.order.handler(async ({ context, input }) => {
    const { lotId, deviceId, reason, commandId, connectorId, action: kind } = input;
    const events = await submitted(
      context,
      lotOf(context, lotId),
      { type: 'OrderCharger', deviceId, order: { kind, connectorId }, reason },
      { procedure: 'chargers.order', commandId },
    );
    return { orderId: eventOf(events, 'ChargerOrdered').event.orderId };
  }),

  service: api.chargers.service.handler(async ({ context, input }) => {
    const { lotId, deviceId, reason, commandId, action, connectorId = null } = input;
    const events = await submitted(
      context,
      lotOf(context, lotId),
      { type: 'OrderCharger', deviceId, order: serviceOrder(action, connectorId), reason },
      { procedure: 'chargers.service', commandId },
    );
    return { orderId: eventOf(events, 'ChargerOrdered').event.orderId };
  }),
};

function serviceOrder(
  action: 'reset-soft' | 'reset-hard' | 'in-service' | 'out-of-service',
  connectorId: number | null,
): OrderCharger['order'] {
  switch (action) {
    case 'reset-soft':
    case 'reset-hard':
      return { kind: 'reset', hard: action === 'reset-hard' };
    default:
      return { kind: 'availability', connectorId, operative: action === 'in-service' };
  }
}

/** What chargers gave, and who pays for it. */
export const charges = {
  list: api.charges.list.handler(({ context, input }) => {
    const { state } = lotOf(context, input.lotId);
    const at = context.services.clock.now();
    const wanted = [...state.charging.charges.values()].filter(
      ({ sessionId }) => input.of === 'all' || sessionId === null,
    );
    const newest = wanted.toSorted((a, b) => b.startedAt - a.startedAt).slice(0, input.limit);
    return newest.map((charge) => chargeRow(state, charge, at));
  }),

  link: api.charges.link.handler(async ({ context, input }) => {
    const { lotId, chargeId, ticket, reason, commandId } = input;
    const service = lotOf(context, lotId);
    let sessionId: string | null = null;
    if (ticket !== null) {
      const found = findPresented(service, { ticket });
      if (!found.ok) throw refusalError(found.refusal);
      sessionId = found.session.id;
    }
    await submitted(
      context,
      service,
      { type: 'LinkCharge', chargeId, sessionId, reason },
      { procedure: 'charges.link', commandId },
    );
    return { ok: true as const };
  }),
};

function chargeRow(state: LotState, charge: Charge, at: number): ChargeRow {
  const { id, deviceId, connectorId, slotId, sessionId, startedAt, stoppedAt } = charge;
  const session = sessionId === null ? undefined : state.sessions.get(sessionId);
  return {
    ...{ id, deviceId, connectorId, slotId, sessionId, startedAt, stoppedAt },
    slotLabel: labelOf(state, slotId),
    ticketNumber: session?.ticketNumber ?? null,
    wh: charge.wh,
    powerW: charge.powerW,
    phase: charge.phase,
    chargedMs: chargedMsAt(charge, at),
    idleMs: idleMsAt(charge, at),
  };
}

function labelOf({ installed }: LotState, slotId: string): string {
  return installed?.slots[installed.slotIndex.get(slotId) ?? -1]?.label ?? slotId;
}
