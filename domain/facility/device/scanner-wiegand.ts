import { z } from 'zod';
import { deviceHead, idSchema } from './common.ts';
import { serialSchema } from './serial.ts';

/** A card reader whose Wiegand frames come as lines of hexadecimal digits over a serial line. */
export const wiegandScannerSchema = z.strictObject({
  ...deviceHead,
  driver: z.literal('scanner-wiegand'),
  laneId: idSchema,
  serial: serialSchema.extend({
    baudRate: serialSchema.shape.baudRate.default(9_600),
    parity: serialSchema.shape.parity.default('none'),
  }),
  /** Where the bits that fill up the last digit lie: before the frame, or behind it. */
  padding: z.enum(['before', 'behind']).default('before'),
  /** How cards of 37 bits are numbered: with a facility code (HID H10304), or without (H10302). */
  format37: z.enum(['h10304', 'h10302']).default('h10304'),
  /** As a card's number is noted with its membership: `118-40321`, `40321`, or the frame's digits. */
  cardNumber: z.enum(['facility-card', 'card', 'hex']).default('facility-card'),
});
