import type { Instant } from '../kernel/instant.ts';
import type { QuoteLine } from '../tariff/quote.ts';

/** What a contract parker is charged for: parts of the stay by the tariff, and lines of their own. */
export interface ContractCharge {
  readonly spans: readonly { readonly fromAt: Instant; readonly toAt: Instant }[];
  readonly lines: readonly QuoteLine[];
  /** From this instant the charge may be higher, apart from what the tariff says of the spans. */
  readonly validUntilAt: Instant;
  readonly why: string;
}
