import { z } from 'zod';
import { parseJson } from '../mqtt-device.ts';

const messageSchema = z.object({ on: z.union([z.boolean(), z.literal(0), z.literal(1)]) });

/**
 * Whether a contact is closed: `1`, `0`, `on`, `off`, `true`, `false` or `{"on":true,"at":"…"}`; null
 * for anything else. `at` is the device's own clock and decides nothing.
 */
export function decodeContact(payload: Buffer): boolean | null {
  const text = payload.toString('utf8').trim();
  switch (text.toLowerCase()) {
    case '1':
    case 'on':
    case 'true':
      return true;
    case '0':
    case 'off':
    case 'false':
      return false;
  }
  const parsed = messageSchema.safeParse(parseJson(text));
  return parsed.success ? Boolean(parsed.data.on) : null;
}
