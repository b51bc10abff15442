import type {
  ChargeId,
  ChargerOrder,
  ConnectorId,
  ConnectorStatus,
} from '../../charging/connector.ts';
import type { DeviceId, SessionId, SlotId, TicketNumber, VaultRef } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { StopReason } from '../event/charging.ts';

export interface ReportConnector {
  readonly type: 'ReportConnector';
  readonly deviceId: DeviceId;
  readonly connectorId: ConnectorId;
  readonly slotId: SlotId;
  readonly status: ConnectorStatus;
  readonly detail: string;
  readonly changedAt: Instant;
}

/** A charge has begun, now or while the charger was cut off. Told again, it says nothing. */
export interface ReportChargeStart {
  readonly type: 'ReportChargeStart';
  readonly deviceId: DeviceId;
  readonly connectorId: ConnectorId;
  readonly slotId: SlotId;
  /** What was held to the charger, taken for a ticket's, a booking's or a pass's number; null where it is none. */
  readonly tagNumber: TicketNumber | null;
  /** The same taken for the id of a card. */
  readonly tagRef: VaultRef | null;
  readonly startedAt: Instant;
  readonly reportedAt: Instant;
  readonly meterStartWh: number;
}

export interface ReportChargeMeter {
  readonly type: 'ReportChargeMeter';
  readonly deviceId: DeviceId;
  readonly connectorId: ConnectorId;
  /** Null where the charger does not say: the charge that runs there. */
  readonly chargeId: ChargeId | null;
  readonly meterWh: number;
  readonly powerW: number | null;
  readonly meteredAt: Instant;
}

export interface ReportChargeStop {
  readonly type: 'ReportChargeStop';
  readonly deviceId: DeviceId;
  readonly chargeId: ChargeId;
  readonly meterWh: number;
  readonly stoppedAt: Instant;
  readonly reason: Exclude<StopReason, 'superseded'>;
}

/** Staff say which stay a charge belongs to; null takes it away from the one it has. */
export interface LinkCharge {
  readonly type: 'LinkCharge';
  readonly chargeId: ChargeId;
  readonly sessionId: SessionId | null;
  readonly reason: string;
}

/** Staff start or stop a charge, start a charger anew, or put it in or out of service. */
export interface OrderCharger {
  readonly type: 'OrderCharger';
  readonly deviceId: DeviceId;
  readonly order:
    | { readonly kind: 'start'; readonly connectorId: ConnectorId }
    | { readonly kind: 'stop'; readonly connectorId: ConnectorId }
    | Extract<ChargerOrder, { kind: 'reset' | 'availability' }>;
  readonly reason: string;
}

export interface ReportChargerAnswer {
  readonly type: 'ReportChargerAnswer';
  readonly deviceId: DeviceId;
  readonly orderId: string;
  readonly accepted: boolean;
  readonly detail: string;
}

export type ChargingCommand =
  | ReportConnector
  | ReportChargeStart
  | ReportChargeMeter
  | ReportChargeStop
  | LinkCharge
  | OrderCharger
  | ReportChargerAnswer;
