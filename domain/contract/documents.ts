import { z } from 'zod';
import { PAPER_COLUMNS } from '../paper/paper-form.ts';
import { base, inLot } from './shared.ts';

/** Characters on a line of the receipt printer; as the lot's template says when missing. */
const columnsSchema = z.coerce.number().pipe(z.literal(PAPER_COLUMNS)).optional();

/** A file as consoles get it. REST answers with the bytes themselves. */
export const documentSchema = z.object({
  fileName: z.string(),
  /** Media type. */
  type: z.string(),
  base64: z.string(),
});
export type Document = z.infer<typeof documentSchema>;

const ticketFile = z
  .string()
  .max(60)
  .regex(/^.+\.(pdf|png|escpos)$/, 'a ticket number and .pdf, .png or .escpos');
const receiptFile = z
  .string()
  .max(60)
  .regex(/^.+\.(pdf|png|escpos|json)$/, 'a receipt number and .pdf, .png, .escpos or .json');

const slipFile = z
  .string()
  .max(80)
  .regex(/^.+\.(pdf|png|escpos)$/, 'a payment id and .pdf, .png or .escpos');

export const documentsContract = {
  /**
   * A driver's ticket, by its number in any spelling: `7K4M-9QXT-R.pdf`. It counts as printed, and says
   * which copy it is; a preview does neither, and is marked as one.
   */
  ticket: base
    .route({ method: 'GET', path: '/lots/{lotId}/tickets/{file}', tags: ['documents'] })
    .input(
      inLot.extend({
        file: ticketFile,
        issue: z.enum(['original', 'preview']).default('original'),
        columns: columnsSchema,
      }),
    )
    .output(documentSchema),
  /**
   * A receipt by its number: `1042.pdf`. It counts as printed: the first is the original, or a late receipt,
   * each later one says which copy it is, whatever it was asked for as. A preview counts as nothing and is
   * marked as one; so does `.json`, which is the facts alone.
   */
  receipt: base
    .route({ method: 'GET', path: '/lots/{lotId}/receipts/{file}', tags: ['documents'] })
    .input(
      inLot.extend({
        file: receiptFile,
        issue: z.enum(['original', 'late', 'preview']).default('original'),
        columns: columnsSchema,
      }),
    )
    .output(documentSchema),
  /** What a driver scans to pay an amount that is waited for, by the payment's id. */
  slip: base
    .route({ method: 'GET', path: '/lots/{lotId}/slips/{file}', tags: ['documents'] })
    .input(inLot.extend({ file: slipFile, columns: columnsSchema }))
    .output(documentSchema),
};
