import { z } from 'zod';

/**
 * ChirpStack v4's uplink event in JSON (chirpstack.io, "Integrations", "Event types": `up`), as far as it is
 * needed. `data` is the payload in base64, `object` what a decoder in the device profile made of it.
 */
const uplinkSchema = z.object({
  deduplicationId: z.string().min(1).max(100).optional().catch(undefined),
  time: z.string().max(60).optional().catch(undefined),
  fCnt: z.number().int().optional().catch(undefined),
  deviceInfo: z.object({ devEui: z.string() }),
  fPort: z.number().int().min(0).max(255).optional().catch(undefined),
  data: z.string().max(1_000).optional().catch(undefined),
  object: z.unknown().optional(),
  rxInfo: z
    .array(z.object({ rssi: z.number().optional().catch(undefined) }))
    .optional()
    .catch(undefined),
});

/** An uplink of one sensor. */
export interface Uplink {
  /** In lower case. */
  readonly devEui: string;
  readonly fPort: number | null;
  readonly bytes: Uint8Array;
  /** The strongest that any gateway heard it, dBm. */
  readonly signalDbm: number | null;
  /** The same uplink that several gateways heard has one id; else its time and its number tell it. */
  readonly id: string | null;
  /** The event as it came, for paths into it. */
  readonly event: unknown;
}

/** Null for what is no uplink. */
export function readUplink(json: unknown): Uplink | null {
  const parsed = uplinkSchema.safeParse(json);
  if (!parsed.success) return null;
  const { deviceInfo, fPort, data, rxInfo, deduplicationId, time, fCnt } = parsed.data;
  const heard = (rxInfo ?? []).flatMap(({ rssi }) => (rssi === undefined ? [] : [rssi]));
  const devEui = deviceInfo.devEui.toLowerCase();
  const ownId = time === undefined || fCnt === undefined ? null : `${devEui} ${time} ${fCnt}`;
  return {
    devEui,
    fPort: fPort ?? null,
    bytes: Buffer.from(data ?? '', 'base64'),
    signalDbm: heard.length === 0 ? null : Math.max(...heard),
    id: deduplicationId ?? ownId,
    event: json,
  };
}

const statusSchema = z.object({
  deviceInfo: z.object({ devEui: z.string() }),
  externalPowerSource: z.boolean().optional().catch(undefined),
  batteryLevelUnavailable: z.boolean().optional().catch(undefined),
  batteryLevel: z.number().optional().catch(undefined),
});

/** Which sensor, and its battery in percent where it says one; null for what is no `status` event. */
export function readStatus(
  json: unknown,
): { readonly devEui: string; readonly batteryPercent: number | null } | null {
  const parsed = statusSchema.safeParse(json);
  if (!parsed.success) return null;
  const { deviceInfo, batteryLevel, batteryLevelUnavailable, externalPowerSource } = parsed.data;
  const isKnown = batteryLevelUnavailable !== true && externalPowerSource !== true;
  const batteryPercent = isKnown ? percent(batteryLevel) : null;
  return { devEui: deviceInfo.devEui.toLowerCase(), batteryPercent };
}

/** A number, also as text; null for anything else, an empty text above all, which is not 0. */
export function numberIn(value: unknown): number | null {
  if (typeof value === 'string') return value.trim() === '' ? null : Number(value);
  return typeof value === 'number' ? value : null;
}

export function percent(value: unknown): number | null {
  const number = numberIn(value);
  return number !== null && number >= 0 && number <= 100 ? number : null;
}
