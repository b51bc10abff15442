import type {
  ChargeId,
  ChargerOrder,
  ConnectorId,
  ConnectorStatus,
} from '#domain/charging/connector.ts';
import type { DeviceId, SlotId } from '#domain/kernel/ids.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { ReportChargeStop } from '#domain/lot/command/charging.ts';

/** What the station thinks of a tag. Source: OCPP 1.6, 7.2 AuthorizationStatus. */
export type TagVerdict = 'Accepted' | 'Blocked' | 'Expired' | 'Invalid';

/**
 * What a charger tells the lot. `answer` is called once, with null where the lot could not take it: the
 * charger keeps it and tells it again.
 */
export type ChargerInput =
  | {
      readonly kind: 'connector';
      readonly connectorId: ConnectorId;
      readonly slotId: SlotId;
      readonly status: ConnectorStatus;
      readonly detail: string;
      readonly changedAt: Instant;
    }
  /** Somebody holds a card to the charger, which asks whether to charge. */
  | {
      readonly kind: 'tag';
      readonly tag: string;
      readonly answer: (verdict: TagVerdict | null) => void;
    }
  | {
      readonly kind: 'charge-start';
      readonly connectorId: ConnectorId;
      readonly slotId: SlotId;
      readonly tag: string;
      readonly meterWh: number;
      readonly startedAt: Instant;
      readonly reportedAt: Instant;
      readonly answer: (
        told: { readonly chargeId: ChargeId; readonly verdict: TagVerdict } | null,
      ) => void;
    }
  | {
      readonly kind: 'charge-meter';
      readonly connectorId: ConnectorId;
      /** Null where the charger does not say of which charge: the one that runs there. */
      readonly chargeId: ChargeId | null;
      readonly meterWh: number;
      readonly powerW: number | null;
      readonly meteredAt: Instant;
    }
  | {
      readonly kind: 'charge-stop';
      readonly chargeId: ChargeId;
      readonly meterWh: number;
      readonly stoppedAt: Instant;
      readonly reason: ReportChargeStop['reason'];
      /** True also for a charge that nobody knows: to tell it again would change nothing. */
      readonly answer: (taken: boolean) => void;
    }
  | {
      readonly kind: 'order-answer';
      readonly orderId: string;
      readonly accepted: boolean;
      readonly detail: string;
    };

/** What the station asks of a charger; its answer comes as an input. */
export interface ChargerOutput {
  readonly kind: 'charger';
  readonly deviceId: DeviceId;
  readonly orderId: string;
  readonly order: ChargerOrder;
}
