import type { SlotPool } from '../allocation/slot-pool.ts';
import type { ChargingBook } from '../charging/book.ts';
import type { ConnectorRef } from '../charging/connector.ts';
import type { VehicleClass, VehicleNeeds } from '../facility/kinds.ts';
import type { LotFile, Slot } from '../facility/lot-file.ts';
import type { ImportBook } from '../history/import-book.ts';
import type {
  AlarmId,
  DeviceId,
  LaneId,
  OverrideId,
  PictureId,
  PlateRef,
  ReservationId,
  SessionId,
  SlotId,
  TicketNumber,
  ZoneId,
} from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import type { ControllerBook } from '../lane/controller-count.ts';
import type { Way } from '../lane/way.ts';
import type { MembershipBook } from '../membership/book.ts';
import type { PaymentBook } from '../payment/payment.ts';
import type { PrintBook } from '../printing/print-job.ts';
import type { ReportingBook } from '../reporting/saved-report.ts';
import type { ReservationBook } from '../reservation/book.ts';
import type { Session } from '../session/session.ts';
import type { ShiftBook } from '../shift/shift.ts';
import type { StatementBook } from '../statement/statement-book.ts';
import type { TariffBook } from '../tariff/book.ts';
import type { PriorVisit } from '../tariff/quote.ts';
import type { ValidationBook } from '../validation/book.ts';
import type { ZoneCount } from '../zone/zone-count.ts';
import type { ToldOffline } from './event/offline.ts';
import type { AlarmCode } from './event.ts';
import type {
  DeviceStatus,
  GatePosition,
  LanePhase,
  Presence,
  RefusalCode,
  SlotAction,
} from './words.ts';

/** A slot's two truths side by side, and what staff said about it. */
export interface SlotState {
  presence: Presence;
  presenceAt: Instant | null;
  sessionId: SessionId | null;
  block: { readonly reason: string; readonly untilAt: Instant | null; readonly by: string } | null;
  /** The booking of this very slot that it is withheld for now. */
  heldFor: ReservationId | null;
}

/** A credential that waits in a lane for the arming loop, or the other way round. */
export interface PendingRead {
  readonly readId: string;
  readonly deviceId: DeviceId;
  readonly needs: VehicleNeeds;
  readonly plateRef: PlateRef;
  readonly confidence: number;
  /** Plates inside that resemble it, at an exit where itself is not inside. */
  readonly nearRefs: readonly PlateRef[];
  readonly pictureId?: PictureId;
  readonly at: Instant;
}

/** What a camera said of a vehicle whose plate it could not read. */
export interface UnreadVehicle {
  readonly readId: string;
  readonly deviceId: DeviceId;
  /** Null where the camera does not say. */
  readonly vehicleClass: VehicleClass | null;
  readonly pictureId?: PictureId;
  readonly at: Instant;
  /** How many came before it with nobody driving up. */
  readonly strays: number;
  /** Staff have been asked about it. */
  readonly asked: boolean;
}

/** What staff are asked about the plate of a vehicle at an exit. */
export interface LaneQuestion {
  readonly kind: 'plate-differs' | 'near-plates';
  /** As the exit's camera read it. */
  readonly plateRef: PlateRef;
  /** As it was read at the entry, of the stay whose ticket was shown. */
  readonly entryPlateRef: PlateRef | null;
  /** The stays that it may be. */
  readonly sessionIds: readonly SessionId[];
}

/** Every gate is open, for a fire or by staff's word. */
export interface Evacuation {
  readonly since: Instant;
  readonly reason: string;
  readonly by: string;
  /** Fire panels that call at present; it cannot end before they are silent. */
  readonly inputs: Set<DeviceId>;
  /** Vehicles that have passed a gate meanwhile. */
  passed: number;
}

/** A driver at a lane asks for help. */
export interface LaneCall {
  readonly since: Instant;
  answeredBy: string | null;
}

/** A gate that staff hold open. */
export interface GateHold {
  readonly reason: string;
  readonly by: string;
  readonly since: Instant;
  /** Null: until somebody releases it. */
  readonly untilAt: Instant | null;
  /** Vehicles that have passed meanwhile. */
  passed: number;
}

