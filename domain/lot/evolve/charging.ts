import {
  CHARGES_KEPT_MAX,
  CHARGES_KEPT_MS,
  type Charge,
  type ChargingBook,
} from '../../charging/book.ts';
import { connectorKey, phaseWhile } from '../../charging/connector.ts';
import type { SessionId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import { type ChargePhase, chargedMsAt, idleMsAt } from '../../tariff/metered-charge.ts';
import { actorName } from '../actor.ts';
import type { ChargingEvent } from '../event/charging.ts';
import type { EventOf, RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import type { LotState } from '../state.ts';

/** Connectors, charges, and what staff ordered of chargers. */
export function evolveCharging(
  state: LotState,
  event: ChargingEvent,
  { at, actor }: RecordedEvent,
): void {
  const { charging } = state;
  switch (event.type) {
    case 'ConnectorChanged':
      connectorChanged(charging, event);
      return;
    case 'ChargingStarted':
      start(state, event, at);
      return;
    case 'ChargingMetered': {
      const charge = charging.charges.get(event.chargeId);
      if (charge === undefined) return;
      meter(charge, event.meterWh);
      charge.powerW = event.powerW;
      return;
    }
    case 'ChargingStopped':
      stop(charging, event);
      return;
    case 'ChargeLinked': {
      const charge = charging.charges.get(event.chargeId);
      if (charge === undefined) return;
      unlink(charging, charge);
      link(charging, charge, event.sessionId);
      return;
    }
    case 'ChargerOrdered': {
      const { orderId: id, deviceId, order } = event;
      charging.orders.set(deviceId, { id, order, at, by: actorName(actor), answer: null });
      return;
    }
    case 'ChargerAnswered': {
      const order = charging.orders.get(event.deviceId);
      if (order?.id !== event.orderId) return;
      order.answer = { accepted: event.accepted, detail: event.detail, at };
      return;
    }
  }
}

function connectorChanged(book: ChargingBook, event: EventOf<'ConnectorChanged'>): void {
  const { deviceId, connectorId, slotId, status, detail, changedAt: since } = event;
  const key = connectorKey(deviceId, connectorId);
  book.connectors.set(key, { deviceId, connectorId, slotId, status, detail, since });
  const charge = latest(book, key);
  if (charge === null) return;
  const phase = phaseWhile(status);
  // A charge that was ended still takes the charger until its cable is out; it never charges again.
  if (charge.stoppedAt !== null && phase !== 'over') return;
  turn(charge, phase, since);
}

function start(state: LotState, event: EventOf<'ChargingStarted'>, at: Instant): void {
  const { charging } = state;
  const { chargeId: id, deviceId, connectorId, slotId, sessionId, tagRef } = event;
  const { startedAt, reportedAt, meterStartWh } = event;
  const key = connectorKey(deviceId, connectorId);
  const status = charging.connectors.get(key)?.status;
  // A vehicle that was full at once may say so before its charge is told of.
  const phase: ChargePhase =
    status === 'full' || status === 'held-back' ? phaseWhile(status) : 'charging';
  const charge: Charge = {
    ...{ id, deviceId, connectorId, slotId, tagRef, startedAt, reportedAt, meterStartWh },
    sessionId: null,
    meterWh: meterStartWh,
    wh: 0,
    powerW: null,
    stoppedAt: null,
    phase,
    since: startedAt,
    chargedMs: 0,
    idleMs: 0,
  };
  const before = latest(charging, key);
  charging.charges.set(id, charge);
  charging.lastChargeId = id;
  link(charging, charge, sessionId);
  if (before === null || before.startedAt <= startedAt) charging.latest.set(key, id);
  else turn(charge, 'waiting', startedAt);
  forgetOld(state, at);
}

function stop(book: ChargingBook, event: EventOf<'ChargingStopped'>): void {
  const charge = book.charges.get(event.chargeId);
  if (charge === undefined) return;
  meter(charge, event.meterWh);
  charge.stoppedAt = event.stoppedAt;
  charge.powerW = null;
  turn(charge, event.staysIdle ? 'idle' : 'over', event.stoppedAt);
}

function meter(charge: Charge, meterWh: number): void {
  charge.meterWh = Math.max(charge.meterWh, meterWh);
  charge.wh = charge.meterWh - charge.meterStartWh;
}

/** What it did until now is added up; a word of an earlier time takes nothing away. */
function turn(charge: Charge, phase: ChargePhase, at: Instant): void {
  if (phase === charge.phase) return;
  charge.chargedMs = chargedMsAt(charge, at);
  charge.idleMs = idleMsAt(charge, at);
  charge.phase = phase;
  charge.since = Math.max(charge.since, at);
}

function latest(book: ChargingBook, key: string): Charge | null {
  const id = book.latest.get(key);
  return id === undefined ? null : (book.charges.get(id) ?? null);
}

function link(book: ChargingBook, charge: Charge, sessionId: SessionId | null): void {
  charge.sessionId = sessionId;
  if (sessionId === null) return;
  book.bySession.set(sessionId, [...(book.bySession.get(sessionId) ?? []), charge.id]);
}

function unlink(book: ChargingBook, charge: Charge): void {
  if (charge.sessionId === null) return;
  const left = (book.bySession.get(charge.sessionId) ?? []).filter((id) => id !== charge.id);
  if (left.length === 0) book.bySession.delete(charge.sessionId);
  else book.bySession.set(charge.sessionId, left);
}

/** Charges that no stay inside pays for any more are kept for a while, so that they may be told again. */
function forgetOld(state: LotState, at: Instant): void {
  const { charging, sessions } = state;
  for (const charge of charging.charges.values()) {
    const isYoung = charge.startedAt + CHARGES_KEPT_MS > at;
    if (isYoung && charging.charges.size <= CHARGES_KEPT_MAX) break;
    const isOpen = charge.sessionId !== null && sessions.has(charge.sessionId);
    if (charge.stoppedAt === null || isOpen) continue;
    unlink(charging, charge);
    charging.charges.delete(charge.id);
  }
}

export const chargingEvolvers = evolversOf<ChargingEvent>(evolveCharging, {
  ConnectorChanged: true,
  ChargingStarted: true,
  ChargingMetered: true,
  ChargingStopped: true,
  ChargeLinked: true,
  ChargerOrdered: true,
  ChargerAnswered: true,
});
