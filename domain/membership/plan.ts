import { z } from 'zod';
import { VEHICLE_CLASSES } from '../facility/kinds.ts';
import type { PlanId } from '../kernel/ids.ts';
import { freeText } from '../payment/free-text.ts';
import { clockSchema, WEEKDAYS } from '../tariff/tariff-parts.ts';

/** How long one payment of the fee lasts. `open`: no fee and no end, such as a prepaid account. */
export const PLAN_PERIODS = ['month', 'quarter', 'year', 'open'] as const;
export type PlanPeriod = (typeof PLAN_PERIODS)[number];

export const MONTHS_OF_PERIOD: Readonly<Record<Exclude<PlanPeriod, 'open'>, number>> = {
  month: 1,
  quarter: 3,
  year: 12,
};

/**
 * A time of the week in which a member may park, by the lot's clock. It belongs to the days on which
 * it opens and crosses midnight where `to` is not later than `from`.
 */
const rightsWindowSchema = z.strictObject({
  days: z.array(z.enum(WEEKDAYS)).min(1).max(7),
  from: clockSchema,
  to: clockSchema,
});
export type RightsWindow = z.infer<typeof rightsWindowSchema>;

/** What a plan gives. */
const rightsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unlimited') }),
  z.strictObject({
    kind: z.literal('windows'),
    windows: z.array(rightsWindowSchema).min(1).max(20),
  }),
  /** `all`: of all the periods paid so far, so that what was not used is kept. */
  z.strictObject({
    kind: z.literal('entries'),
    count: z.number().int().min(1).max(10_000),
    per: z.enum(['month', 'period', 'all']),
  }),
  /** In each calendar month of the lot. */
  z.strictObject({ kind: z.literal('hours'), hours: z.number().int().min(1).max(744) }),
  /** Every stay is charged by the tariff and taken from the balance. */
  z.strictObject({ kind: z.literal('prepaid'), lowBalanceMinor: z.number().int().min(0) }),
]);
export type PlanRights = z.infer<typeof rightsSchema>;
export const PLAN_KINDS = ['unlimited', 'windows', 'entries', 'hours', 'prepaid'] as const;
export type PlanKind = PlanRights['kind'];

/** All that staff say about a plan. */
export const planTermsSchema = z
  .strictObject({
    name: freeText(60, 1, 'a name'),
    rights: rightsSchema,
    period: z.enum(PLAN_PERIODS),
    /** For one period; the taxes of the tariff in force are in it or come on top, as the tariff says. */
    priceMinor: z.number().int().min(0).max(1_000_000_000),
    vehicleClasses: z
      .array(z.enum(VEHICLE_CLASSES))
      .min(1)
      .max(VEHICLE_CLASSES.length)
      .default([...VEHICLE_CLASSES]),
    platesMax: z.number().int().min(0).max(50).default(2),
    /** How many vehicles of one membership may be inside at once. */
    insideMax: z.number().int().min(1).max(50).default(1),
    /** How long the rights go on after the end of what is paid. */
    graceDays: z.number().int().min(0).max(60).default(3),
    /** Outside of the rights the member parks as anybody and pays; else the entry is refused. */
    transientOutside: z.boolean().default(true),
    /** What a stay costs beyond the rights is paid at the exit, or noted as a debt. */
    beyond: z.enum(['pay', 'debt']).default('pay'),
    /** No debt grows beyond this: the driver pays at the exit instead. */
    debtLimitMinor: z.number().int().min(0).max(1_000_000_000).default(0),
    /** `lot`: as the lot's policy says. */
    antiPassback: z.enum(['lot', 'hard', 'soft']).default('lot'),
    /** How long before its end a membership is on the list of reminders. */
    remindDays: z.number().int().min(0).max(90).default(14),
  })
  .refine((terms) => terms.period !== 'open' || terms.priceMinor === 0, {
    path: ['priceMinor'],
    message: 'a plan without periods has no fee: choose a period or set the price to 0',
  })
  .refine((terms) => terms.beyond !== 'debt' || terms.debtLimitMinor > 0, {
    path: ['debtLimitMinor'],
    message: 'a limit above 0 for what may be owed',
  });
export type PlanTerms = z.infer<typeof planTermsSchema>;

/** A plan as it stands. Its terms may be edited; they hold for all its members from then on. */
export interface Plan {
  readonly id: PlanId;
  readonly terms: PlanTerms;
  /** Nobody can start with it any more; its members keep it. */
  readonly retired: boolean;
}
