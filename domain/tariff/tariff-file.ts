import { z } from 'zod';
import { VEHICLE_CLASSES } from '../facility/kinds.ts';

const rateSchema = z.strictObject({
  /** Stays up to this long cost nothing; longer stays are charged from the first minute. */
  freeMinutes: z.number().int().min(0).max(1_440).default(0),
  /** Length of one charged period. */
  periodMinutes: z.number().int().min(1).max(1_440),
  /** For each period that has started. */
  periodFeeMinor: z.number().int().min(0).max(10_000_000),
  /** At most this for one calendar day in the lot's time zone. */
  dayCapMinor: z.number().int().min(0).max(100_000_000).optional(),
});
export type Rate = z.infer<typeof rateSchema>;

/** A rate table by vehicle class; `car` serves every class that has no row of its own. */
export const tariffSchema = z.strictObject({
  id: z.string().min(1).max(60),
  name: z.string().min(1).max(80),
  rates: z
    .partialRecord(z.enum(VEHICLE_CLASSES), rateSchema)
    .refine(
      (rates) => rates.car !== undefined,
      'a rate for "car", which other classes fall back to',
    ),
});
export type Tariff = z.infer<typeof tariffSchema>;
