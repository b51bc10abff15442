import type { DeviceTest } from '../facility/device-tests.ts';
import type { VehicleClass, VehicleNeeds } from '../facility/kinds.ts';
import type { LotFile } from '../facility/lot-file.ts';
import type {
  AlarmId,
  CommandId,
  DeviceId,
  LaneId,
  OverrideId,
  PictureId,
  PlateRef,
  SessionId,
  SlotId,
  TicketNumber,
} from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import type { EntryRight } from '../session/right.ts';
import type { StayExtras } from '../session/session.ts';
import type { LockedPrice } from '../tariff/dynamic-schema.ts';
import type { Quote } from '../tariff/quote.ts';
import type { Actor } from './actor.ts';
import type { ChargingEvent } from './event/charging.ts';
import type { GuardEvent } from './event/guard.ts';
import type { HistoryEvent } from './event/history.ts';
import type { LaneEvent } from './event/lane.ts';
import type { MembershipEvent } from './event/membership.ts';
import type { OfflineEvent } from './event/offline.ts';
import type { PaymentEvent } from './event/payment.ts';
import type { PrintingEvent } from './event/printing.ts';
import type { ReportingEvent } from './event/reporting.ts';
import type { ReservationEvent } from './event/reservation.ts';
import type { SensorEvent } from './event/sensor.ts';
import type { ShiftEvent } from './event/shift.ts';
import type { StatementEvent } from './event/statement.ts';
import type { TariffEvent } from './event/tariff.ts';
import type { UnreadSeen } from './event/unread.ts';
import type { ValidationEvent } from './event/validation.ts';
import type { ZoneEvent } from './event/zone.ts';
import type {
  DeviceStatus,
  GatePosition,
  LanePhase,
  Presence,
  RefusalCode,
  SlotAction,
} from './words.ts';

