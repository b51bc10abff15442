import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { tariffSchema } from '../tariff/tariff-file.ts';
import { base, doneSchema, freeText, inLot, instantSchema, minorSchema, write } from './shared.ts';

/** A year's pages of changes and a year's stays; longer times are asked for in parts. */
export const WHAT_IF_DAYS_MAX = 366;

export const TARIFF_STATES = ['in-force', 'scheduled', 'past', 'withdrawn'] as const;
export type TariffState = (typeof TARIFF_STATES)[number];

const priceSchema = z.object({
  /** Percent of every fee; 100 without bands. */
  percent: z.number().int(),
  /** What the rate per hour is now; null where the tariff has none. */
  rateMinorPerHour: minorSchema.nullable(),
});

const versionRow = {
  version: z.number().int(),
  state: z.enum(TARIFF_STATES),
  id: z.string(),
  name: z.string(),
  /** Null: from the lot's first instant. */
  effectiveAt: instantSchema.nullable(),
  /** Until the next one took its place; null while nothing does. */
  endsAt: instantSchema.nullable(),
  /** Null where it came with the lot file. */
  publishedBy: z.string().nullable(),
  publishedAt: instantSchema.nullable(),
  note: z.string(),
  withdrawn: z.object({ by: z.string(), at: instantSchema, reason: z.string() }).nullable(),
  /** Vehicles inside that are charged by it. */
  inside: z.number().int(),
  /** In words, a sentence each. */
  description: z.array(z.string()),
};
const versionSchema = z.object(versionRow);
export type TariffVersionRow = z.infer<typeof versionSchema>;

const tariffInput = z
  .union([z.string().min(1).max(63), z.looseObject({})])
  .describe('The id of a sample (see /tariffs/samples), or a whole tariff.');

const versionInput = inLot.extend({ version: z.coerce.number().int().min(1).max(1_000_000) });

const problemSchema = z.object({ path: z.string(), message: z.string() });
export type TariffProblemRow = z.infer<typeof problemSchema>;

const figuresSchema = z.object({
  occupancyPct: z.number().int(),
  cause: z.enum(['up', 'down', 'band', 'peak']),
  /** The threshold that the occupancy passed. */
  thresholdPct: z.number().int(),
  band: z.number().int().nullable(),
  bandPercent: z.number().int().nullable(),
  peak: z.string().nullable(),
  peakPercent: z.number().int().nullable(),
  held: z.enum(['floor', 'ceiling']).nullable(),
});

const priceChangeSchema = z.object({
  /** Its place in the journal. */
  seq: z.number().int(),
  at: instantSchema,
  tariffVersion: z.number().int(),
  from: priceSchema.nullable(),
  /** Null where the tariff in force has one price. */
  to: priceSchema.nullable(),
  occupancyPct: z.number().int(),
  inside: z.number().int(),
  capacity: z.number().int(),
  figures: figuresSchema.nullable(),
  why: z.string(),
});
export type PriceChangeRow = z.infer<typeof priceChangeSchema>;

const pricesInput = inLot.extend({
  /** Changes of `[from, to)`; all when missing. Epoch milliseconds. */
  from: z.coerce.number().int().optional(),
  to: z.coerce.number().int().optional(),
});
const pricesLimit = z.coerce.number().int().min(1).max(5_000).default(500);

const pricesSchema = z.object({
  currency: z.string(),
  now: z.object({
    tariffVersion: z.number().int(),
    /** What the next vehicle locks; null where the tariff in force has one price. */
    price: priceSchema.nullable(),
    since: instantSchema.nullable(),
    inside: z.number().int(),
    /** Slots in use. */
    capacity: z.number().int(),
    occupancyPct: z.number().int(),
    /** Since the last change: what a stepped rate follows. */
    averagePct: z.number().int(),
  }),
  /** Newest first. */
  changes: z.array(priceChangeSchema),
});
export type Prices = z.infer<typeof pricesSchema>;

const whatIfInput = inLot.extend({
  tariff: tariffInput,
  /** First day, as `YYYY-MM-DD` in the lot's zone. */
  from: z.iso.date(),
  /** Last day, which is part of it. */
  to: z.iso.date(),
});

