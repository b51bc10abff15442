import type {
  ChargeId,
  ChargerOrder,
  ConnectorId,
  ConnectorStatus,
} from '../../charging/connector.ts';
import type { DeviceId, SessionId, SlotId, TicketNumber, VaultRef } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';

/** Chargers for EVs, and what they give to whom. Energy in watt-hours. */
export type ChargingEvent =
  | {
      readonly type: 'ConnectorChanged';
      readonly deviceId: DeviceId;
      readonly connectorId: ConnectorId;
      readonly slotId: SlotId;
      readonly status: ConnectorStatus;
      /** What the charger says of a fault; else empty. */
      readonly detail: string;
      readonly changedAt: Instant;
    }
  | {
      readonly type: 'ChargingStarted';
      readonly chargeId: ChargeId;
      readonly deviceId: DeviceId;
      readonly connectorId: ConnectorId;
      readonly slotId: SlotId;
      /** The stay that pays for it; null while nobody knows whose it is. */
      readonly sessionId: SessionId | null;
      /** How that is known: by what was held to the charger, or by who is assigned to the slot. */
      readonly by: 'tag' | 'slot' | 'nobody';
      readonly tagRef: VaultRef | null;
      /** The ticket that was held to the charger, where it was one. */
      readonly ticketNumber: TicketNumber | null;
      readonly startedAt: Instant;
      /** As the charger's own clock had it. */
      readonly reportedAt: Instant;
      readonly meterStartWh: number;
    }
  | {
      readonly type: 'ChargingMetered';
      readonly chargeId: ChargeId;
      readonly slotId: SlotId;
      readonly sessionId: SessionId | null;
      readonly meterWh: number;
      /** Watts; null where the charger does not say. */
      readonly powerW: number | null;
      readonly meteredAt: Instant;
    }
  | {
      readonly type: 'ChargingStopped';
      readonly chargeId: ChargeId;
      readonly deviceId: DeviceId;
      readonly slotId: SlotId;
      readonly sessionId: SessionId | null;
      readonly meterWh: number;
      /** What it gave in all. */
      readonly wh: number;
      readonly stoppedAt: Instant;
      readonly reason: StopReason;
      /** The vehicle still takes the charger, and it is not the charger's fault. */
      readonly staysIdle: boolean;
    }
  /** Staff said whose charge it is. */
  | {
      readonly type: 'ChargeLinked';
      readonly chargeId: ChargeId;
      readonly slotId: SlotId;
      /** Null: nobody's. */
      readonly sessionId: SessionId | null;
      readonly fromSessionId: SessionId | null;
      readonly reason: string;
    }
  | {
      readonly type: 'ChargerOrdered';
      readonly orderId: string;
      readonly deviceId: DeviceId;
      readonly slotId: SlotId | null;
      readonly order: ChargerOrder;
      readonly reason: string;
    }
  | {
      readonly type: 'ChargerAnswered';
      readonly orderId: string;
      readonly deviceId: DeviceId;
      readonly slotId: SlotId | null;
      readonly accepted: boolean;
      /** What the charger said, such as `Rejected`. */
      readonly detail: string;
    };

/** Why a charge ended. */
export const STOP_REASONS = [
  /** The driver ended it, at the charger or in the vehicle. */
  'driver',
  'unplugged',
  'staff',
  /** The charger failed, lost its power or was started anew. */
  'charger',
  /** The charger began another charge on the same connector without a word of this one's end. */
  'superseded',
] as const;
export type StopReason = (typeof STOP_REASONS)[number];
