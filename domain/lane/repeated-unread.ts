import { type DurationMs, type Instant, MINUTE_MS, SECOND_MS } from '../kernel/instant.ts';

/** The least time between two of which nobody knows whose they are. */
const STRAY_WAIT_MS = 5 * SECOND_MS;
/** A camera that cries all day, with nobody driving up, is heard so often. */
export const STRAY_WAIT_MAX_MS = 10 * MINUTE_MS;

/** What a camera says of a vehicle whose plate it cannot read, beside what is known of the lane. */
export interface UnreadView {
  /** The one before it: when it came, whether with a picture, and how many of them nobody drove up for. */
  readonly before: {
    readonly at: Instant;
    readonly hasPicture: boolean;
    readonly strays: number;
  } | null;
  readonly hasPicture: boolean;
  readonly at: Instant;
  /** Since when a vehicle stands on the arming loop; null where none does, or where there is no loop. */
  readonly armedAt: Instant | null;
  /** How long one vehicle is taken for the same where no loop tells; 0 where one does. */
  readonly windowMs: DurationMs;
}

/**
 * Whether it says nothing new. Of a vehicle that stands on the loop it is heard once, and again only with
 * the first picture. Where nobody stands, each that nobody drives up for doubles the wait for the next.
 */
export function isRepeatedUnread(view: UnreadView): boolean {
  const { before, hasPicture, at, armedAt, windowMs } = view;
  if (before === null) return false;
  if (armedAt !== null && before.at < armedAt) return false;
  if (hasPicture && !before.hasPicture) return false;
  if (armedAt !== null) return true;
  return at - before.at < Math.max(windowMs, strayWaitMs(before.strays));
}

function strayWaitMs(strays: number): DurationMs {
  return Math.min(STRAY_WAIT_MS * 2 ** Math.min(strays, 16), STRAY_WAIT_MAX_MS);
}
