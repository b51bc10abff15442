import { z } from 'zod';
import { withoutCardNumber } from '../payment/free-text.ts';
import { savedReportSchema, scheduleSchema } from '../reporting/saved-report.ts';
import { base, doneSchema, inLot, instantSchema, write } from './shared.ts';

const idText = z.string().min(1).max(64);
const tags = ['reports'];
const RECIPIENTS_MAX = 20;

/** A schedule as people give it: addresses in clear, which the station keeps in its vault. */
const scheduleInput = z
  .object({
    ...scheduleSchema.shape,
    mailTo: z
      .array(withoutCardNumber(z.email('an e-mail address such as ann@example.com')))
      .max(RECIPIENTS_MAX)
      .default([]),
  })
  .omit({ mailRefs: true })
  .refine(({ folder, mailTo }) => folder !== null || mailTo.length > 0, {
    message: 'a folder or at least one e-mail address',
    path: ['folder'],
  });

export const savedReportInput = savedReportSchema.extend({
  schedule: scheduleInput.nullable().default(null),
});
export type SavedReportInput = z.infer<typeof savedReportInput>;

const savedReportRow = z.object({
  id: z.string(),
  terms: savedReportInput,
  savedBy: z.string(),
  savedAt: instantSchema,
  /** When it is sent next; null where it is not. */
  nextAt: instantSchema.nullable(),
  /** The latest that was sent or given up; `fileNames` is null where it was given up. */
  last: z
    .object({
      at: instantSchema,
      periodName: z.string(),
      fileNames: z.array(z.string()).nullable(),
      message: z.string(),
    })
    .nullable(),
  failing: z
    .object({
      periodName: z.string(),
      attempts: z.number().int(),
      message: z.string(),
      nextTryAt: instantSchema,
    })
    .nullable(),
});
export type SavedReportRow = z.infer<typeof savedReportRow>;

export const savedReportsContract = {
  /** By name; with what the station can do about sending them. */
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/saved-reports', tags })
    .input(inLot)
    .output(
      z.object({
        reports: z.array(savedReportRow),
        /** Whether e-mail is set up in `config.json`. */
        canMail: z.boolean(),
        /** Where folders of reports lie on the station. */
        folder: z.string(),
      }),
    ),
  create: base
    .route({ method: 'POST', path: '/lots/{lotId}/saved-reports', tags, successStatus: 201 })
    .input(write.extend({ terms: savedReportInput }))
    .output(z.object({ savedReportId: z.string() })),
  change: base
    .route({ method: 'PUT', path: '/lots/{lotId}/saved-reports/{savedReportId}', tags })
    .input(write.extend({ savedReportId: idText, terms: savedReportInput }))
    .output(doneSchema),
  remove: base
    .route({ method: 'DELETE', path: '/lots/{lotId}/saved-reports/{savedReportId}', tags })
    .input(write.extend({ savedReportId: idText }))
    .output(doneSchema),
  /** Sends the period that has ended last at once, beside the schedule; resolves when it is sent. */
  send: base
    .route({ method: 'POST', path: '/lots/{lotId}/saved-reports/{savedReportId}/send', tags })
    .input(inLot.extend({ savedReportId: idText }))
    .output(z.object({ fileNames: z.array(z.string()), periodName: z.string() })),
};
