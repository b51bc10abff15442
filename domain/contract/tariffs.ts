import { z } from 'zod';
import { tariffSchema } from '../tariff/tariff-file.ts';
import { CLASS_PATTERN, nameSchema } from '../tariff/tariff-parts.ts';
import { lotTariffsContract } from './lot-tariffs.ts';
import { base, instantSchema, minorSchema } from './shared.ts';
import { quoteSchema } from './traffic.ts';

/** Resolved like Temporal's 'compatible'. */
const localTimeSchema = z
  .string()
  .max(40)
  .describe(
    'Local date and time in the tariff’s zone, such as 2026-03-29T02:30. A time that spring skips is taken as much later as the clock jumps; one that comes twice in autumn is the first.',
  );

const minutes = z.number().int().min(0).max(10_000_000);

/** All that a quote may depend on beside the tariff and the stay. */
const previewContextSchema = z.strictObject({
  /** Dates as `YYYY-MM-DD`. */
  holidays: z.array(z.iso.date()).max(1_000).optional(),
  lostTicket: z.boolean().optional(),
  /** The id of one of the tariff's products. */
  product: z.string().max(63).nullable().optional(),
  /** Earlier visits of the same vehicle, in local times. */
  priorVisits: z
    .array(
      z.strictObject({
        entry: localTimeSchema,
        exit: localTimeSchema,
        paidMinor: minorSchema.min(0).default(0),
      }),
    )
    .max(200)
    .optional(),
  evChargingMinutes: minutes.optional(),
  chargingWh: z.number().int().min(0).max(100_000_000).optional(),
  oversized: z.boolean().optional(),
  /** Measured occupancy: the tariff's dynamic rule makes one change before the quote. */
  occupancyPct: z.number().min(0).max(100).optional(),
  /** The rate per hour before that change; without it, the rule's start. */
  previousRateMinorPerHour: minorSchema.min(0).optional(),
  /** The percentage before that change, 100 without it. */
  previousPercent: z.number().int().min(1).max(1_000).optional(),
  discounts: z
    .array(
      z.strictObject({
        kind: z.enum(['minutes', 'percent', 'amount']),
        value: z.number().int().min(0).max(1_000_000_000),
        label: nameSchema,
        shopId: z.string().max(63).nullable().optional(),
      }),
    )
    .max(50)
    .optional(),
});
export type PreviewContext = z.infer<typeof previewContextSchema>;

export const tariffsContract = {
  ...lotTariffsContract,
  /** What a stay would cost: for what-if in the editor, and for other systems. */
  preview: base
    .route({ method: 'POST', path: '/tariffs/preview', tags: ['tariffs'] })
    .input(
      z.object({
        tariff: z
          .union([z.string().min(1).max(63), z.looseObject({})])
          .describe('The id of a sample (see /tariffs/samples), or a whole tariff.'),
        entry: localTimeSchema,
        exit: localTimeSchema,
        vehicleClass: z
          .string()
          .regex(CLASS_PATTERN, 'a vehicle class of lower-case letters and hyphens')
          .default('car')
          .describe('A class that no rate names is charged as a car.'),
        context: previewContextSchema.nullish(),
      }),
    )
    .output(
      quoteSchema.extend({
        entryAt: instantSchema,
        exitAt: instantSchema,
        /** `validUntilAt` by the tariff's clock, ISO 8601 with the offset. */
        validUntil: z.string(),
        /** What the dynamic rule made of the occupancy; null where the tariff has none. */
        price: z
          .object({ percent: z.number().int(), rateMinorPerHour: minorSchema.nullable() })
          .nullable(),
      }),
    ),
  /** The published and sample tariffs that ship with the program, explained in words. */
  samples: base.route({ method: 'GET', path: '/tariffs/samples', tags: ['tariffs'] }).output(
    z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        currency: z.string(),
        timeZone: z.string(),
        description: z.array(z.string()),
        tariff: tariffSchema,
      }),
    ),
  ),
};