const sums = { stays: z.number().int(), thenMinor: minorSchema, ruleMinor: minorSchema };
export const whatIfSchema = z.object({
  fromAt: instantSchema,
  toAt: instantSchema,
  currency: z.string(),
  /** What the figures take for granted. */
  assumptions: z.array(z.string()),
  ...sums,
  payMore: z.number().int(),
  payLess: z.number().int(),
  paySame: z.number().int(),
  days: z.array(z.object({ day: z.string(), ...sums })),
  classes: z.array(z.object({ vehicleClass: z.string(), ...sums })),
  biggest: z.array(
    z.object({
      sessionId: z.string(),
      ticketNumber: z.string(),
      vehicleClass: z.string(),
      entryAt: instantSchema,
      exitAt: instantSchema,
      thenMinor: minorSchema,
      ruleMinor: minorSchema,
    }),
  ),
  /** Not charged: still inside, by booking or membership, ended by hand. */
  leftOut: z.object({
    inside: z.number().int(),
    contract: z.number().int(),
    byHand: z.number().int(),
  }),
  /** The dynamic price under the rule. */
  prices: z.array(z.object({ at: instantSchema, price: priceSchema })),
  priceChanges: z.number().int(),
});
export type WhatIfAnswer = z.infer<typeof whatIfSchema>;
/** Progress from 0 to 1, and at last the answer. */
export type WhatIfMessage =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'answer'; readonly answer: WhatIfAnswer };

const TAGS = ['tariffs'];
const TARIFF_INVALID = {
  TARIFF_INVALID: { status: 422, data: z.object({ problems: z.array(problemSchema) }) },
};

/** The tariffs of a lot and its dynamic price. */
export const lotTariffsContract = {
  /** All versions, the newest first. */
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/tariffs', tags: TAGS })
    .input(inLot)
    .output(z.array(versionSchema)),
  get: base
    .route({ method: 'GET', path: '/lots/{lotId}/tariffs/{version}', tags: TAGS })
    .input(versionInput)
    .output(z.object({ ...versionRow, tariff: tariffSchema })),
  /** Vehicles inside keep the tariff that they came in under. */
  publish: base
    .route({ method: 'POST', path: '/lots/{lotId}/tariffs', tags: TAGS, successStatus: 201 })
    .errors(TARIFF_INVALID)
    .input(
      write.extend({
        tariff: tariffInput,
        /** At once when missing. Epoch milliseconds. */
        effectiveAt: instantSchema.nullish(),
        /** Why, for those who read the history. */
        note: freeText(200).default(''),
      }),
    )
    .output(z.object({ version: z.number().int(), effectiveAt: instantSchema })),
  /** Takes back one whose time has not come. */
  withdraw: base
    .route({ method: 'POST', path: '/lots/{lotId}/tariffs/{version}/withdraw', tags: TAGS })
    .input(
      write.extend({
        version: z.coerce.number().int().min(1).max(1_000_000),
        reason: freeText(200, 3, 'a reason of at least 3 characters'),
      }),
    )
    .output(doneSchema),
  /** Whether a tariff is sound and fits the lot, and what it says in words. */
  check: base
    .route({ method: 'POST', path: '/lots/{lotId}/tariffs/check', tags: TAGS })
    .input(inLot.extend({ tariff: tariffInput }))
    .output(
      z.object({
        ok: z.boolean(),
        problems: z.array(problemSchema),
        description: z.array(z.string()),
      }),
    ),
  /** The price in force, and its changes with the figures that caused them. */
  prices: base
    .route({ method: 'GET', path: '/lots/{lotId}/prices', tags: TAGS })
    .input(pricesInput.extend({ limit: pricesLimit }))
    .output(pricesSchema),
  /** The same changes as a file (RFC 4180), oldest first. */
  pricesCsv: base
    .route({ method: 'GET', path: '/lots/{lotId}/prices/csv', tags: TAGS })
    .input(pricesInput)
    .output(z.object({ fileName: z.string(), text: z.string() })),
  /** What the stays of some days would have paid under a tariff. */
  whatIf: base
    .route({ method: 'POST', path: '/lots/{lotId}/tariffs/what-if', tags: TAGS })
    .errors(TARIFF_INVALID)
    .input(whatIfInput)
    .output(whatIfSchema),
  /** The same, with its progress; ends when the caller leaves. Over WebSocket and MessagePort. */
  watchWhatIf: base
    .errors(TARIFF_INVALID)
    .input(whatIfInput)
    .output(eventIterator(z.custom<WhatIfMessage>())),
};
