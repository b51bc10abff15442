import { z } from 'zod';
import { deviceHead, idSchema } from './common.ts';

/** As Frigate names what it sees. Source: docs.frigate.video, Objects. */
export const FRIGATE_VEHICLES = ['car', 'motorcycle', 'bus', 'truck'] as const;

const topicPart = z.string().regex(/^[^+#/\s]{1,100}$/, 'a part of a topic without +, # and /');

/**
 * A camera that counts the vehicles of a zone, where no slot has a sensor of its own. `crossings`: it
 * sees each vehicle go in or out at the zone's boundary. `occupied`: it sees the zone, or a part of it, and
 * says how many stand there. All counters of one zone count in the same way.
 */
export const zoneCounterSchema = z.strictObject({
  ...deviceHead,
  driver: z.literal('zone-counter-mqtt'),
  zoneId: idSchema,
  counts: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('crossings'),
      /** What goes in comes from that zone, and what goes out is in it; absent: from outside of every zone. */
      otherZoneId: idSchema.optional(),
    }),
    z.strictObject({
      kind: z.literal('occupied'),
      /** Absent: the native topic. Else Frigate's counts of these objects in one of its zones or cameras. */
      frigate: z
        .strictObject({
          prefix: topicPart.default('frigate'),
          zone: topicPart,
          objects: z
            .array(z.enum(FRIGATE_VEHICLES))
            .min(1)
            .default([...FRIGATE_VEHICLES]),
        })
        .optional(),
      /** A count is believed when it has stood for so long: a passing vehicle hides a parked one. */
      settleMs: z.number().int().min(0).max(600_000).default(5_000),
    }),
  ]),
});