/** What happens at lanes, slots and devices. */
export type FloorEvent =
  | { readonly type: 'LotCreated'; readonly lot: LotFile }
  | { readonly type: 'LotChanged'; readonly lot: LotFile }
  | {
      readonly type: 'LoopChanged';
      readonly laneId: LaneId;
      readonly loop: 'arming' | 'safety';
      readonly on: boolean;
      readonly phase: LanePhase;
    }
  | { readonly type: 'GateMoved'; readonly laneId: LaneId; readonly gate: GatePosition }
  | {
      readonly type: 'PlateRead';
      readonly laneId: LaneId;
      readonly deviceId: DeviceId;
      readonly readId: string;
      readonly plateRef: PlateRef;
      readonly confidence: number;
      /** Plates that it may be: at an exit those inside that resemble it, at an entry what staff choose from. */
      readonly nearRefs: readonly PlateRef[];
      readonly needs: VehicleNeeds;
      /** The read of the camera at the other end of the same vehicle; null without one. */
      readonly pairedWith: string | null;
      /** The camera at the other end saw the same vehicle, by this id, and could not read its plate. */
      readonly pairedUnread?: string;
      /** Missing where the camera sent no picture. */
      readonly pictureId?: PictureId;
      /** Of another time: the lane is as it was. */
      readonly late?: true;
    }
  | {
      readonly type: 'StaffAsked';
      readonly laneId: LaneId;
      readonly plateRef: PlateRef;
      readonly confidence: number;
    }
  | {
      readonly type: 'StaffAnswered';
      readonly laneId: LaneId;
      readonly admit: boolean;
      readonly plateRef: PlateRef | null;
      /** What the camera had made of it: for the record, and for no later read. */
      readonly seenPlateRef: PlateRef | null;
      /** What they saw of it; missing where no camera sent a picture. */
      readonly pictureId?: PictureId;
    }
  /** A vehicle stands where only plates open, and no camera has read one. */
  | { readonly type: 'NoPlateSeen'; readonly laneId: LaneId }
  | {
      readonly type: 'EntryRefused';
      readonly laneId: LaneId;
      readonly code: RefusalCode;
      readonly plateRef: PlateRef | null;
    }
  | {
      readonly type: 'TicketIssued';
      readonly laneId: LaneId;
      readonly sessionId: SessionId;
      readonly ticketNumber: TicketNumber;
      /** Null where a lane let a vehicle into a full lot while nobody heard it. */
      readonly slotId: SlotId | null;
      readonly vehicleClass: VehicleClass;
      readonly wantsCharge: boolean;
      readonly accessiblePermit: boolean;
      readonly plateRef: PlateRef | null;
      /** By what right it comes in; decides what its stay costs. */
      readonly right: EntryRight;
      /** The number of the booking or pass behind the right. */
      readonly credentialNumber: TicketNumber | null;
      /** The tariff that was in force, which the whole stay is charged by. */
      readonly tariffVersion: number;
      /** The dynamic price at entry, which holds for the whole stay; null without one. */
      readonly price: LockedPrice | null;
    }
  | {
      readonly type: 'TicketVoided';
      readonly sessionId: SessionId;
      readonly why: 'backed-out' | 'passage-limit' | 'not-printed';
    }
  /** One opening for one vehicle. Either a session or an override stands behind it, never neither. */
  | {
      readonly type: 'GateVended';
      readonly laneId: LaneId;
      readonly sessionId: SessionId | null;
      readonly overrideReason: string | null;
      readonly tracked: boolean;
    }
  | {
      readonly type: 'GateHeld';
      readonly laneId: LaneId;
      readonly reason: string;
      /** Null: until somebody releases it. */
      readonly untilAt: Instant | null;
    }
  /** The time of a hold is over. */
  | { readonly type: 'HoldEnded'; readonly laneId: LaneId; readonly passed: number }
  | {
      readonly type: 'GateClosed';
      readonly laneId: LaneId;
      readonly reason: string;
      /** Vehicles that passed while it was held; null where it was not. */
      readonly passed: number | null;
    }
  /** The arm rose, and neither a transaction nor an override stands behind it. */
  | { readonly type: 'GateOpenedAlone'; readonly laneId: LaneId }
  | {
      readonly type: 'VehiclePassed';
      readonly laneId: LaneId;
      readonly sessionId: SessionId | null;
    }
  | {
      readonly type: 'VehicleBackedOut';
      readonly laneId: LaneId;
      readonly sessionId: SessionId | null;
    }
  | {
      readonly type: 'AuthorisationExpired';
      readonly laneId: LaneId;
      readonly sessionId: SessionId | null;
    }
  | {
      readonly type: 'SessionStarted';
      readonly sessionId: SessionId;
      readonly laneId: LaneId;
      /** When it came, where that was told afterwards; else with this event. */
      readonly startedAt?: Instant;
    }
  | {
      readonly type: 'SessionMoved';
      readonly sessionId: SessionId;
      readonly fromSlotId: SlotId | null;
      readonly toSlotId: SlotId | null;
    }
  | {
      readonly type: 'SessionEnded';
      readonly sessionId: SessionId;
      readonly laneId: LaneId;
      readonly paidMinor: Minor;
      /** When it left, where that was told afterwards; else with this event. */
      readonly endedAt?: Instant;
    }
  /** Ended by staff: no exit saw the vehicle leave. */
  | {
      readonly type: 'SessionClosed';
      readonly sessionId: SessionId;
      readonly reason: string;
      /** What it still owed; missing where nobody looked. */
      readonly dueMinor?: Minor;
    }
  /** All that the stay used beside its slot, as it is from now on. */
  | {
      readonly type: 'StayChanged';
      readonly sessionId: SessionId;
      readonly extras: StayExtras;
    }
  | {
      readonly type: 'PaymentDue';
      readonly laneId: LaneId;
      readonly sessionId: SessionId;
      readonly dueMinor: Minor;
      readonly quote: Quote;
    }
  | {
      readonly type: 'ExitRefused';
      readonly laneId: LaneId;
      readonly code: RefusalCode;
      readonly plateRef: PlateRef | null;
      readonly ticketNumber: TicketNumber | null;
    }
  | { readonly type: 'PresenceChanged'; readonly slotId: SlotId; readonly presence: Presence }
  | {
      readonly type: 'SlotOverridden';
      readonly overrideId: OverrideId;
      readonly slotId: SlotId;
      readonly action: SlotAction;
      readonly reason: string;
      readonly undoes: OverrideId | null;
    }
  | { readonly type: 'BlockEnded'; readonly slotId: SlotId }
  | {
      readonly type: 'DeviceStatusChanged';
      readonly deviceId: DeviceId;
      readonly status: DeviceStatus;
      readonly detail: string;
    }
  | {
      readonly type: 'AlarmRaised';
      readonly alarmId: AlarmId;
      readonly code: AlarmCode;
      readonly deviceId: DeviceId | null;
      readonly laneId: LaneId | null;
      readonly detail: string;
    }
  | { readonly type: 'AlarmCleared'; readonly alarmId: AlarmId }
  | { readonly type: 'DeviceTested'; readonly deviceId: DeviceId; readonly test: DeviceTest }
  | {
      readonly type: 'AlarmAcknowledged';
      readonly alarmId: AlarmId;
      readonly code: AlarmCode;
      readonly deviceId: DeviceId | null;
      readonly laneId: LaneId | null;
    };

/** What happened, in the past tense. The body of one journal row; personal data appears as references. */
export type LotEvent =
  | FloorEvent
  | PaymentEvent
  | ShiftEvent
  | ReservationEvent
  | MembershipEvent
  | ValidationEvent
  | ReportingEvent
  | HistoryEvent
  | ChargingEvent
  | StatementEvent
  | GuardEvent
  | LaneEvent
  | UnreadSeen
  | OfflineEvent
  | PrintingEvent
  | TariffEvent
  | ZoneEvent
  | SensorEvent;

export const ALARM_CODES = [
  'device-offline',
  'device-fault',
  'gate-fault',
  'staff-asked',
  'exit-stuck',
  'passage-stuck',
  'tailgating',
  'wrong-way',
  'gate-open-long',
  'gate-opened-alone',
  'evacuation',
  'gate-not-up',
  'help-called',
  'lane-turn-stuck',
  'offline-conflict',
  'plate-differs',
  'passed-back',
  'payment-uncertain',
  'payment-overpaid',
  'charge-unlinked',
  'zone-drift',
  'paper-low',
  'paper-out',
  'ticket-not-printed',
  'receipt-not-printed',
  'print-unsettled',
  'battery-low',
] as const;
export type AlarmCode = (typeof ALARM_CODES)[number];

export type EventType = LotEvent['type'];
export type EventOf<T extends EventType> = Extract<LotEvent, { type: T }>;

/** An event with its place in the journal. `seq` starts at 1 and has no gaps. */
export interface RecordedEvent {
  readonly seq: number;
  readonly at: Instant;
  readonly actor: Actor;
  readonly commandId: CommandId;
  readonly event: LotEvent;
}
