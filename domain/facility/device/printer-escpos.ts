import { z } from 'zod';
import { CODE_PAGES, PAPER_COLUMNS } from '../../paper/paper-form.ts';
import { deviceHead, idSchema } from './common.ts';
import { serialSchema, tcpConnection } from './serial.ts';

/** A ticket or receipt printer that speaks ESC/POS over TCP, or over a serial line. */
export const escposPrinterSchema = z.strictObject({
  ...deviceHead,
  driver: z.literal('printer-escpos'),
  /** Absent: it stands at the desk. At an entry it prints the tickets of that lane, at an exit its receipts. */
  laneId: idSchema.optional(),
  /** Who gets a ticket on paper at an entry: who has no plate, booking or pass, or everybody without a right. */
  tickets: z.enum(['without-plate', 'every-transient']).default('without-plate'),
  /** Receipts at the lane it stands at: never, when the driver or staff ask, or after each payment there. */
  receipts: z.enum(['never', 'on-request', 'after-payment']).default('on-request'),
  connection: z.discriminatedUnion('kind', [
    tcpConnection(9_100),
    z.strictObject({
      kind: z.literal('serial'),
      serial: serialSchema.extend({ parity: serialSchema.shape.parity.default('none') }),
    }),
  ]),
  /** Characters on a line: paper of 58 mm, of 80 mm at 180 and at 203 dpi. */
  columns: z.literal(PAPER_COLUMNS).default(42),
  codePage: z.enum(CODE_PAGES).default('cp858'),
  /** `picture` for a printer that has no QR code of its own, or not the letters that are needed. */
  prints: z.enum(['text', 'picture']).default('text'),
  /** False for a line that leads one way: then nothing is known of its paper, nor of what it printed. */
  answers: z.boolean().default(true),
  /** How often it is asked how it stands. */
  pollMs: z.number().int().min(50).max(60_000).default(3_000),
  replyTimeoutMs: z.number().int().min(50).max(10_000).default(1_000),
  /** From the first byte of a job until the printer must have said that it has printed it. */
  printTimeoutMs: z.number().int().min(500).max(120_000).default(20_000),
});
