import type { LaneId } from '#domain/kernel/ids.ts';
import { type Instant, SECOND_MS } from '#domain/kernel/instant.ts';
import { CLOCK_SANE_MS } from './device-clock.ts';
import type { DriverContext } from './driver.ts';
import type { Decoded, PlateRead } from './plate-read.ts';
import { limitLog } from './rate-limited-log.ts';

/** Said again at most this often for each camera. */
const CLOCK_SKEW_LOG_WINDOW_MS = 3_600_000;

/** Hands a decoded read to the lot, or counts why not. Returns whether the camera itself spoke. */
export function createReadSink(
  context: DriverContext,
  laneId: LaneId,
): (decoded: Decoded<PlateRead>, retained: boolean) => boolean {
  const quiet = limitLog(context.log, context.now, CLOCK_SKEW_LOG_WINDOW_MS);
  let unnamed = 0;
  /** By how much the camera's clock is ahead, as its last read of now showed. */
  let skewMs: number | null = null;
  return (decoded, retained) => {
    if (decoded.kind === 'ignored') return false;
    if (retained) {
      // A read that the broker kept is of another time: it must not open a gate for who stands there now.
      context.drop('duplicate', 'a retained read, which is not of now');
      return false;
    }
    if (decoded.kind === 'drop') {
      context.drop(decoded.reason, decoded.detail);
      return false;
    }
    const read = decoded.value;
    const now = context.now();
    const late = read.retransmitted === true && !isOfNow(context, read.at, skewMs);
    if (read.at !== null && read.retransmitted !== true) {
      skewMs = read.at - now;
      context.tap.toldTime(read.at);
    }
    if (!late && read.at !== null && Math.abs(read.at - now) > CLOCK_SANE_MS) {
      const skewSeconds = Math.round((read.at - now) / 1_000);
      quiet.warn('skew', { deviceId: context.device.id, skewSeconds }, "a camera's clock is off");
    }
    unnamed += 1;
    context.emit({
      kind: 'plate',
      laneId,
      readId: read.id ?? `${context.device.id}:${now}:${unnamed}`,
      plate: read.plate,
      confidence: read.confidence,
      vehicle: read.vehicle,
      cameraAt: read.at,
      ...(read.pictureId === undefined ? {} : { pictureId: read.pictureId }),
      ...(late ? { late } : {}),
    });
    return true;
  };
}

/**
 * Whether a read that is sent again may still be of the vehicle that stands there. The camera's clock
 * may be hours off, so its own skew is taken out first; without one, nothing says how old it is.
 */
function isOfNow(context: DriverContext, at: Instant | null, skewMs: number | null): boolean {
  if (at === null || skewMs === null) return false;
  const ageMs = context.now() - (at - skewMs);
  return ageMs <= context.lot.policies.credentialWindowSeconds * SECOND_MS;
}

/** For devices that only speak: nothing the station orders is theirs. */
export function ignoreOrders(): Promise<void> {
  return Promise.resolve();
}
