import { z } from 'zod';
import { parseJson } from '../mqtt-device.ts';
import { checkRead, type Decoded, malformed, type PlateRead } from '../plate-read.ts';

/**
 * Frigate's `tracked_object_update` (docs.frigate.video, Integrations, MQTT). `name` is the known
 * plate's owner or null and is not looked at: it is a person's name.
 */
const updateSchema = z.object({
  type: z.string(),
  camera: z.string().optional(),
  id: z.string().optional(),
  plate: z.unknown().optional(),
  score: z.unknown().optional(),
  timestamp: z.unknown().optional(),
});

/** Reads one update; those of other types or other cameras are ignored. */
export function decodeUpdate(payload: Buffer, camera: string): Decoded<PlateRead> {
  const parsed = updateSchema.safeParse(parseJson(payload.toString('utf8')));
  if (!parsed.success) return { ...malformed('not an update of Frigate'), unread: true };
  const update = parsed.data;
  if (update.type !== 'lpr' || update.camera !== camera) return { kind: 'ignored' };
  return checkRead({
    id: readIdOf(update.id, update.timestamp),
    plate: update.plate,
    confidence: update.score,
    at: update.timestamp,
  });
}

/**
 * Frigate's id names the tracked vehicle and comes again with every better read of it; a read is that
 * vehicle at one time, or the better read would pass for a repetition.
 */
function readIdOf(id: string | undefined, timestamp: unknown): string | null {
  if (id === undefined) return null;
  return typeof timestamp === 'number' ? `${id}@${timestamp}` : id;
}

/** The id of the object that a read is of. */
export function objectOfRead(readId: string | null): string {
  return readId?.replace(/@[^@]*$/, '') ?? '';
}
