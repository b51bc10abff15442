import type { Device, DeviceOf, DriverName } from '#domain/facility/device-file.ts';
import type { VehicleNeeds } from '#domain/facility/kinds.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import type { DeviceId, LaneId, PictureId, SlotId } from '#domain/kernel/ids.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { DeviceStatus, FaultCause, GatePosition, Presence } from '#domain/lot/words.ts';
import type { Log } from '../ports/log.ts';
import type { ChargerInput, ChargerOutput } from './charger-words.ts';
import type { DeviceMemory } from './device-memory.ts';
import type { LaneRights, Replayed } from './lane-rights.ts';
import type { LaneSecret } from './lane-secret.ts';
import type { LineTap } from './line-tap.ts';
import type { LinePace } from './modbus/pace.ts';
import type { MqttLink } from './mqtt-link.ts';
import type { PictureSink } from './picture-sink.ts';
import type { PushLink } from './push-link.ts';
import type { SocketLink } from './socket-link.ts';
import type { TerminalInput, TerminalOrder } from './terminal-words.ts';

/** What a device tells the station, already checked and in the lot's words; plates in clear. */
export type FieldInput =
  | {
      readonly kind: 'loop';
      readonly laneId: LaneId;
      readonly loop: 'arming' | 'safety';
      readonly on: boolean;
    }
  | { readonly kind: 'gate'; readonly laneId: LaneId; readonly gate: GatePosition }
  | {
      readonly kind: 'plate';
      readonly laneId: LaneId;
      readonly readId: string;
      /** Normalised: upper-case letters and digits only, 2 to 16 of them. */
      readonly plate: string;
      readonly confidence: number;
      /** Other spellings that the camera thought of, likeliest first; normalised. */
      readonly spellings?: readonly string[];
      /** What the camera saw of the vehicle (optional `vehicle` object of the native topic). */
      readonly vehicle?: Partial<VehicleNeeds>;
      /** What the camera's clock said, for the log; the station's own clock decides. */
      readonly cameraAt: Instant | null;
      /** What it looked like, where the camera sent pictures along. */
      readonly pictureId?: PictureId;
      /** Of another time, sent again by a camera that was cut off: for the record, and for no gate. */
      readonly late?: true;
    }
  /** A camera sees a vehicle and cannot read its plate. */
  | {
      readonly kind: 'unread';
      readonly laneId: LaneId;
      readonly readId: string;
      readonly vehicle?: Partial<VehicleNeeds>;
      readonly cameraAt: Instant | null;
      readonly pictureId?: PictureId;
    }
  | { readonly kind: 'scan'; readonly laneId: LaneId; readonly text: string }
  /** The fire panel's contact. */
  | { readonly kind: 'fire'; readonly on: boolean }
  /** The call button of a lane was pressed. */
  | { readonly kind: 'call'; readonly laneId: LaneId }
  /** The ticket button of an entry was pressed. */
  | { readonly kind: 'ticket-button' | 'receipt-button'; readonly laneId: LaneId }
  /** What a lane controller did on its own; `taken` is called when it is in the books for good. */
  | {
      readonly kind: 'replay';
      readonly laneId: LaneId;
      readonly replay: Replayed;
      readonly taken: () => void;
    }
  | { readonly kind: 'presence'; readonly slotId: SlotId; readonly presence: Presence }
  /** How a slot's sensor itself is, as far as it says. No business of the lot: it goes to its health. */
  | {
      readonly kind: 'sensor';
      readonly slotId: SlotId;
      readonly batteryPercent?: number;
      readonly temperatureCelsius?: number;
      /** Received signal strength, dBm. */
      readonly signalDbm?: number;
      readonly firmware?: string;
      /** How often it changed its mind before it had settled, since the station started. */
      readonly flaps?: number;
    }
  /** What a device says of itself. No business of the lot either. */
  | { readonly kind: 'about'; readonly firmware: string }
  /** How it is reached on a line that it may share. No business of the lot either. */
  | ({ readonly kind: 'line' } & LinePace)
  /** Vehicles went over the boundary of the counter's zone. */
  | { readonly kind: 'crossing'; readonly way: 'in' | 'out'; readonly vehicles: number }
  /** How many vehicles the counter sees in its part of the zone. */
  | { readonly kind: 'occupied'; readonly vehicles: number }
  | {
      readonly kind: 'status';
      readonly status: DeviceStatus;
      readonly detail: string;
      /** What staff can mend at once, told apart from other faults. */
      readonly cause?: FaultCause;
    }
  /** A printer's paper comes to its end, or was replaced. */
  | { readonly kind: 'paper'; readonly low: boolean }
  | ChargerInput
  | TerminalInput;

