import { z } from 'zod';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export const DATE_ORDERS = ['ymd', 'dmy', 'mdy'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

const COLUMNS_MAX = 200;
const NAMES_MAX = 500;
const column = z
  .number()
  .int()
  .min(0)
  .max(COLUMNS_MAX - 1);

/** Which column of a file says what. Columns count from 0. */
export const mappingSchema = z.strictObject({
  delimiter: z.enum(DELIMITERS),
  hasHeader: z.boolean(),
  time: column,
  /** Vehicles inside. */
  occupancy: column,
  /** Slots at that time; those of today where there is no such column. */
  capacity: column.nullable(),
  /** Names the part of the lot, or the car park; one series where there is no such column. */
  series: column.nullable(),
  /** How dates with slashes or dots are written; ISO dates are known by themselves. */
  dateOrder: z.enum(DATE_ORDERS),
  /** Where there is no column for it: the series that all rows belong to. */
  into: z.string().max(80),
  /** A name in the series column → a series of the lot; rows of other names are left out. */
  names: z
    .record(z.string().max(200), z.string().max(80))
    .refine((names) => Object.keys(names).length <= NAMES_MAX, `at most ${NAMES_MAX} names`),
});
export type Mapping = z.infer<typeof mappingSchema>;

/** A row of a file with the line that it stands on, counted from 1. */
export interface FileRow {
  readonly line: number;
  readonly cells: readonly string[];
}
