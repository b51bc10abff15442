import { z } from 'zod';

const dateSchema = z
  .string()
  .regex(
    /^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
    'a date such as 2026-12-24, or 12-24 for every year',
  );

/**
 * Calendar days from the first up to and with the last. With years it comes once: an event, a fair.
 * Without years it comes round: a season, which may run over New Year.
 */
export const dateSpanSchema = z
  .strictObject({ from: dateSchema, to: dateSchema })
  .superRefine(({ from, to }, context) => {
    if (from.length !== to.length)
      context.addIssue({
        code: 'custom',
        path: ['to'],
        message: 'a year on both dates or on none',
      });
    else if (from.length === 10 && to < from)
      context.addIssue({ code: 'custom', path: ['to'], message: `a date not before ${from}` });
  });
export type DateSpan = z.infer<typeof dateSpanSchema>;

/** Whether a day, as `YYYY-MM-DD`, lies in a span. */
export function holdsDay({ from, to }: DateSpan, day: string): boolean {
  if (from.length === 10) return from <= day && day <= to;
  const date = day.slice(5);
  return from <= to ? from <= date && date <= to : date >= from || date <= to;
}
