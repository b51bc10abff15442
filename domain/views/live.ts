import type { ChargerOrder, ConnectorStatus } from '../charging/connector.ts';
import type { SlotKind, VehicleClass } from '../facility/kinds.ts';
import type { LotFile } from '../facility/lot-file.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import type { Way } from '../lane/way.ts';
import type { AlarmCode, EventType } from '../lot/event.ts';
import type { DeviceStatus, GatePosition, LanePhase, Presence, RefusalCode } from '../lot/words.ts';
import type { ChargePhase } from '../tariff/metered-charge.ts';
import type { ZoneLive } from './zone-live.ts';

/** How a slot is drawn. Shape first; see the console section of the design. */
export const SLOT_LOOKS = [
  'vacant',
  'assigned',
  'occupied',
  'reserved',
  'blocked',
  'charging',
  'unknown',
] as const;
export type SlotLook = (typeof SLOT_LOOKS)[number];

/** What deserves a second look at a slot. */
export const SLOT_ATTENTIONS = [
  'none',
  'overstay',
  'mismatch',
  'unknown-vehicle',
  'fault',
] as const;
export type SlotAttention = (typeof SLOT_ATTENTIONS)[number];

/** A slot as consoles see it: presence (sensor) and assignment (ledger) both kept. */
export interface SlotLive {
  readonly id: string;
  readonly look: SlotLook;
  readonly attention: SlotAttention;
  readonly presence: Presence;
  readonly presenceAt: Instant | null;
  readonly session: {
    readonly id: string;
    readonly ticketNumber: string;
    readonly vehicleClass: VehicleClass;
    /** Null without a plate, or for a role that may not see plates. */
    readonly plate: string | null;
    readonly since: Instant;
  } | null;
  readonly block: {
    readonly reason: string;
    readonly untilAt: Instant | null;
    readonly by: string;
  } | null;
  /** Missing where the slot has no charger that tells of itself. */
  readonly connectors?: readonly ConnectorLive[];
}

/** A connector of a charger at a slot, and what it gives. Energy in watt-hours, power in watts. */
export interface ConnectorLive {
  readonly deviceId: string;
  readonly connectorId: number;
  /** Null while the charger has said nothing of it. */
  readonly status: ConnectorStatus | null;
  /** What the charger says of a fault; else empty. */
  readonly detail: string;
  readonly charge: {
    readonly id: number;
    readonly phase: ChargePhase;
    /** Since when it is in that phase. */
    readonly since: Instant;
    readonly startedAt: Instant;
    readonly stoppedAt: Instant | null;
    readonly wh: number;
    readonly powerW: number | null;
    /** The ticket of the stay that pays for it; null while nobody does. */
    readonly ticketNumber: string | null;
  } | null;
  /** What staff asked of the charger last, and what it said to it. */
  readonly order: {
    readonly kind: ChargerOrder['kind'];
    readonly at: Instant;
    readonly by: string;
    readonly accepted: boolean | null;
    readonly detail: string;
  } | null;
}

/** A lane and its gate as the lane strip shows it. */
export interface LaneLive {
  readonly id: string;
  readonly phase: LanePhase;
  readonly gate: GatePosition;
  readonly held: boolean;
  /** Who holds it open, until when, and how many have passed; null while nobody does. */
  readonly hold: {
    readonly reason: string;
    readonly by: string;
    readonly since: Instant;
    readonly untilAt: Instant | null;
    readonly passed: number;
  } | null;
  /** A driver there asks for help. */
  readonly call: { readonly since: Instant; readonly answeredBy: string | null } | null;
  /** Which way it leads now. */
  readonly way: Way;
  /** It turns as soon as it is clear; null while it stays as it is. */
  readonly turning: { readonly to: Way; readonly since: Instant } | null;
  /** The direction was given by hand; else by the schedule. */
  readonly turnedByHand: boolean;
  readonly armingOn: boolean;
  readonly safetyOn: boolean;
  readonly lastPlate: {
    readonly plate: string | null;
    readonly confidence: number;
    readonly at: Instant;
    /** What the camera saw; missing where it sent no picture. */
    readonly pictureId?: string;
  } | null;
  /** A vehicle that stands there, or stood there a moment ago, and that no camera could read. */
  readonly unread: {
    readonly at: Instant;
    /** Null where the camera does not say. */
    readonly vehicleClass: VehicleClass | null;
    readonly pictureId?: string;
  } | null;
  /** The session at the gate now. */
  readonly sessionId: string | null;
  readonly slotLabel: string | null;
  readonly dueMinor: Minor | null;
  /** Of whoever stands there: the receipt of what it paid here, null in it while it only asked for one. */
  readonly receipt: { readonly number: number | null } | null;
  /** The last refusal while its vehicle still stands there. */
  readonly refusal: RefusalCode | null;
  /** Staff are asked whether to let a vehicle through whose plate was read badly or not at all. */
  readonly ask: {
    /** Null where none was read, or for a role that may not see plates. */
    readonly plate: string | null;
    /** Null where none was read. */
    readonly confidence: number | null;
    readonly at: Instant;
    readonly vehicleClass: VehicleClass;
    /** What the camera saw, of the read or of the vehicle that it could not read. */
    readonly pictureId?: string;
    /** Plates that it may be: expected at an entry or spelt so by the camera, inside at an exit. */
    readonly candidates: readonly string[];
  } | null;
  /** What staff are asked about the plate of the vehicle there. */
  readonly question: PlateQuestion | null;
}

