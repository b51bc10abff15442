import { z } from 'zod';
import { deviceHead, idSchema } from './common.ts';

const DAY_MS = 86_400_000;

/** How the words of slot sensors are weighed, whatever they are sent over. */
const weighing = {
  /** A sensor that changes its mind again within this time is waited for; 2,500 when missing. */
  settleMs: z.number().int().min(0).max(600_000).optional(),
  /** A sensor that says nothing for so long is unknown. Absent: it speaks only when something changes. */
  silentAfterMs: z
    .number()
    .int()
    .min(50)
    .max(31 * DAY_MS)
    .optional(),
  /** So long after their controller was lost its slots are unknown; 30,000 when missing. */
  lostAfterMs: z.number().int().min(50).max(DAY_MS).optional(),
} as const;

/** One controller that speaks for many slot sensors; no `slotIds` means every slot of the lot. */
export const slotSensorsSchema = z.strictObject({
  ...deviceHead,
  driver: z.literal('slot-sensors-mqtt'),
  slotIds: z.array(idSchema).optional(),
  ...weighing,
});

/** A place in a JSON document, such as `object.parking.status` or `object.values[0]`. */
export const jsonPathSchema = z
  .string()
  .max(200)
  .regex(/^[\w-]+(?:\[\d{1,4}\])*(?:\.[\w-]+(?:\[\d{1,4}\])*)*$/, 'a path such as object.state[0]');

const wordSchema = z.union([z.string().max(60), z.number(), z.boolean()]);

/** What a sensor's payload means: a codec of its type, or the places in what ChirpStack decoded. */
const sensorCodecSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bosch-tps110') }),
  z.strictObject({
    kind: z.literal('json-path'),
    /** From the top of the uplink event; what a decoder in ChirpStack made stands below `object`. */
    occupied: jsonPathSchema,
    /** Values that mean occupied; all others of `vacantWhen` mean vacant, and the rest nothing. */
    occupiedWhen: z.array(wordSchema).min(1).max(20).default([true, 1, '1', 'true', 'occupied']),
    vacantWhen: z
      .array(wordSchema)
      .min(1)
      .max(20)
      .default([false, 0, '0', 'false', 'vacant', 'free']),
    /** Percent. */
    battery: jsonPathSchema.optional(),
    /** Degrees Celsius. */
    temperature: jsonPathSchema.optional(),
  }),
]);
export type SensorCodec = z.infer<typeof sensorCodecSchema>;

/** Slot sensors over LoRaWAN, as ChirpStack v4 publishes their uplinks over MQTT in JSON. */
export const chirpstackSensorsSchema = z.strictObject({
  ...deviceHead,
  driver: z.literal('slot-sensors-chirpstack'),
  /** The application's UUID in ChirpStack. */
  applicationId: z.string().regex(/^[\w-]{1,64}$/, 'the id of an application in ChirpStack'),
  codec: sensorCodecSchema,
  sensors: z
    .array(
      z.strictObject({
        /** 16 hexadecimal digits, as printed on the sensor. */
        devEui: z.string().regex(/^[0-9a-fA-F]{16}$/, '16 hexadecimal digits'),
        slotId: idSchema,
      }),
    )
    .min(1)
    .max(20_000),
  ...weighing,
  /** The TPS110 sends a heartbeat once a day; one that misses it by an hour is silent. */
  silentAfterMs: weighing.silentAfterMs.default(25 * 3_600_000),
  /** With no word of any sensor for so long the network itself counts as lost. Absent: never. */
  quietAfterMs: z.number().int().min(50).max(DAY_MS).optional(),
});

/** Slot sensors of any maker, each with a topic of its own in the broker. */
export const topicSensorsSchema = z.strictObject({
  ...deviceHead,
  driver: z.literal('slot-sensors-topics'),
  /** Where a message says whether the slot is taken. Absent: the message itself says it. */
  occupied: jsonPathSchema.optional(),
  /** Values that mean occupied; all others of `vacantWhen` mean vacant, and the rest nothing. */
  occupiedWhen: z.array(wordSchema).min(1).max(20).default([true, 1, 'true', 'on', 'occupied']),
  vacantWhen: z
    .array(wordSchema)
    .min(1)
    .max(20)
    .default([false, 0, 'false', 'off', 'vacant', 'free']),
  /** Percent. */
  battery: jsonPathSchema.optional(),
  /** Degrees Celsius. */
  temperature: jsonPathSchema.optional(),
  sensors: z
    .array(
      z.strictObject({
        topic: z
          .string()
          .min(1)
          .max(200)
          .regex(/^[^+#\0]+$/, 'a topic without wildcards'),
        slotId: idSchema,
      }),
    )
    .min(1)
    .max(20_000),
  ...weighing,
});
