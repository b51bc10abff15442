import type { SlotPool } from '../allocation/slot-pool.ts';
import type { VehicleNeeds } from '../facility/kinds.ts';
import type { LotFile, Slot } from '../facility/lot-file.ts';
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
} from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import type { MembershipBook } from '../membership/book.ts';
import type { PaymentBook } from '../payment/payment.ts';
import type { ReportingBook } from '../reporting/saved-report.ts';
import type { ReservationBook } from '../reservation/book.ts';
import type { Session } from '../session/session.ts';
import type { ShiftBook } from '../shift/shift.ts';
import type { TariffBook } from '../tariff/book.ts';
import type { PriorVisit } from '../tariff/quote.ts';
import type { ValidationBook } from '../validation/book.ts';
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
  readonly needs: VehicleNeeds;
  readonly plateRef: PlateRef;
  readonly confidence: number;
  /** Plates inside that resemble it, at an exit where itself is not inside. */
  readonly nearRefs: readonly PlateRef[];
  readonly pictureId?: PictureId;
  readonly at: Instant;
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

/** A lane in its handshake. */
export interface LaneState {
  phase: LanePhase;
  phaseSince: Instant;
  gate: GatePosition;
  held: boolean;
  armingOn: boolean;
  safetyOn: boolean;
  /** While passing: the vehicle has left the arming loop, so it did not come back out. */
  armingCleared: boolean;
  /** The session that the gate was opened for, or whose amount is awaited. */
  sessionId: SessionId | null;
  /** Read before the arming loop came on, or waiting for staff's answer. */
  pending: PendingRead | null;
  lastRead: PendingRead | null;
  /** The read of the vehicle that stands here and was not let through yet. */
  visitor: PendingRead | null;
  question: LaneQuestion | null;
  /** Since when the gate has been as it is. */
  gateAt: Instant;
  /** A vehicle came onto the arming loop after the last one had passed. */
  armedSincePass: boolean;
  /** Vehicles that followed through since the gate was last opened for one. */
  tailgates: number;
  dueMinor: Minor | null;
  refusal: RefusalCode | null;
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
  readonly tariffs: TariffBook;
  readonly payments: PaymentBook;
  readonly shifts: ShiftBook;
  readonly reservations: ReservationBook;
  readonly memberships: MembershipBook;
  readonly validations: ValidationBook;
  readonly reporting: ReportingBook;
  readonly tally: TallyState;
}
