import { z } from 'zod';
import { BARRIER_INPUTS, type BarrierWiring } from './barrier-profiles.ts';
import { deviceHead, idSchema } from './common.ts';

/** Relays over MQTT whose topics are known; each is one file below `drivers/barrier-mqtt/makes`. */
export const RELAY_MAKES = ['shelly-gen1', 'shelly-gen2', 'tasmota'] as const;
export type RelayMakeName = (typeof RELAY_MAKES)[number];

const channel = z.number().int().min(0).max(31);
const input = channel.nullable().default(null);

/** A barrier behind a plain relay that speaks MQTT, with inputs as loops and limit switches where wired. */
export const mqttBarrierSchema = z.strictObject({
  ...deviceHead,
  driver: z.literal('barrier-mqtt'),
  laneId: idSchema,
  make: z.enum(RELAY_MAKES),
  /** The relay's own name in its topics: `shelly1-A4C1`, `shellyplus1-441793`, `tasmota_gate`. */
  topic: z
    .string()
    .max(120)
    .regex(/^[^\s#+/$][^\s#+]*$/, 'a topic without wildcards'),
  /** Channels, counted from 0. `hold` null: `vend` stays on; `close` null: it closes by itself. */
  relays: z
    .strictObject({
      vend: channel.default(0),
      hold: channel.nullable().default(null),
      close: channel.nullable().default(null),
    })
    .prefault({}),
  /** Inputs of the relay, counted from 0; null where nothing is wired. */
  inputs: z
    .strictObject({
      armingLoop: input,
      safetyLoop: input,
      openLimit: input,
      closedLimit: input,
      fault: input,
    })
    .prefault({}),
  /** Inputs that are on while nothing is the matter. */
  inverted: z.array(z.enum(BARRIER_INPUTS)).max(BARRIER_INPUTS.length).default([]),
  pulseMs: z.number().int().min(100).max(10_000).default(500),
  replyTimeoutMs: z.number().int().min(50).max(10_000).default(1_000),
});

/** Which relay does what, in the words of all barriers. A relay that ends impulses itself is told the time. */
export function relayWiring(
  device: z.infer<typeof mqttBarrierSchema>,
  endsPulses: boolean,
): BarrierWiring {
  const { relays: coils, inputs, inverted, pulseMs } = device;
  return {
    ...{ coils, inputs, inverted, pulseMs },
    readAs: 'discrete-inputs',
    boardPulse: endsPulses ? { offset: PULSE_OFFSET, unitMs: 1 } : null,
  };
}

/** Channels from here on mean an impulse of the channel less this. */
export const PULSE_OFFSET = 1_000;
