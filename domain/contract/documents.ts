import { z } from 'zod';
import { PAPER_COLUMNS } from '../paper/paper-form.ts';
import { RECEIPT_ISSUES } from '../payment/receipt.ts';
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
  /** A driver's ticket, by its number in any spelling: `7K4M-9QXT-R.pdf`. */
  ticket: base
    .route({ method: 'GET', path: '/lots/{lotId}/tickets/{file}', tags: ['documents'] })
    .input(inLot.extend({ file: ticketFile, columns: columnsSchema }))
    .output(documentSchema),
  /** A receipt by its number: `1042.pdf`. Copies and late receipts are marked as such. */
  receipt: base
    .route({ method: 'GET', path: '/lots/{lotId}/receipts/{file}', tags: ['documents'] })
    .input(
      inLot.extend({
        file: receiptFile,
        issue: z.enum(RECEIPT_ISSUES).default('original'),
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
