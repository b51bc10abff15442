import { z } from 'zod';
import { base, inLot, instantSchema } from './shared.ts';

const tags = ['forecast'];

const pointSchema = z.object({
  at: instantSchema,
  /** Vehicles inside, to a tenth; so are the bounds that eight of ten come within. */
  expected: z.number(),
  low: z.number(),
  high: z.number(),
});
export type ForecastPointRow = z.infer<typeof pointSchema>;

const seriesSchema = z.object({
  /** `lot`, `level:l1`, `zone:a`, `kind:ev`. */
  series: z.string(),
  of: z.enum(['lot', 'level', 'zone', 'kind']),
  id: z.string().nullable(),
  name: z.string(),
  capacity: z.number().int(),
  /** The last day as it was, by half hours. */
  past: z.array(z.object({ at: instantSchema, inside: z.number() })),
  /** Every full hour to come; hours in which the lot was never seen are left out. */
  points: z.array(pointSchema),
  /** Mean absolute error of its own past forecasts, three hours ahead, as a share of capacity. */
  typicalErrorShare: z.number().nullable(),
  basis: z.object({
    /** Days with figures. */
    days: z.number().int(),
    fromAt: instantSchema.nullable(),
    lastAt: instantSchema.nullable(),
    isRough: z.boolean(),
    /** What is missing, a sentence each. */
    notes: z.array(z.string()),
  }),
});
export type ForecastSeries = z.infer<typeof seriesSchema>;

export const forecastSchema = z.object({
  madeAt: instantSchema,
  hours: z.number().int(),
  timeZone: z.string(),
  /** The lot first, then levels, zones and kinds. */
  series: z.array(seriesSchema),
});
export type Forecast = z.infer<typeof forecastSchema>;

export const forecastContract = {
  /** How many vehicles are expected in the next day or week. Made anew every half hour. */
  get: base
    .route({ method: 'GET', path: '/lots/{lotId}/forecast', tags })
    .input(
      inLot.extend({
        /** 24, or 168 for a week. */
        hours: z.coerce
          .number()
          .refine((hours) => hours === 24 || hours === 168, '24 or 168')
          .default(24),
        /** One series alone, such as `lot` or `zone:a`. */
        series: z.string().max(80).optional(),
      }),
    )
    .output(forecastSchema),
};
