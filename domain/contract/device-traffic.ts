import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { idSchema } from '../facility/lot-file.ts';
import { base, inLot, instantSchema } from './shared.ts';

/** One message as it passed between a device and its driver, or a driver's word that belongs to none. */
export const trafficRowSchema = z.object({
  /** Grows with each; of one station's run. */
  seq: z.number().int(),
  at: instantSchema,
  deviceId: z.string(),
  /** From the device, or to it. */
  direction: z.enum(['in', 'out']),
  /** Topic, line or content type; empty for a word without a message. */
  place: z.string(),
  /** Length of the whole message. */
  bytes: z.number().int(),
  /**
   * Its beginning as text, what cannot be printed as `·`; null where there is no message. Secrets are
   * masked for everybody, plates for who may not see them.
   */
  text: z.string().nullable(),
  /** Its beginning in hexadecimal, where it is no text. */
  hex: z.string().nullable(),
  /** There was more of it. */
  isCut: z.boolean(),
  /** It may hold a plate, and the caller may see none. */
  isWithheld: z.boolean(),
  /** What the driver made of it, or was told to do: a kind, and what there is to say in `name value` pairs. */
  words: z.array(z.object({ kind: z.string(), text: z.string() })),
});
export type TrafficRow = z.infer<typeof trafficRowSchema>;

export const trafficBatchSchema = z.object({
  rows: z.array(trafficRowSchema),
  /** How many more there were than this reader could take. */
  missed: z.number().int(),
});
export type TrafficBatch = z.infer<typeof trafficBatchSchema>;

export const deviceTrafficContract = {
  /**
   * What passes between the lot and its devices, or some of them: what is remembered, then what comes, until
   * the caller leaves. Over WebSocket and MessagePort. Nothing is kept while nobody watches.
   */
  watchTraffic: base
    .input(
      inLot.extend({
        deviceIds: z.array(idSchema).max(1_000).optional(),
        /** Also what passed just so a moment ago and means nothing new: polls and their answers. */
        repeats: z.boolean().default(false),
      }),
    )
    .output(eventIterator(trafficBatchSchema)),
};
