import { z } from 'zod';
import { looksLikeCardNumber } from '../payment/card-number.ts';
import { CARD_NUMBER, withoutCardNumber } from '../payment/free-text.ts';
import { dateSpanSchema } from './date-span.ts';
import { dynamicSchema } from './dynamic-schema.ts';
import {
  CLASS_PATTERN,
  clockSchema,
  clockWindowSchema,
  daysSchema,
  feeSchema,
  idSchema,
  minutesSchema,
  nameSchema,
  startSchema,
} from './tariff-parts.ts';

const classSchema = withoutCardNumber(
  z.string().regex(CLASS_PATTERN, 'a vehicle class of lower-case letters and hyphens'),
);
const classesSchema = z.array(classSchema).min(1).max(20);

/** A fee for each period: per started one, or pro rata by the started minute. */
export const eachSchema = z.strictObject({
  minutes: minutesSchema,
  /** For one whole period; `hourly-rate` takes what the dynamic rate per hour makes for it. */
  feeMinor: z.union([feeSchema, z.literal('hourly-rate')]),
  proRata: z.boolean().optional(),
});
export type Each = z.infer<typeof eachSchema>;

/** The fee of the whole time up to a bound, or a fee for each period since the rung before. */
const rungSchema = z.union([
  z.strictObject({ upToMinutes: minutesSchema.nullable(), totalMinor: feeSchema }),
  z.strictObject({
    upToMinutes: minutesSchema.nullable(),
    each: eachSchema,
    /** The running total does not go above this on the rung. */
    notAboveMinor: feeSchema.optional(),
  }),
]);
export type Rung = z.infer<typeof rungSchema>;

const rungsSchema = z.array(rungSchema).min(1).max(60);
/** `including`: exactly 6 h is still "up to 6 h". `under`: exactly 6 h is not "under 6 h". */
const boundarySchema = z.enum(['including', 'under']);

export const SPANS = ['calendar-day', '24h', 'calendar-week', '7-days'] as const;
/** Calendar spans follow the tariff's clock; `24h` and `7-days` are elapsed time since entry. */
export type Span = (typeof SPANS)[number];

const ladderSchema = z.strictObject({
  kind: z.literal('ladder'),
  boundary: boundarySchema.optional(),
  /** Without it the ladder is climbed once. */
  restart: z.enum(['never', ...SPANS]).optional(),
  rungs: rungsSchema,
});

const windowSchema = z.strictObject({
  name: nameSchema.optional(),
  /** By the day on which the window opens. */
  days: daysSchema.optional(),
  from: startSchema,
  to: clockSchema,
  charge: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('each'), ...eachSchema.shape }),
    /** Once for each time the window comes round. */
    z.strictObject({ kind: z.literal('flat'), feeMinor: feeSchema }),
    /** By the time spent in this window, anew each time it comes round. */
    z.strictObject({ kind: z.literal('ladder'), rungs: rungsSchema }),
  ]),
  /** At most this each time the window comes round. */
  capMinor: feeSchema.optional(),
});
export type ChargeWindow = z.infer<typeof windowSchema>;

const windowsSchema = z.strictObject({
  kind: z.literal('windows'),
  boundary: boundarySchema.optional(),
  /**
   * False: periods are counted on from entry, and one belongs to the window that it starts in.
   * True: each window counts its periods anew.
   */
  countAnew: z.boolean().optional(),
  windows: z.array(windowSchema).min(1).max(60),
});
export type Windows = z.infer<typeof windowsSchema>;

export const chargeSchema = z.discriminatedUnion('kind', [ladderSchema, windowsSchema]);
export type Charge = z.infer<typeof chargeSchema>;

const capSchema = z.strictObject({ per: z.enum([...SPANS, 'stay']), amountMinor: feeSchema });
export type Cap = z.infer<typeof capSchema>;

const freeSchema = z.strictObject({
  minutes: minutesSchema,
  /** `cliff`: a longer stay is charged from its start. `deducted`: it is charged from then on. */
  mode: z.enum(['cliff', 'deducted']),
  /** `day`: all visits of one calendar day share the minutes. */
  pooled: z.enum(['visit', 'day']).optional(),
});
export type Free = z.infer<typeof freeSchema>;

const rateSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  /** Without it the rate serves every class. */
  classes: classesSchema.optional(),
  /** By the day of entry. */
  days: daysSchema.optional(),
  /** By the date of entry: events and seasons. A group of its own (`compare`) puts it before others. */
  dates: z.array(dateSpanSchema).min(1).max(100).optional(),
  entryBetween: clockWindowSchema.optional(),
  /** The exit is no later than the first time after the entry that the clock shows this. */
  leaveBefore: clockSchema.optional(),
  /** The exit lies in the first such window that ends after the entry. */
  exitBetween: clockWindowSchema.optional(),
  /** One occurrence of this window holds the whole stay. */
  within: clockWindowSchema.optional(),
  stay: z
    .strictObject({
      overMinutes: minutesSchema.optional(),
      upToMinutes: minutesSchema.optional(),
    })
    .optional(),
  /**
   * The name of a group of rates that are compared: of the first group with a rate that fits, the
   * cheapest is taken. All rates without a name are one group.
   */
  compare: nameSchema.optional(),
  /** Stands in for the tariff's own free time. */
  free: freeSchema.optional(),
  charge: chargeSchema,
  caps: z.array(capSchema).max(5).optional(),
});
export type Rate = z.infer<typeof rateSchema>;

