import { z } from 'zod';
import { parseJson } from '../mqtt-device.ts';
import { checkRead, type Decoded, malformed, type PlateRead } from '../plate-read.ts';

/**
 * `{"id","plate","confidence","direction","at"}` and, from cameras that see it, `"vehicle"` with
 * `vehicleClass`, `wantsCharge`, `accessiblePermit`. Direction is taken but decides nothing.
 */
const messageSchema = z.object({
  id: z.unknown().optional(),
  plate: z.unknown().optional(),
  confidence: z.unknown().optional(),
  at: z.unknown().optional(),
  vehicle: z.unknown().optional(),
});

/** Reads one message of the native plate topic. */
export function decodePlate(payload: Buffer): Decoded<PlateRead> {
  const parsed = messageSchema.safeParse(parseJson(payload.toString('utf8')));
  if (!parsed.success) return malformed('not a JSON object');
  return checkRead(parsed.data);
}