/** A lane in its handshake. */
export interface LaneState {
  phase: LanePhase;
  phaseSince: Instant;
  gate: GatePosition;
  held: boolean;
  /** Why and until when it is held; null while it is not. */
  hold: GateHold | null;
  armingOn: boolean;
  safetyOn: boolean;
  /** While passing: the vehicle has left the arming loop, so it did not come back out. */
  armingCleared: boolean;
  /** While passing: vehicles that left the arming loop behind it, with the safety loop still on. */
  followers: number;
  /** The gate was opened for the vehicle that is passing; else it is up for everybody. */
  authorised: boolean;
  /** The plate of the vehicle that the gate was last opened for. */
  leaderPlateRef: PlateRef | null;
  /** When the gate was last opened for a vehicle. */
  vendAt: Instant | null;
  /** An order to open that the arm has not followed yet. */
  orderAt: Instant | null;
  /** Staff opened the gate for a vehicle that had not come yet, and none has come through since. */
  openedAhead: { readonly at: Instant; readonly reason: string } | null;
  /** The arm was down when it was last known. */
  armDown: boolean;
  /** When the arm was last seen to leave a place that is not down. */
  upUntil: Instant | null;
  /** The gate is to close as soon as nothing is under it; until the arm is down. */
  closeDue: boolean;
  /** When something came onto the safety loop. */
  safetyAt: Instant | null;
  /** When the vehicle on the arming loop came onto it. */
  armedAt: Instant | null;
  call: LaneCall | null;
  /** Which way a reversible lane leads now; of others their file says so. */
  way: Way;
  /** It is to lead the other way as soon as it is clear; who comes now is not served. */
  turning: { readonly to: Way; readonly since: Instant } | null;
  /** The schedule does not turn it until staff give it back. */
  turnedByHand: boolean;
  /** The session that the gate was opened for, or whose amount is awaited. */
  sessionId: SessionId | null;
  /** Read before the arming loop came on, or waiting for staff's answer. */
  pending: PendingRead | null;
  lastRead: PendingRead | null;
  /** Ids of the latest reads by camera, oldest first: the same one again is dropped. */
  readonly readIds: Set<string>;
  /** Plates of the vehicles that stood here lately, oldest first, with their surest read. */
  readonly plates: Map<PlateRef, { readonly at: Instant; readonly confidence: number }>;
  /** The read of the vehicle that stands here and was not let through yet. */
  visitor: PendingRead | null;
  /** A vehicle that a camera saw here lately, or sees now, and cannot read. */
  unread: UnreadVehicle | null;
  /** Staff have turned away the vehicle that stands on the arming loop. */
  declined: boolean;
  question: LaneQuestion | null;
  /** Since when the gate has been as it is. */
  gateAt: Instant;
  /** A vehicle came onto the arming loop after the last one had passed. */
  armedSincePass: boolean;
  /** Since when something is on the safety loop that came from the other side. */
  againstSince: Instant | null;
  /** Vehicles that followed through since the gate was last opened for one. */
  tailgates: number;
  dueMinor: Minor | null;
  refusal: RefusalCode | null;
  /** When that was put on record, and of which plate where it was known. */
  refusalAt: Instant | null;
  refusalPlateRef: PlateRef | null;
  /** What whoever stands here paid with last, or wants a receipt of; null: nobody has paid here. */
  receipt: LaneReceipt | null;
}

/** The receipt of the vehicle that stands in a lane. */
export interface LaneReceipt {
  readonly sessionId: SessionId;
  /** Null until it has paid: the driver has asked for it already. */
  readonly number: number | null;
  readonly at: Instant;
}

/** Something that a lane controller told and that waits for what would explain it. */
export interface WaitingOffline extends ToldOffline {
  readonly toldAt: Instant;
  /** Staff know of it. */
  isTold: boolean;
}

export interface DeviceState {
  status: DeviceStatus;
  detail: string;
  since: Instant;
}

export interface AlarmState {
  readonly id: AlarmId;
  readonly code: AlarmCode;
  readonly deviceId: DeviceId | null;
  readonly laneId: LaneId | null;
  readonly detail: string;
  readonly raisedAt: Instant;
  acknowledgedBy: string | null;
  clearedAt: Instant | null;
}

/** What an override changed, so that it can be put back. */
export interface OverrideState {
  readonly id: OverrideId;
  readonly slotId: SlotId;
  readonly action: SlotAction;
  /** The session that the slot had before. */
  readonly sessionId: SessionId | null;
  readonly presence: Presence;
  readonly block: SlotState['block'];
  undone: boolean;
}

