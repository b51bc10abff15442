import type { Minor } from '../kernel/money.ts';
import type { Quote } from '../tariff/quote.ts';
import type { RefusalCode } from './words.ts';

/** What is due for a purpose at an instant, or why nothing can be paid for it. */
export type PurposeDue =
  | { readonly ok: true; readonly dueMinor: Minor; readonly quote: Quote }
  | { readonly ok: false; readonly code: RefusalCode };
