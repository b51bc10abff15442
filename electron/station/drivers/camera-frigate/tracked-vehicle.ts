import { z } from 'zod';
import type { VehicleClass } from '#domain/facility/kinds.ts';
import { parseJson } from '../mqtt-device.ts';
import { type Decoded, malformed, readCameraInstant } from '../plate-read.ts';

/** Objects of Frigate's that come to a gate, and what each is to the lot where it is no plain car. */
const VEHICLES: ReadonlyMap<string, VehicleClass | null> = new Map([
  ['car', null],
  ['truck', null],
  ['motorcycle', 'motorcycle'],
  ['bus', 'bus'],
  ['school_bus', 'bus'],
]);

export const isVehicle = (label: string) => VEHICLES.has(label);

/** A vehicle in front of the camera, as one of Frigate's events tells of it. */
export interface TrackedVehicle {
  readonly id: string;
  readonly label: string;
  /** Null where it may be a car of any kind. */
  readonly vehicleClass: VehicleClass | null;
  /** Frigate's clock, epoch milliseconds, or null. */
  readonly at: number | null;
  readonly isNew: boolean;
  readonly isGone: boolean;
  readonly isRead: boolean;
}

/** `<prefix>/events` (docs.frigate.video, Integrations, MQTT): each change of each object of all cameras. */
const eventSchema = z.object({
  type: z.string(),
  after: z.object({
    id: z.string().min(1).max(100),
    camera: z.string(),
    label: z.string(),
    false_positive: z.boolean().optional().catch(undefined),
    start_time: z.unknown().optional(),
    /** A text, or a pair of text and score, as of version 0.16. */
    recognized_license_plate: z.unknown().optional(),
  }),
});

/** Reads one event; what is of another camera, or no vehicle, is ignored. */
export function decodeEvent(payload: Buffer, camera: string): Decoded<TrackedVehicle> {
  const parsed = eventSchema.safeParse(parseJson(payload.toString('utf8')));
  if (!parsed.success) return { ...malformed('not an event of Frigate'), unread: true };
  const { type, after } = parsed.data;
  const vehicleClass = VEHICLES.get(after.label);
  if (after.camera !== camera || vehicleClass === undefined) return { kind: 'ignored' };
  const { id, label, recognized_license_plate: plate } = after;
  if (after.false_positive === true) return { kind: 'ignored' };
  const at = readCameraInstant(after.start_time);
  const isRead = plate !== undefined && plate !== null && plate !== '';
  const phase = { isNew: type === 'new', isGone: type === 'end' };
  return { kind: 'ok', value: { id, label, vehicleClass, at, ...phase, isRead } };
}

/** A topic of the server beside that of its updates, such as `<prefix>/events`. */
export function siblingTopic(updatesTopic: string, name: string): string {
  const slash = updatesTopic.lastIndexOf('/');
  return `${slash === -1 ? updatesTopic : updatesTopic.slice(0, slash)}/${name}`;
}
