import { createHash } from 'node:crypto';
import { z } from 'zod';
import { VEHICLE_CLASSES, type VehicleNeeds } from '#domain/facility/kinds.ts';
import type { PictureId } from '#domain/kernel/ids.ts';
import { normalisePlate } from '#domain/session/plate.ts';
import type { DropReason } from './driver.ts';

/** A camera's read as its codec understands it. */
export interface PlateRead {
  /** The camera's own id of this read, or null when it gives none. */
  readonly id: string | null;
  /** Normalised. */
  readonly plate: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** Other spellings that the camera thought of, likeliest first; normalised. */
  readonly spellings?: readonly string[];
  /** What the camera's clock said, epoch milliseconds, or null. */
  readonly at: number | null;
  /** What the camera saw of the vehicle, as far as it says. */
  readonly vehicle: Partial<VehicleNeeds>;
  /** Sent again, because the camera was cut off when it happened. */
  readonly retransmitted?: boolean;
  /** Keeps its pictures, once it is sure that the lot is told; missing where there are none. */
  readonly keepPictures?: () => PictureId | null;
}

/** A vehicle whose plate its camera could not read. */
export type UnreadVehicle = Omit<PlateRead, 'plate' | 'confidence' | 'spellings'>;

/** What a message came to. A detail never holds a plate. */
export type Decoded<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'unread'; readonly value: UnreadVehicle }
  /** Well-formed and not for this device. */
  | { readonly kind: 'ignored' }
  | {
      readonly kind: 'drop';
      readonly reason: DropReason;
      readonly detail: string;
      /** So broken that it does not say whose it is. */
      readonly unread?: boolean;
    };

const DIGEST_CHARS = 32;
/** A camera may list hundreds; staff choose among few. */
const SPELLINGS_MAX = 3;
const SPELLINGS_LOOKED_AT_MAX = 20;
const READ_ID = /^[\x21-\x7e]{1,128}$/;
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

const vehicleSchema = z
  .object({
    vehicleClass: z.enum(VEHICLE_CLASSES).optional().catch(undefined),
    wantsCharge: z.boolean().optional().catch(undefined),
    accessiblePermit: z.boolean().optional().catch(undefined),
  })
  .catch({});

/** Checks what all cameras have in common. A plate that is null, or none, is a vehicle that was not read. */
export function checkRead(raw: {
  readonly id?: unknown;
  readonly plate?: unknown;
  readonly confidence?: unknown;
  /** As texts, likeliest first; the plate itself may be among them. What is no plate is left out. */
  readonly spellings?: readonly unknown[];
  readonly at?: unknown;
  readonly vehicle?: unknown;
}): Decoded<PlateRead> {
  if (typeof raw.plate !== 'string' && raw.plate !== null)
    return malformed('no plate in the message');
  // A class that nobody knows must not cost the read: it counts as not said.
  const vehicle = definedOf(vehicleSchema.parse(raw.vehicle ?? {}));
  const seen = { id: readId(raw.id), at: readCameraInstant(raw.at), vehicle };
  const plate = raw.plate === null ? null : normalisePlate(raw.plate);
  if (plate === null && raw.plate !== null && !isShortText(raw.plate))
    return {
      kind: 'drop',
      reason: 'bad-plate',
      detail: `${raw.plate.length} characters, no plate`,
    };
  if (plate === null) return { kind: 'unread', value: seen };
  const confidence = readConfidence(raw.confidence);
  if (confidence === null) return malformed('a confidence that is not between 0 and 1');
  const spellings = otherSpellings(plate, raw.spellings ?? []);
  return {
    kind: 'ok',
    value: { ...seen, plate, confidence, ...(spellings.length === 0 ? {} : { spellings }) },
  };
}

function otherSpellings(plate: string, raw: readonly unknown[]): readonly string[] {
  const found = new Set<string>();
  for (const one of raw.slice(0, SPELLINGS_LOOKED_AT_MAX)) {
    const spelling = typeof one === 'string' ? normalisePlate(one) : null;
    if (spelling !== null && spelling !== plate) found.add(spelling);
  }
  return [...found].slice(0, SPELLINGS_MAX);
}

/** What may stand where a plate would: a sign, a word, a plate in another script. */
function isShortText(text: string): boolean {
  return /^\P{Cc}{0,32}$/u.test(text);
}

export function malformed(detail: string) {
  return { kind: 'drop', reason: 'malformed', detail } as const;
}

/**
 * 0 to 1; makers that count to 100 are divided. A camera that gives none is not trusted at all: 0 asks
 * staff. Null for what is no confidence.
 */
export function readConfidence(raw: unknown): number | null {
  if (raw === undefined || raw === null) return 0;
  if (typeof raw !== 'number' || !(raw >= 0 && raw <= 100)) return null;
  return raw > 1 ? raw / 100 : raw;
}

/** One that is too long, or holds what does not belong into an id, still tells reads apart: by its digest. */
function readId(raw: unknown): string | null {
  const id = typeof raw === 'number' ? String(raw) : raw;
  if (typeof id !== 'string' || id === '') return null;
  if (READ_ID.test(id)) return id;
  return createHash('sha256').update(id).digest('hex').slice(0, DIGEST_CHARS);
}

/** ISO 8601, or seconds or milliseconds since 1970, as number or text; null for anything else. */
export function readCameraInstant(raw: unknown): number | null {
  const at = typeof raw === 'string' ? instantOfText(raw) : raw;
  if (typeof at !== 'number' || !Number.isFinite(at)) return null;
  // Seconds until the year 5138 are smaller than milliseconds since 1973.
  const ms = Math.round(Math.abs(at) < 1e11 ? at * 1_000 : at);
  return ms >= EARLIEST && ms < LATEST ? ms : null;
}

function instantOfText(text: string): number {
  if (text.length > 40) return Number.NaN;
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : Date.parse(text);
}

function definedOf(vehicle: z.infer<typeof vehicleSchema>): Partial<VehicleNeeds> {
  return Object.fromEntries(Object.entries(vehicle).filter(([, value]) => value !== undefined));
}