/** A plate at an exit beside those of the stays that it may be. */
export interface PlateQuestion {
  /** `plate-differs`: of the stay whose ticket was shown. `near-plates`: of all that resemble it. */
  readonly kind: 'plate-differs' | 'near-plates';
  readonly exit: {
    readonly plate: string | null;
    readonly confidence: number;
    readonly at: Instant;
    readonly laneId: string;
    readonly pictureId?: string;
  };
  readonly stays: readonly PlateCandidate[];
}

export interface PlateCandidate {
  readonly sessionId: string;
  readonly ticketNumber: string;
  /** Null where none was read at the entry, or for a role that may not see plates. */
  readonly plate: string | null;
  readonly entryAt: Instant;
  readonly entryLaneId: string;
  readonly vehicleClass: VehicleClass;
  readonly pictureId?: string;
}

export interface DeviceLive {
  readonly id: string;
  readonly status: DeviceStatus;
  readonly detail: string;
  readonly since: Instant;
}

export interface AlarmLive {
  readonly id: string;
  readonly code: AlarmCode;
  readonly deviceId: string | null;
  readonly laneId: string | null;
  readonly detail: string;
  readonly raisedAt: Instant;
  readonly acknowledgedBy: string | null;
  /** Cleared alarms stay until acknowledged (ISA-18.2: returned to normal, unacknowledged). */
  readonly clearedAt: Instant | null;
}

/** One line of the event feed. The console words it from its catalogue by `type` and `facts`. */
export interface FeedEntry {
  readonly seq: number;
  readonly at: Instant;
  readonly type: EventType;
  readonly actor: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

export interface Kpis {
  readonly byKind: Readonly<Record<SlotKind, { readonly total: number; readonly free: number }>>;
  readonly inside: number;
  readonly entriesLastHour: number;
  readonly exitsLastHour: number;
  readonly entriesToday: number;
  readonly exitsToday: number;
  readonly takingsTodayMinor: Minor;
  /** Zones that cameras count; missing where there are none. */
  readonly zones?: readonly ZoneLive[];
}

/** Every gate is open. */
export interface EvacuationLive {
  readonly since: Instant;
  readonly reason: string;
  readonly by: string;
  /** A fire panel still calls, so it cannot be ended yet. */
  readonly isCalling: boolean;
  readonly passed: number;
}

export interface ShiftLive {
  readonly id: string;
  readonly openedAt: Instant;
  readonly by: string;
  readonly floatMinor: Minor;
  /** All that was taken less what was given back, whatever the way of paying. */
  readonly takenMinor: Minor;
  /** What the drawer should hold. */
  readonly expectedCashMinor: Minor;
}

/** Lists that are not sent live: a console that shows one asks for it again when it is named. */
export const BOOKS = [
  'payments',
  'shifts',
  'reservations',
  'memberships',
  'validations',
  'tariffs',
  'reporting',
] as const;
export type Book = (typeof BOOKS)[number];

/** Everything a console needs to draw the control room; the first message of a watch. */
export interface LiveSnapshot {
  readonly kind: 'snapshot';
  readonly seq: number;
  readonly at: Instant;
  readonly lot: LotFile;
  /** The field is played by the simulator, said on screen. */
  readonly simulated: boolean;
  readonly slots: readonly SlotLive[];
  readonly lanes: readonly LaneLive[];
  readonly devices: readonly DeviceLive[];
  readonly alarms: readonly AlarmLive[];
  readonly feed: readonly FeedEntry[];
  readonly kpis: Kpis;
  readonly shifts: readonly ShiftLive[];
  readonly evacuation: EvacuationLive | null;
  /** The station takes no commands: why, or null. */
  readonly halted: string | null;
}

/** What changed since the message before. A missing field did not change. */
export interface LiveDelta {
  readonly kind: 'delta';
  readonly seq: number;
  /** The station's clock when the delta left it. */
  readonly at: Instant;
  readonly slots?: readonly SlotLive[];
  readonly lanes?: readonly LaneLive[];
  readonly devices?: readonly DeviceLive[];
  /** All alarms that still concern anyone, when any of them changed. */
  readonly alarms?: readonly AlarmLive[];
  /** New entries, oldest first. */
  readonly feed?: readonly FeedEntry[];
  readonly kpis?: Kpis;
  readonly shifts?: readonly ShiftLive[];
  readonly evacuation?: EvacuationLive | null;
  /** Lists in which something changed. */
  readonly books?: readonly Book[];
  readonly halted?: string | null;
}

export type LiveMessage = LiveSnapshot | LiveDelta;
