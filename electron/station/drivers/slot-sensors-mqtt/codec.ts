import { z } from 'zod';
import { parseJson } from '../mqtt-device.ts';
import type { SensorHealth } from '../slot-presence.ts';

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

const healthSchema = z.object({
  battery: z.number().min(0).max(100).optional().catch(undefined),
  temperature: z.number().min(-60).max(125).optional().catch(undefined),
});

/** `battery` in percent and `temperature` in degrees Celsius, where a message has them; null for neither. */
export function decodeHealth(payload: Buffer): SensorHealth | null {
  if (payload[0] !== 0x7b) return null;
  const parsed = healthSchema.safeParse(parseJson(payload.toString('utf8')));
  if (!parsed.success) return null;
  const { battery, temperature } = parsed.data;
  if (battery === undefined && temperature === undefined) return null;
  return {
    ...(battery === undefined ? {} : { batteryPercent: battery }),
    ...(temperature === undefined ? {} : { temperatureCelsius: temperature }),
  };
}