const surchargeShape = {
  id: idSchema,
  name: nameSchema,
  classes: classesSchema.optional(),
};
const surchargeSchema = z.discriminatedUnion('kind', [
  /** Once for each time the window comes round while the vehicle is parked. */
  z.strictObject({
    kind: z.literal('window'),
    ...surchargeShape,
    days: daysSchema.optional(),
    from: startSchema,
    to: clockSchema,
    feeMinor: feeSchema,
  }),
  /** For the minutes that an EV was charged. */
  z.strictObject({ kind: z.literal('charging-minutes'), ...surchargeShape, each: eachSchema }),
  /** For the energy that an EV was given. */
  z.strictObject({
    kind: z.literal('charging-energy'),
    ...surchargeShape,
    feeMinorPerKwh: feeSchema,
  }),
  /** Once for each charge that gave energy. */
  z.strictObject({ kind: z.literal('charging-start'), ...surchargeShape, feeMinor: feeSchema }),
  /** For an EV that is charged and still takes the charger; each charge has the grace once. */
  z.strictObject({
    kind: z.literal('charging-idle'),
    ...surchargeShape,
    graceMinutes: z.number().int().min(0).max(1_440),
    each: eachSchema,
    /** No stay pays more than this for standing idle. */
    capMinor: feeSchema.optional(),
  }),
  /** For a vehicle that takes more than its slot, once parking itself costs something. */
  z.strictObject({ kind: z.literal('oversized'), ...surchargeShape, feeMinor: feeSchema }),
  z.strictObject({
    kind: z.literal('oversized-percent'),
    ...surchargeShape,
    percent: z.number().int().min(1).max(1_000),
  }),
]);
export type Surcharge = z.infer<typeof surchargeSchema>;

const count = z.number().int().min(1);
const validitySchema = z.discriminatedUnion('kind', [
  /** The occurrence that holds the entry, or the next one. */
  z.strictObject({
    kind: z.literal('window'),
    from: startSchema,
    to: clockSchema,
    days: daysSchema.optional(),
  }),
  /** Elapsed hours from entry. */
  z.strictObject({ kind: z.literal('hours'), hours: count.max(8_784) }),
  /** Calendar spans, the one of the entry first. */
  z.strictObject({ kind: z.literal('calendar-days'), days: count.max(366) }),
  z.strictObject({ kind: z.literal('calendar-weeks'), weeks: count.max(53) }),
  z.strictObject({ kind: z.literal('calendar-months'), months: count.max(24) }),
]);
export type Validity = z.infer<typeof validitySchema>;

/** A ticket that the driver chooses. Several of one id serve different classes. */
const productSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  classes: classesSchema.optional(),
  priceMinor: feeSchema,
  /** What lies outside is charged by the rates. */
  validity: validitySchema,
});
export type Product = z.infer<typeof productSchema>;

const lostTicketSchema = z.strictObject({
  /** `flat`: instead of the fee. `at-least`: the fee, but no less. `added`: on top of the fee. */
  mode: z.enum(['flat', 'at-least', 'added']),
  feeMinor: feeSchema,
  /** Fees of classes that differ. */
  byClass: z.record(classSchema, feeSchema).optional(),
});

const roundingModeSchema = z.enum(['nearest', 'up', 'down']);
export type RoundingMode = z.infer<typeof roundingModeSchema>;

const taxesSchema = z.strictObject({
  mode: z.enum(['included', 'added']),
  /** Such as CGST and SGST; each has its own line. 1,800 basis points are 18 %. */
  parts: z
    .array(z.strictObject({ label: nameSchema, basisPoints: z.number().int().min(0).max(10_000) }))
    .min(1)
    .max(5),
  /** To whole minor units; halves go up when it is missing. */
  rounding: roundingModeSchema.optional(),
});
export type Taxes = z.infer<typeof taxesSchema>;

/** Addresses of pages may hold numbers as long as a card's. */
const WEB_ADDRESSES = /https?:\/\/\S+/g;
const sourceSchema = z
  .string()
  .max(1_000)
  .refine((text) => !looksLikeCardNumber(text.replace(WEB_ADDRESSES, ' ')), CARD_NUMBER);

/** The prices of a car park, whole in itself: everything that a quote needs but the stay. */
export const tariffSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as INR or GBP'),
  /** IANA; all clock times are of this zone. */
  timeZone: z.string().min(1).max(60),
  /** Where the prices were published. */
  source: sourceSchema.optional(),
  notes: z
    .array(withoutCardNumber(z.string().max(500)))
    .max(40)
    .optional(),
  rates: z.array(rateSchema).min(1).max(100),
  /** For all rates that have no free time of their own. */
  free: freeSchema.optional(),
  reEntry: z
    .strictObject({
      /** Who comes back within this time continues the earlier stay. */
      withinMinutes: minutesSchema,
      /** Whether the time outside counts. */
      countGap: z.boolean(),
    })
    .optional(),
  surcharges: z.array(surchargeSchema).max(40).optional(),
  products: z.array(productSchema).max(60).optional(),
  lostTicket: lostTicketSchema.optional(),
  taxes: taxesSchema.optional(),
  /** Of the total; without it to whole minor units, halves up. */
  rounding: z
    .strictObject({ toMinor: z.number().int().min(1).max(100_000), mode: roundingModeSchema })
    .optional(),
  /** The longest stay that the operator allows. Longer ones are charged on and named. */
  maxStayDays: z.number().int().min(1).max(1_000).optional(),
  dynamic: dynamicSchema.optional(),
});
export type Tariff = z.infer<typeof tariffSchema>;