/** Counters that the KPI strip shows; the day is the lot's calendar day. */
export interface TallyState {
  dayStartsAt: Instant;
  dayEndsAt: Instant;
  entriesToday: number;
  exitsToday: number;
  takingsTodayMinor: Minor;
  /** Minute of the epoch → entries and exits in it, the last 60 kept. */
  readonly minutes: Map<number, { entries: number; exits: number }>;
}

/** What is installed, with the look-ups that every command needs. Rebuilt from the file, never stored. */
export interface Installed {
  readonly lot: LotFile;
  readonly slotIndex: ReadonlyMap<SlotId, number>;
  readonly slots: readonly Slot[];
  readonly lanes: ReadonlyMap<LaneId, LotFile['lanes'][number]>;
  readonly devices: ReadonlyMap<DeviceId, LotFile['devices'][number]>;
  readonly pool: SlotPool;
  /** The connectors of chargers by the slot that they serve. */
  readonly chargers: ReadonlyMap<SlotId, readonly ConnectorRef[]>;
  /** The slots of each zone that cameras count, by their place in the file. */
  readonly countedZones: ReadonlyMap<ZoneId, readonly number[]>;
  /** Counted zones that take nobody any more; kept in line with their counts. */
  readonly fullZones: Set<ZoneId>;
  /** Slots that are out of use, by their place in the file; kept in line with the slots' states. */
  readonly blocked: Set<number>;
  /** The lot's public holidays as `YYYY-MM-DD`; always the same array, so that it is looked up fast. */
  readonly holidays: readonly string[];
}

/** Why a ticket opens nothing any more. */
export type SpentHow = 'used' | 'void' | 'lost';

/**
 * The lot as one state machine. `evolve` is the only code that changes it. Everything but
 * `installed` is plain data (Maps included) and goes into snapshots.
 */
export interface LotState {
  installed: Installed | null;
  /** The event that the lot file came with, 0 before the first. */
  lotSeq: number;
  readonly slots: Map<SlotId, SlotState>;
  readonly lanes: Map<LaneId, LaneState>;
  readonly devices: Map<DeviceId, DeviceState>;
  /** Entering and inside; ended ones leave. */
  readonly sessions: Map<SessionId, Session>;
  readonly byTicket: Map<TicketNumber, SessionId>;
  readonly byPlate: Map<PlateRef, SessionId>;
  /** Visits that a later one may continue, kept where the tariff asks for them, oldest first. */
  readonly visits: Map<PlateRef, PriorVisit[]>;
  /** The number of the booking or pass that a session came in by → the session. */
  readonly byCredential: Map<TicketNumber, SessionId>;
  /** Tickets whose sessions are over, kept as long as their tokens are valid. */
  readonly spentTickets: Map<TicketNumber, { readonly at: Instant; readonly how: SpentHow }>;
  readonly alarms: Map<AlarmId, AlarmState>;
  /** The latest ones, for undo. */
  readonly overrides: Map<OverrideId, OverrideState>;
  /** Slots whose block ends by itself. */
  readonly timedBlocks: Set<SlotId>;
  evacuation: Evacuation | null;
  /** What is in the books of each lane controller. */
  readonly controllers: Map<DeviceId, ControllerBook>;
  /** What they told and does not fit the books yet, because another has still to tell what came before. */
  readonly waiting: Map<string, WaitingOffline>;
  /** The latest stay of each vehicle that was ended by what a lane told afterwards, oldest first. */
  readonly lateExits: Map<string, { readonly startedAt: Instant; readonly endedAt: Instant }>;
  /** Plates of which two stays were inside at a time: the index by plate knows one of them. */
  readonly twinPlates: Set<PlateRef>;
  /** Tickets that lie ready at lane controllers and stand for nothing yet. */
  readonly stock: Map<
    TicketNumber,
    { readonly deviceId: DeviceId; readonly laneId: LaneId; readonly at: Instant }
  >;
  readonly charging: ChargingBook;
  /** Those that cameras count. */
  readonly zones: Map<ZoneId, ZoneCount>;
  /** Slots whose sensors want a battery, by the controller that speaks for them. */
  readonly lowBatteries: Map<DeviceId, Set<SlotId>>;
  readonly tariffs: TariffBook;
  readonly payments: PaymentBook;
  readonly shifts: ShiftBook;
  readonly reservations: ReservationBook;
  readonly memberships: MembershipBook;
  readonly validations: ValidationBook;
  readonly reporting: ReportingBook;
  readonly imports: ImportBook;
  readonly statements: StatementBook;
  readonly printing: PrintBook;
  readonly tally: TallyState;
}
