import { z } from 'zod';
import { looksLikeCardNumber } from './card-number.ts';

/** What is said of a text that is refused because it may be a card number. */
export const CARD_NUMBER = 'this looks like a card number, and card numbers are never taken in';

/** A text that is kept, and so must hold nothing that looks like a card number. */
export function withoutCardNumber<T extends z.ZodType<string>>(schema: T): T {
  return schema.refine((text) => !looksLikeCardNumber(text), CARD_NUMBER);
}

/** Text that people type. What looks like a card number is refused: none may ever be kept. */
export function freeText(maxChars: number, minChars = 0, tooShort = 'too short') {
  return withoutCardNumber(z.string().trim().min(minChars, tooShort).max(maxChars));
}
