import { z } from 'zod';
import { idSchema } from '../facility/lot-file.ts';
import type { ShopId } from '../kernel/ids.ts';
import { freeText } from '../payment/free-text.ts';
import type { Discount } from '../tariff/quote.ts';

const OFFER_VALUE_MAX = { minutes: 7 * 24 * 60, percent: 100, amount: 100_000_000 } as const;

/** One way in which a shop pays for its customers' parking. */
const offerSchema = z
  .strictObject({
    id: idSchema,
    kind: z.enum(['minutes', 'percent', 'amount']),
    /** Minutes, whole percent, or minor units. */
    value: z.number().int().min(1),
    /** Stands on the quote and on the receipt. */
    label: freeText(60, 1, 'what the quote shall say'),
    active: z.boolean().default(true),
  })
  .superRefine(({ kind, value }, context) => {
    const max = OFFER_VALUE_MAX[kind];
    if (value > max)
      context.addIssue({ code: 'custom', path: ['value'], message: `${max} at most` });
  });
export type ShopOffer = z.infer<typeof offerSchema>;

/** What a shop may give in a day or a month of the lot's calendar; null is no limit. */
const limitSchema = z.strictObject({
  countMax: z.number().int().min(1).max(1_000_000).nullable().default(null),
  valueMaxMinor: z.number().int().min(1).nullable().default(null),
});
export type ShopLimit = z.infer<typeof limitSchema>;

/** What is agreed with a shop that validates its customers' tickets. */
export const shopTermsSchema = z.strictObject({
  /** A business, never a person. */
  name: freeText(80, 1, 'a name'),
  active: z.boolean().default(true),
  offers: z
    .array(offerSchema)
    .min(1, 'a shop has at least one offer')
    .max(40)
    .refine((offers) => new Set(offers.map(({ id }) => id)).size === offers.length, {
      message: 'two offers have the same id',
    }),
  perDay: limitSchema.prefault({}),
  perMonth: limitSchema.prefault({}),
  /** How and when the shop settles what it gave, for whoever writes the invoice. */
  settlementNote: freeText(400).default(''),
});
export type ShopTerms = z.infer<typeof shopTermsSchema>;

/** A shop as it stands. */
export interface Shop {
  readonly id: ShopId;
  terms: ShopTerms;
  readonly tally: ShopTally;
}

/** What a shop gave in the running day and month. `day` and `month` say which those are. */
export interface ShopTally {
  day: string;
  month: string;
  dayCount: number;
  monthCount: number;
  /** Of stays whose fee is known. */
  dayValueMinor: number;
  monthValueMinor: number;
  /** What those whose fee is not known yet were worth when they were given. */
  pendingMinor: number;
}

/** What an offer does to a fee. */
export function discountOf(shopId: ShopId, { kind, value, label }: ShopOffer): Discount {
  return { kind, value, label, shopId };
}
