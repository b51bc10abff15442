import { oc } from '@orpc/contract';
import { z } from 'zod';
import { idSchema } from '../facility/lot-file.ts';
import { isCardNumber, looksLikeCardNumber } from '../payment/card-number.ts';
import { CARD_NUMBER, freeText } from '../payment/free-text.ts';

export { freeText };

/** Path part of everything that belongs to one lot. */
export const inLot = z.object({ lotId: idSchema });

/** Every write may carry its own id; the same id twice is the same answer. Over REST it is the header `Idempotency-Key`. */
export const write = inLot.extend({
  commandId: z
    .string()
    .min(8)
    .max(100)
    .refine((id) => !isCardNumber(id), CARD_NUMBER)
    .optional(),
});

/** Why staff did something: kept in the journal for good. */
export const reasonSchema = freeText(200, 3, 'a reason of at least 3 characters');

/** A ticket, booking or pass as scanned or typed. A token's own digits may look like anything. */
export const codeSchema = z
  .string()
  .min(1)
  .max(300)
  .refine((text) => /^\s*GH\d/iu.test(text) || !looksLikeCardNumber(text), CARD_NUMBER);

/** Epoch milliseconds, UTC. */
export const instantSchema = z.number().int();
export const minorSchema = z.number().int();
/** A plate as typed or read; the station normalises it. */
export const plateSchema = freeText(32, 1);

/** All procedures are built on this, so that REST errors and tags look alike. */
export const base = oc;

export const doneSchema = z.object({ ok: z.literal(true) });
