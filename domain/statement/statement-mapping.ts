import { z } from 'zod';
import { DATE_ORDERS, DELIMITERS } from '../history/mapping.ts';

const COLUMNS_MAX = 200;
const KINDS_MAX = 100;
const column = z
  .number()
  .int()
  .min(0)
  .max(COLUMNS_MAX - 1);

/** What a row is by its kind: money that came, money given back, or nothing that concerns payments. */
export const ROW_KINDS = ['payment', 'refund', 'leave-out'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** Which column of a statement says what. Columns count from 0. */
export const statementMappingSchema = z.strictObject({
  delimiter: z.enum(DELIMITERS),
  hasHeader: z.boolean(),
  /** What the provider, or the station, calls the payment; of a refund: the payment that it gives back. */
  reference: column,
  time: column,
  /** How dates with slashes or dots are written; ISO dates are known by themselves. */
  dateOrder: z.enum(DATE_ORDERS),
  /** Before the fee; given back is less than zero, or said by the kind. */
  amount: column,
  /** Whole minor units, such as paise, in place of a decimal of the currency. */
  inMinorUnits: z.boolean(),
  /** What the provider keeps. */
  fee: column.nullable(),
  /** A fee is written as what is taken away: less than zero. */
  feesAreNegative: z.boolean(),
  /** Tells payments from refunds; without such a column the sign does. */
  kind: column.nullable(),
  /** What stands in that column → what it means; rows of other words are left out and named. */
  kinds: z
    .record(z.string().max(80), z.enum(ROW_KINDS))
    .refine((kinds) => Object.keys(kinds).length <= KINDS_MAX, `at most ${KINDS_MAX} kinds`),
});
export type StatementMapping = z.infer<typeof statementMappingSchema>;
