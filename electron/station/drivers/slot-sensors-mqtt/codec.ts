import { z } from 'zod';
import { parseJson } from '../mqtt-device.ts';

const messageSchema = z.object({ occupied: z.union([z.boolean(), z.literal(0), z.literal(1)]) });

/**
 * Whether a slot is occupied: `1`, `0`, `true`, `false` or `{"occupied":true,"at":"…"}`; null for
 * anything else. `at` is the sensor's clock and decides nothing.
 */
export function decodePresence(payload: Buffer): boolean | null {
  // One byte is what most sensors send, thousands of times a second: no text is made of it.
  if (payload.length === 1) {
    if (payload[0] === 0x31) return true;
    return payload[0] === 0x30 ? false : null;
  }
  const text = payload.toString('utf8').trim();
  switch (text.toLowerCase()) {
    case 'true':
    case '1':
      return true;
    case 'false':
    case '0':
      return false;
  }
  const parsed = messageSchema.safeParse(parseJson(text));
  return parsed.success ? Boolean(parsed.data.occupied) : null;
}
