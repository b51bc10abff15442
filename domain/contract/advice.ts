import { z } from 'zod';
import { ADVICE_CODES } from '../advice/values.ts';
import type { ReportSection } from '../reports/document.ts';
import { drillSchema } from './reports.ts';
import { base, inLot, instantSchema } from './shared.ts';

const tags = ['reports'];
const WEEKS_MAX = 26;

const adviceSchema = z.object({
  /** The same for the same trouble of the same thing, so that a list can be followed. */
  id: z.string(),
  code: z.enum(ADVICE_CODES),
  /** What it is about, such as `level:l2`. */
  subject: z.string(),
  /** What the sentence says, as values: shares 0 to 1, money in minor units, clock times by the lot's zone. */
  values: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.array(z.string()).readonly(), z.null()]),
  ),
  sentence: z.string(),
  /** What may be done about it. */
  remedy: z.string(),
  /** Drivers whom it touched, and money at stake: the list is in the order of both together. */
  drivers: z.number().int(),
  amountMinor: z.number().int(),
  /** The time that the figures are of; some look further back than others. */
  fromAt: instantSchema,
  toAt: instantSchema,
  figures: z.custom<ReportSection>(),
  drill: drillSchema.nullable(),
});
export type AdviceRow = z.infer<typeof adviceSchema>;

const lackSchema = z.object({
  rule: z.enum(ADVICE_CODES),
  of: z.string(),
  needs: z.number(),
  has: z.number(),
  sentence: z.string(),
});

export const adviceContract = {
  /** What stands out in the last weeks, the weightiest first; nothing is the good case. */
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/advice', tags })
    .input(inLot.extend({ weeks: z.coerce.number().int().min(2).max(WEEKS_MAX).default(4) }))
    .output(
      z.object({
        weeks: z.number().int(),
        fromAt: instantSchema,
        toAt: instantSchema,
        madeAt: instantSchema,
        advice: z.array(adviceSchema),
        /** What could not be looked at for want of figures, and how many are needed. */
        lacks: z.array(lackSchema),
      }),
    ),
};
