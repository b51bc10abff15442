import type { DeviceId } from '../kernel/ids.ts';
import { type DurationMs, type Instant, SECOND_MS } from '../kernel/instant.ts';

/** Where a lot's file says nothing: how far apart the cameras at both ends of a vehicle may read it. */
export const PAIR_WINDOW_SECONDS = 5;

/** A camera's id of a read is its own: another camera may use the same one. */
export const readKey = (deviceId: DeviceId, readId: string) => `${deviceId} ${readId}`;

/** A read beside what is known of its lane. */
export interface ReadView {
  /** The camera has sent this very read before. */
  readonly isKnownId: boolean;
  /** The same plate in the same lane before: when, and how sure the surest read of it was. */
  readonly before: { readonly at: Instant; readonly confidence: number } | null;
  readonly at: Instant;
  readonly confidence: number;
  readonly windowMs: DurationMs;
  /** From here on a read is sure. */
  readonly sureFrom: number;
}

/**
 * Whether a read says nothing new: the same id again, whenever it comes, or else the same plate in the
 * same lane within the window, unless it was doubtful before and is sure now.
 */
export function isRepeatedRead(view: ReadView): boolean {
  const { isKnownId, before, at, confidence, windowMs, sureFrom } = view;
  if (isKnownId) return true;
  if (before === null || at - before.at > windowMs) return false;
  return before.confidence >= sureFrom || confidence < sureFrom;
}

export const POSITIONS = ['front', 'rear'] as const;
/** Which end of a vehicle a camera sees, where a lane has one for each. */
export type CameraPosition = (typeof POSITIONS)[number];

/** Whether two reads of one lane are of the two ends of one vehicle. */
export function isPair(
  one: { readonly position: CameraPosition | null; readonly at: Instant },
  other: { readonly position: CameraPosition | null; readonly at: Instant },
  windowSeconds: number = PAIR_WINDOW_SECONDS,
): boolean {
  if (one.position === null || other.position === null) return false;
  return (
    one.position !== other.position && Math.abs(one.at - other.at) <= windowSeconds * SECOND_MS
  );
}
