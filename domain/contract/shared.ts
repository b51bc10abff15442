import { oc } from '@orpc/contract';
import { z } from 'zod';
import { idSchema } from '../facility/lot-file.ts';
import { looksLikeCardNumber } from '../payment/card-number.ts';

/** Path part of everything that belongs to one lot. */
export const inLot = z.object({ lotId: idSchema });

/** Every write may carry its own id; the same id twice is the same answer. Over REST it is the header `Idempotency-Key`. */
export const write = inLot.extend({
  commandId: z.string().min(8).max(100).optional(),
});

/** What is said of a text that is refused because it may be a card number. */
export const CARD_NUMBER = 'this looks like a card number, and card numbers are never taken in';

/** Text that people type. What looks like a card number is refused: none may ever be kept. */
export function freeText(maxChars: number, minChars = 0, tooShort = 'too short') {
  return z
    .string()
    .trim()
    .min(minChars, tooShort)
    .max(maxChars)
    .refine((text) => !looksLikeCardNumber(text), CARD_NUMBER);
}

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
