import { looksLikeCardNumber } from '#domain/payment/card-number.ts';
import { t } from '../strings/index.ts';

/** What to say of a text that may be a card number, or null. The station refuses such a text too. */
export function cardNumberProblem(text: string): string | null {
  return looksLikeCardNumber(text) ? t.faults['card-number'] : null;
}
