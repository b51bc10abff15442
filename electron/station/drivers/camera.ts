import type { LaneId } from '#domain/kernel/ids.ts';
import { type Instant, SECOND_MS } from '#domain/kernel/instant.ts';
import { CLOCK_SANE_MS } from './device-clock.ts';
import type { DriverContext } from './driver.ts';
import type { PictureSink } from './picture-sink.ts';
import type { Decoded, PlateRead } from './plate-read.ts';
import { limitLog } from './rate-limited-log.ts';

/** Said again at most this often for each camera. */
const CLOCK_SKEW_LOG_WINDOW_MS = 3_600_000;

/** What the device's drops say of a vehicle that was not read. */
export const UNREAD = 'a vehicle whose plate was not read';

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
    const { value: read } = decoded;
    const now = context.now();
    const late = read.retransmitted === true && !isOfNow(context, read.at, skewMs);
    // Counted as well: a camera that reads nothing wants cleaning.
    if (decoded.kind === 'unread') context.drop('bad-plate', UNREAD);
    // Nobody can be asked any more about a vehicle of another time.
    if (decoded.kind === 'unread' && late) return true;
    if (read.at !== null && read.retransmitted !== true) {
      skewMs = read.at - now;
      context.tap.toldTime(read.at);
    }
    if (!late && read.at !== null && Math.abs(read.at - now) > CLOCK_SANE_MS) {
      const skewSeconds = Math.round((read.at - now) / 1_000);
      quiet.warn('skew', { deviceId: context.device.id, skewSeconds }, "a camera's clock is off");
    }
    unnamed += 1;
    const pictureId = read.keepPictures?.() ?? null;
    const seen = {
      laneId,
      readId: read.id ?? `${context.device.id}:${now}:${unnamed}`,
      vehicle: read.vehicle,
      cameraAt: read.at,
      ...(pictureId === null ? {} : { pictureId }),
    };
    if (decoded.kind === 'unread') context.emit({ kind: 'unread', ...seen });
    else {
      const { plate, confidence, spellings } = decoded.value;
      const others = spellings === undefined ? {} : { spellings };
      context.emit({
        kind: 'plate',
        ...seen,
        plate,
        confidence,
        ...others,
        ...(late ? { late } : {}),
      });
    }
    return true;
  };
}

/** What a camera said, with the picture of it that came by another way than the makes' posts. */
export function withPicture(
  pictures: PictureSink,
  decoded: Decoded<PlateRead>,
  bytes: Buffer | null,
): Decoded<PlateRead> {
  if (bytes === null || (decoded.kind !== 'ok' && decoded.kind !== 'unread')) return decoded;
  const { id, at, vehicle } = decoded.value;
  // The picture stands beside it; a plate is in the picture, and is not written down once more.
  const document = JSON.stringify({ id, at, vehicle });
  const keepPictures = () => pictures.keep({ pictures: [{ kind: 'scene', bytes }], document });
  return { ...decoded, value: { ...decoded.value, keepPictures } } as Decoded<PlateRead>;
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
