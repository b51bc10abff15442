import type { DeviceId, SessionId, SlotId, VaultRef } from '../kernel/ids.ts';
import { DAY_MS, type DurationMs, type Instant } from '../kernel/instant.ts';
import type { ChargePhase, MeteredCharge } from '../tariff/metered-charge.ts';
import {
  type ChargeId,
  type ConnectorId,
  type ConnectorRef,
  type ConnectorState,
  connectorKey,
  type OrderState,
} from './connector.ts';

/** One charge of one vehicle, from the charger's start to its last word. */
export interface Charge extends MeteredCharge {
  readonly id: ChargeId;
  readonly deviceId: DeviceId;
  readonly connectorId: ConnectorId;
  readonly slotId: SlotId;
  /** The stay that pays for it; null while nobody knows whose it is. */
  sessionId: SessionId | null;
  /** The card that was held to the charger; null without one, or where it was a ticket. */
  readonly tagRef: VaultRef | null;
  readonly startedAt: Instant;
  /** As the charger's own clock had it: it knows a charge that is told twice. */
  readonly reportedAt: Instant;
  readonly meterStartWh: number;
  meterWh: number;
  wh: number;
  /** Watts; null where the charger does not say. */
  powerW: number | null;
  stoppedAt: Instant | null;
  phase: ChargePhase;
  since: Instant;
  chargedMs: DurationMs;
  idleMs: DurationMs;
}

/** All that the lot knows of its chargers. Plain data: it is part of snapshots. */
export interface ChargingBook {
  readonly connectors: Map<string, ConnectorState>;
  /** Oldest first; see `CHARGES_KEPT_MS`. */
  readonly charges: Map<ChargeId, Charge>;
  /** The latest charge of a connector, running or over. */
  readonly latest: Map<string, ChargeId>;
  readonly bySession: Map<SessionId, ChargeId[]>;
  /** The last order to each charger. */
  readonly orders: Map<DeviceId, OrderState>;
  lastChargeId: ChargeId;
}

/** A charger that was cut off tells of old charges when it is back: so long it may tell them twice. */
export const CHARGES_KEPT_MS = 14 * DAY_MS;
export const CHARGES_KEPT_MAX = 5_000;

export function emptyChargingBook(): ChargingBook {
  return {
    connectors: new Map(),
    charges: new Map(),
    latest: new Map(),
    bySession: new Map(),
    orders: new Map(),
    lastChargeId: 0,
  };
}

const NONE: readonly Charge[] = [];

/** What a stay was charged, oldest first. */
export function chargesOf(book: ChargingBook, sessionId: SessionId): readonly Charge[] {
  const ids = book.bySession.get(sessionId);
  if (ids === undefined) return NONE;
  return ids.flatMap((id) => book.charges.get(id) ?? []);
}

/** A charge that was told before, by what its charger says of its beginning. */
export function sameCharge(
  book: ChargingBook,
  told: Pick<Charge, 'deviceId' | 'connectorId' | 'reportedAt' | 'meterStartWh'>,
): Charge | null {
  for (const charge of book.charges.values())
    if (
      charge.reportedAt === told.reportedAt &&
      charge.meterStartWh === told.meterStartWh &&
      charge.deviceId === told.deviceId &&
      charge.connectorId === told.connectorId
    )
      return charge;
  return null;
}

/** The charge that takes one of these connectors now, whether it still gives energy or not. */
export function chargeAt(book: ChargingBook, connectors: readonly ConnectorRef[]): Charge | null {
  for (const { deviceId, connectorId } of connectors) {
    const id = book.latest.get(connectorKey(deviceId, connectorId));
    const charge = id === undefined ? undefined : book.charges.get(id);
    if (charge !== undefined && charge.phase !== 'over') return charge;
  }
  return null;
}
