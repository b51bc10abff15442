import { z } from 'zod';
import { pictureInText } from '../camera-push/pictures-of.ts';
import { parseJson } from '../mqtt-device.ts';
import { checkRead, type Decoded, malformed, type PlateRead } from '../plate-read.ts';

/**
 * `{"id","plate","confidence","direction","at"}` and, from cameras that see it, `"vehicle"` with
 * `vehicleClass`, `wantsCharge`, `accessiblePermit`, `"spellings"` with other plates that it may be,
 * likeliest first, and `"picture"` as base64. A plate of null is a vehicle
 * whose plate the camera could not read. Direction is taken but decides nothing.
 */
const messageSchema = z.object({
  id: z.unknown().optional(),
  plate: z.unknown().optional(),
  confidence: z.unknown().optional(),
  // Nonsense here must not cost the read.
  spellings: z.array(z.unknown()).optional().catch(undefined),
  at: z.unknown().optional(),
  vehicle: z.unknown().optional(),
  picture: z.unknown().optional(),
});

/** A read, and what it looked like where the camera says. */
export interface NativeRead {
  readonly read: Decoded<PlateRead>;
  readonly picture: Buffer | null;
}

/** Reads one message of the native plate topic. */
export function decodePlate(payload: Buffer): NativeRead {
  const parsed = messageSchema.safeParse(parseJson(payload.toString('utf8')));
  if (!parsed.success) return { read: malformed('not a JSON object'), picture: null };
  return { read: checkRead(parsed.data), picture: pictureInText(parsed.data.picture) };
}
