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
  VaultRef,
} from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { StayExtras } from '../session/session.ts';
import type { TicketClaim } from '../ticket/claim.ts';
import type { Actor } from './actor.ts';
import type { ChargingCommand } from './command/charging.ts';
import type { GuardCommand } from './command/guard.ts';
import type { HistoryCommand } from './command/history.ts';
import type { LaneCommand } from './command/lane.ts';
import type { MembershipCommand } from './command/membership.ts';
import type { OfflineCommand } from './command/offline.ts';
import type { PaymentCommand } from './command/payment.ts';
import type { PrintingCommand } from './command/printing.ts';
import type { ReportingCommand } from './command/reporting.ts';
import type { ReservationCommand } from './command/reservation.ts';
import type { SensorCommand } from './command/sensor.ts';
import type { ShiftCommand } from './command/shift.ts';
import type { StatementCommand } from './command/statement.ts';
import type { TariffCommand } from './command/tariff.ts';
import type { ReportUnread } from './command/unread.ts';
import type { ValidationCommand } from './command/validation.ts';
import type { ZoneCommand } from './command/zone.ts';
import type { EntryCredential } from './decide/arrival.ts';
import type { DeviceStatus, FaultCause, GatePosition, Presence, SlotAction } from './words.ts';

/** What every command carries: nothing in the lot looks at a clock or rolls dice. */
export interface CommandHead {
  /** The same id twice is the same answer. */
  readonly id: CommandId;
  readonly at: Instant;
  readonly actor: Actor;
  /** 32 hexadecimal digits from the station's secure random source; new ids are cut from it. */
  readonly nonce: string;
}

export interface OpenLot {
  readonly type: 'OpenLot';
  readonly lot: LotFile;
}

export interface ReportLoop {
  readonly type: 'ReportLoop';
  readonly laneId: LaneId;
  readonly loop: 'arming' | 'safety';
  readonly on: boolean;
}
export interface ReportGate {
  readonly type: 'ReportGate';
  readonly laneId: LaneId;
  readonly gate: GatePosition;
}
export interface ReportPlate {
  readonly type: 'ReportPlate';
  readonly laneId: LaneId;
  readonly deviceId: DeviceId;
  /** The camera's own id of the read; the same id again is dropped. */
  readonly readId: string;
  readonly plateRef: PlateRef;
  /** 0 to 1. */
  readonly confidence: number;
  /** Plates that it may be: at an exit those inside that resemble it, at an entry what staff choose from. */
  readonly nearRefs: readonly PlateRef[];
  /** What the camera saw of the vehicle; a car where it cannot tell. */
  readonly needs: VehicleNeeds;
  /** What it looked like, where the camera sent pictures. */
  readonly pictureId?: PictureId;
  /** Of another time, sent again by a camera that was cut off: for the record, and for no gate. */
  readonly late?: true;
}
export interface ReportScan {
  readonly type: 'ReportScan';
  readonly laneId: LaneId;
  readonly claim: TicketClaim;
  /** What was read, taken for the id of a member's card; null where it is a code of ours. */
  readonly cardRef: VaultRef | null;
}
export interface ReportPresence {
  readonly type: 'ReportPresence';
  readonly slotId: SlotId;
  readonly presence: Presence;
}
export interface ReportDevice {
  readonly type: 'ReportDevice';
  readonly deviceId: DeviceId;
  readonly status: DeviceStatus;
  /** A sentence for staff, such as "no reply from /dev/ttyUSB0 for 3 s". */
  readonly detail: string;
  /** A fault that has an alarm of its own. */
  readonly cause?: FaultCause;
}

/** Staff try whether a device does what it is told. What opens a gate is an override and no test. */
export interface TestDevice {
  readonly type: 'TestDevice';
  readonly deviceId: DeviceId;
  readonly test: DeviceTest;
}

/** The ticket button at an entry lane, or staff or another system that vouches for a vehicle. */
export interface RequestEntry extends VehicleNeeds {
  readonly type: 'RequestEntry';
  readonly laneId: LaneId;
  readonly plateRef: PlateRef | null;
  /** A booking, a pass or a card that is shown; null for a plain entry. */
  readonly credential: EntryCredential | null;
}
export interface RequestExit {
  readonly type: 'RequestExit';
  readonly laneId: LaneId;
  readonly by:
    | { readonly kind: 'ticket'; readonly claim: TicketClaim }
    | { readonly kind: 'plate'; readonly plateRef: PlateRef };
}
/** Staff's answer to a read that the camera was not sure of. */
export interface AnswerRead {
  readonly type: 'AnswerRead';
  readonly laneId: LaneId;
  readonly admit: boolean;
  /** The plate as staff see it; null admits without a plate. */
  readonly plateRef: PlateRef | null;
  /** What stands there, as staff see it; missing where the camera is right. */
  readonly vehicleClass?: VehicleClass;
}

/** Ends a stay that no exit saw, such as a vehicle that was let out by hand. */
export interface CloseSession {
  readonly type: 'CloseSession';
  readonly sessionId: SessionId;
  readonly reason: string;
}

/** What a stay used beside its slot: a product the driver chose, charging, room for a large vehicle. */
export interface ChangeStay {
  readonly type: 'ChangeStay';
  readonly sessionId: SessionId;
  /** What is left out stays as it is. */
  readonly change: Partial<StayExtras>;
}

export interface VendGate {
  readonly type: 'VendGate';
  readonly laneId: LaneId;
  readonly reason: string;
}
export interface HoldGate {
  readonly type: 'HoldGate';
  readonly laneId: LaneId;
  readonly reason: string;
  /** When it ends by itself; null or missing: when somebody releases it. */
  readonly untilAt?: Instant | null;
}
export interface CloseGate {
  readonly type: 'CloseGate';
  readonly laneId: LaneId;
  readonly reason: string;
}

export interface OverrideSlot {
  readonly type: 'OverrideSlot';
  readonly slotId: SlotId;
  readonly action: SlotAction;
  readonly reason: string;
}
export interface UndoOverride {
  readonly type: 'UndoOverride';
  readonly overrideId: OverrideId;
}
export interface AcknowledgeAlarm {
  readonly type: 'AcknowledgeAlarm';
  readonly alarmId: AlarmId;
}
/** Sent by the station every second: ends authorisations and blocks whose time is over. */
export interface Tick {
  readonly type: 'Tick';
}

/** What is asked of lanes, slots and devices. */
export type FloorCommand =
  | OpenLot
  | ReportLoop
  | ReportGate
  | ReportPlate
  | ReportScan
  | ReportPresence
  | ReportDevice
  | TestDevice
  | RequestEntry
  | RequestExit
  | AnswerRead
  | CloseSession
  | ChangeStay
  | VendGate
  | HoldGate
  | CloseGate
  | OverrideSlot
  | UndoOverride
  | AcknowledgeAlarm
  | Tick;

export type CommandBody =
  | FloorCommand
  | PaymentCommand
  | ShiftCommand
  | ReservationCommand
  | MembershipCommand
  | ValidationCommand
  | ReportingCommand
  | HistoryCommand
  | ChargingCommand
  | StatementCommand
  | GuardCommand
  | LaneCommand
  | ReportUnread
  | OfflineCommand
  | PrintingCommand
  | TariffCommand
  | ZoneCommand
  | SensorCommand;

export type Command = CommandHead & CommandBody;
export type CommandOf<T extends CommandBody['type']> = CommandHead &
  Extract<CommandBody, { type: T }>;