/** What a sign shows. `qr` is a text for a code that drivers scan, such as a UPI uri. */
export interface Show {
  readonly lines: readonly string[];
  readonly qr?: string;
}

/** A document for a printer. It is carried out when the printer has said that it is on paper. */
export interface PrintOrder {
  readonly kind: 'print';
  readonly deviceId: DeviceId;
  readonly jobId: string;
  /** ESC/POS, cut at its end. */
  readonly bytes: Uint8Array;
}

/** What the station asks of a device. A driver ignores what is not its business. */
export type FieldOutput =
  | { readonly kind: 'vend' | 'hold' | 'close'; readonly laneId: LaneId }
  | ({
      readonly kind: 'show';
      readonly laneId: LaneId;
      /** Nobody stands there: a sign with a board of its own shows that. */
      readonly idle?: true;
    } & Show)
  /** What a sign that counts shows. */
  | { readonly kind: 'board'; readonly deviceId: DeviceId; readonly lines: readonly string[] }
  | { readonly kind: 'rights'; readonly deviceId: DeviceId; readonly rights: LaneRights }
  /** The station lives and takes what it is told: a lane controller leaves all to it. */
  | { readonly kind: 'beat'; readonly deviceId: DeviceId; readonly at: Instant }
  | ChargerOutput
  | PrintOrder
  | TerminalOrder;

/** What a driver is given: its device, the lot, the lines it may use and where its inputs go. */
export interface DriverContext<D extends Device = Device> {
  readonly device: D;
  readonly lot: LotFile;
  readonly mqtt: MqttLink;
  readonly push: PushLink;
  readonly sockets: SocketLink;
  readonly pictures: PictureSink;
  readonly log: Log;
  /** Never throws and never blocks; the station bounds its own inbox. */
  readonly emit: (input: FieldInput) => void;
  /** Counts what was dropped, by device and reason, for the metrics and the device's card. */
  readonly drop: (reason: DropReason, detail: string) => void;
  readonly now: () => Instant;
  /** Shows what passes on a line of the driver's own. The broker and the door for posts are seen already. */
  readonly tap: LineTap;
  /** What this device must still know after a restart of the station. */
  readonly memory: DeviceMemory;
  /** What it shares with this device, or null while nobody gave the device a token. */
  readonly secret: () => LaneSecret | null;
}

export type DropReason =
  | 'malformed'
  | 'oversized'
  | 'unknown-device'
  | 'unknown-slot'
  | 'bad-plate'
  | 'duplicate'
  | 'line-garbage'
  /** More came than the device may send. */
  | 'flooding';

/** A job ended without the printer's word, and all of it may be on paper: what is printed next is a copy. */
export class MayBeOnPaper extends Error {
  override readonly name = 'MayBeOnPaper';
}

/** A running driver. It reconnects by itself with bounded back-off until it is stopped. */
export interface Driver {
  /** Carries out an order; resolves when the device took it, rejects with a sentence when it did not. */
  perform(output: FieldOutput): Promise<void>;
  stop(): Promise<void>;
}

/** The one shape of every driver folder's `driver.ts`. */
export type StartDriver<D extends DriverName> = (
  context: DriverContext<DeviceOf<D>>,
) => Promise<Driver>;

/** Names the device in logs and drops. */
export type { DeviceId };
