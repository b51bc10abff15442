import { z } from 'zod';
import { withoutCardNumber } from '../payment/free-text.ts';

/** Ids within a tariff; a product's id is what callers send. */
export const idSchema = withoutCardNumber(
  z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'an id of letters, digits, dots and hyphens'),
);

export const nameSchema = withoutCardNumber(z.string().min(1).max(120));

/** Free words, as published tariffs know more classes than a lot does ("bicycle"). */
export const CLASS_PATTERN = /^[a-z][a-z0-9-]{0,30}$/;

/** Minor units of the tariff's currency. */
export const feeSchema = z.number().int().min(0).max(1_000_000_000);

/** Up to 60 weeks. */
export const minutesSchema = z.number().int().min(1).max(604_800);

/** Wall-clock time `HH:MM`; `24:00` is the end of the day. */
export const clockSchema = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a clock time such as 07:30, from 00:00 to 24:00');

/** Wall-clock time at which something begins. */
export const startSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a clock time such as 07:30, from 00:00 to 23:59');

/**
 * From the first time, up to and without the second. It crosses midnight where the second is not
 * later than the first; two equal times are 24 hours.
 */
export const clockWindowSchema = z.strictObject({ from: startSchema, to: clockSchema });

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const DAY_KINDS = [...WEEKDAYS, 'holiday'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/**
 * Days of the week, and `holiday`. Where any of the rates (or of a rate's windows) that stand beside
 * each other names `holiday`, a holiday is that and no weekday for all of them; where none does, it is
 * an ordinary weekday.
 */
export const daysSchema = z.array(z.enum(DAY_KINDS)).min(1).max(8);
