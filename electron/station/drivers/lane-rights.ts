import { createHash } from 'node:crypto';
import type { LaneController } from '#domain/facility/device-file.ts';
import type { VehicleClass } from '#domain/facility/kinds.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { Way } from '#domain/lane/way.ts';

/** Rights travel in so many parts, each in a message of its own: one change sends one of them again. */
export const RIGHTS_PARTS = 32;
/** Rights of one controller at most; each part then stays below 64 KiB. */
export const RIGHTS_MAX = 20_000;

/**
 * One right: the digest `d` of what is shown, the subject `s` that it belongs to, for how many more
 * vehicles of that subject (`n`, any number where it is missing), and the times `t` in epoch seconds
 * between which it holds (0: open at that end; always where it is missing).
 */
export interface PackedRight {
  readonly d: string;
  readonly s: string;
  readonly n?: number;
  readonly t?: readonly (readonly [number, number])[];
}

/** Part of a digest's first character: there are 64 of them. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The part that a digest is in: half the value of its first character. */
export function partOf(digest: string): number {
  return Math.max(0, LETTERS.indexOf(digest.charAt(0))) >> 1;
}

/** What a controller does while nobody hears it, beside its key switch. */
export type AlonePolicy = LaneController['alone'];

/** What holds for a controller as a whole. */
export interface RightsHead {
  readonly version: number;
  /** The station's clock when this was told. */
  readonly at: Instant;
  /** From then on nothing of it is trusted. */
  readonly untilAt: Instant;
  readonly period: number;
  readonly way: Way;
  readonly alone: AlonePolicy;
  /** The version of each part. */
  readonly parts: readonly number[];
  /** Tickets to hand out, signed already. */
  readonly stock: readonly string[];
  /** Rights that found no room. */
  readonly leftOut: number;
}

export interface RightsPart {
  readonly part: number;
  readonly version: number;
  readonly period: number;
  readonly rights: readonly PackedRight[];
}

/** All that a lane controller may go by while nobody hears it. */
export interface LaneRights {
  readonly head: RightsHead;
  readonly parts: readonly RightsPart[];
  /** Those that differ from what was sent before. */
  readonly changed: readonly number[];
}

/** What was shown to a controller, in clear. */
export interface ShownThere {
  readonly code: string | null;
  readonly card: string | null;
  readonly plate: string | null;
}

/** One event of a controller. */
export interface Replayed {
  readonly epoch: string;
  readonly number: number;
  readonly mark: string;
  /** How long ago it happened when it was told, by the controller's own clock. */
  readonly agoMs: number;
  readonly done:
    | {
        readonly kind: 'entered';
        readonly ticket: string | null;
        readonly shown: ShownThere;
        readonly vehicleClass: VehicleClass;
      }
    | { readonly kind: 'left'; readonly shown: ShownThere }
    | { readonly kind: 'opened' }
    | { readonly kind: 'unreadable' };
}

const MARK_BYTES = 12;

/** A fingerprint of what happened: the same whenever it is told, whatever its number. */
export function markOf(parts: readonly unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify(parts))
    .digest()
    .subarray(0, MARK_BYTES)
    .toString('base64url');
}
