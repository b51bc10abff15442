import { z } from 'zod';
import { clockSchema, daysSchema, feeSchema, nameSchema, startSchema } from './tariff-parts.ts';

const pct = z.number().int().min(0).max(100);
const pricePercent = z.number().int().min(1).max(1_000);

/**
 * A rate per hour that goes one step up or down by measured occupancy, at most once in so many days.
 * Source: San Francisco Transportation Code section 402.
 */
const stepSchema = z.strictObject({
  kind: z.literal('step'),
  /** Before any change. */
  startMinorPerHour: feeSchema,
  stepMinor: feeSchema,
  floorMinor: feeSchema,
  ceilingMinor: feeSchema,
  /** At this occupancy or above, a step up. */
  upAtPct: pct,
  /** Below this occupancy, a step down. */
  downBelowPct: pct,
  everyDays: z.number().int().min(0).max(366),
});
export type StepRule = z.infer<typeof stepSchema>;

/** All fees times a percentage that follows occupancy and the time of day. */
const bandsSchema = z.strictObject({
  kind: z.literal('bands'),
  bands: z
    .array(z.strictObject({ fromPct: pct, percent: pricePercent }))
    .min(1)
    .max(20),
  /** Occupancy must fall this far below a band's start before the band is left downwards. */
  hysteresisPct: z.number().int().min(0).max(50),
  minutesBetweenChanges: z.number().int().min(0).max(10_080),
  /** On top of the band's percentage while the window lasts. */
  peaks: z
    .array(
      z.strictObject({
        name: nameSchema,
        days: daysSchema.optional(),
        from: startSchema,
        to: clockSchema,
        percent: pricePercent,
      }),
    )
    .max(20)
    .optional(),
  floorPercent: pricePercent,
  ceilingPercent: pricePercent,
});
export type BandsRule = z.infer<typeof bandsSchema>;

export const dynamicSchema = z.discriminatedUnion('kind', [stepSchema, bandsSchema]);
export type DynamicRule = z.infer<typeof dynamicSchema>;

/** What a session locks at its entry and keeps whatever happens later. */
export interface LockedPrice {
  /** Percent of every fee; 100 where the tariff has no bands. */
  readonly percent: number;
  /** What `hourly-rate` stands for; null where the tariff has no such rate. */
  readonly rateMinorPerHour: number | null;
}
