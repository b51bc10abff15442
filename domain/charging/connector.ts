import type { DeviceId, SlotId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { ChargePhase } from '../tariff/metered-charge.ts';

/** What a socket of a charger says of itself. Source: OCPP 1.6, 7.7 ChargePointStatus, in our words. */
export const CONNECTOR_STATUSES = [
  'available',
  'preparing',
  'charging',
  /** The charger holds back, for want of power or of a right. */
  'held-back',
  /** The vehicle takes no more. */
  'full',
  /** The charge is over, the vehicle still plugged in. */
  'finishing',
  'reserved',
  'unavailable',
  'faulted',
] as const;
export type ConnectorStatus = (typeof CONNECTOR_STATUSES)[number];

/** A charger has its connectors numbered from 1. */
export type ConnectorId = number;

/** What staff ask of a charger. */
export type ChargerOrder =
  /** `tag` is what the charger is told of who charges: the ticket of the stay, where there is one. */
  | { readonly kind: 'start'; readonly connectorId: ConnectorId; readonly tag: string }
  | { readonly kind: 'stop'; readonly connectorId: ConnectorId; readonly chargeId: ChargeId }
  | { readonly kind: 'reset'; readonly hard: boolean }
  /** Puts a connector in or out of service; all of them with none named. */
  | {
      readonly kind: 'availability';
      readonly connectorId: ConnectorId | null;
      readonly operative: boolean;
    };

/** A charge as the lot numbers it; the charger calls it by the same number. */
export type ChargeId = number;

/** What became of the last order to a charger. */
export interface OrderState {
  readonly id: string;
  readonly order: ChargerOrder;
  readonly at: Instant;
  readonly by: string;
  /** Null while the charger has not answered. */
  answer: { readonly accepted: boolean; readonly detail: string; readonly at: Instant } | null;
}

export interface ConnectorState {
  readonly deviceId: DeviceId;
  readonly connectorId: ConnectorId;
  readonly slotId: SlotId;
  status: ConnectorStatus;
  detail: string;
  since: Instant;
}

/** A connector by its charger. */
export type ConnectorRef = Pick<ConnectorState, 'deviceId' | 'connectorId'>;

export function connectorKey(deviceId: DeviceId, connectorId: ConnectorId): string {
  return `${deviceId}/${connectorId}`;
}

/** What a charge under way does while its connector says this. */
export function phaseWhile(status: ConnectorStatus): ChargePhase {
  switch (status) {
    case 'charging':
      return 'charging';
    case 'full':
    case 'finishing':
      return 'idle';
    case 'available':
    case 'reserved':
    case 'unavailable':
      return 'over';
    case 'preparing':
    case 'held-back':
    case 'faulted':
      return 'waiting';
  }
}
