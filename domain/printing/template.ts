import { z } from 'zod';
import type { Instant } from '../kernel/instant.ts';
import { CODE_PAGES } from '../paper/paper-form.ts';
import { freeText } from '../payment/free-text.ts';

/** Papers whose look a lot may choose. */
export const TEMPLATE_KINDS = ['ticket', 'receipt'] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

/** What may stand on a ticket beside its code, number and time. */
export const TICKET_FACTS = ['slot', 'level', 'lane', 'vehicle', 'plate', 'price'] as const;
export type TicketFact = (typeof TICKET_FACTS)[number];

/** What may stand on a receipt beside its number, time, lines, taxes and how it was paid. */
export const RECEIPT_FACTS = ['stay', 'plate', 'leave-by', 'cashier', 'shift', 'thanks'] as const;
export type ReceiptFact = (typeof RECEIPT_FACTS)[number];

/** Widths of paper rolls. */
export const PAPER_WIDTHS_MM = [58, 80] as const;

export const HEADER_LINES_MAX = 6;
export const FOOTER_LINES_MAX = 10;
const LINE_MAX_CHARS = 60;
/** As the file has them; a logo of a printer's width is far smaller. */
export const LOGO_MAX_BYTES = 48 * 1_024;

/** How every PNG file begins. */
const PNG_IN_BASE64 = 'iVBORw0KGgo';

const lines = (max: number) => z.array(freeText(LINE_MAX_CHARS, 1, 'a line of text')).max(max);

const common = {
  /** Null: the lot's name and address as its file has them. */
  header: lines(HEADER_LINES_MAX).nullable(),
  /** Null: the lot's terms on tickets, nothing on receipts. */
  footer: lines(FOOTER_LINES_MAX).nullable(),
  /** A PNG file in base64. */
  logo: z
    .base64()
    .startsWith(PNG_IN_BASE64, 'a PNG file')
    .max(Math.ceil(LOGO_MAX_BYTES / 3) * 4, 'a PNG file of 48 KiB at most')
    .nullable(),
  /** Of documents that no printer of the lot prints; a printer goes by its own. */
  paperWidthMm: z.literal(PAPER_WIDTHS_MM),
  codePage: z.enum(CODE_PAGES),
};

/** Which facts are shown; each once, in no order of its own. */
function facts<const F extends readonly [string, ...string[]]>(all: F) {
  return z.array(z.enum(all)).max(all.length);
}

export const ticketTemplateSchema = z.strictObject({ ...common, facts: facts(TICKET_FACTS) });
export type TicketTemplate = z.infer<typeof ticketTemplateSchema>;

export const receiptTemplateSchema = z.strictObject({ ...common, facts: facts(RECEIPT_FACTS) });
export type ReceiptTemplate = z.infer<typeof receiptTemplateSchema>;

/** How a paper looks from now on; null: as every lot begins. */
export type TemplateChoice =
  | { readonly paper: 'ticket'; readonly template: TicketTemplate | null }
  | { readonly paper: 'receipt'; readonly template: ReceiptTemplate | null };

/** What was chosen last, and by whom. */
export interface SavedTemplate {
  readonly choice: TemplateChoice;
  readonly version: number;
  readonly savedBy: string;
  readonly savedAt: Instant;
}

const PLAIN = {
  header: null,
  footer: null,
  logo: null,
  paperWidthMm: 80,
  codePage: 'cp858',
} as const;

/** As tickets look where nobody chose. */
export const DEFAULT_TICKET: TicketTemplate = { ...PLAIN, facts: [...TICKET_FACTS] };
/** As receipts look where nobody chose. */
export const DEFAULT_RECEIPT: ReceiptTemplate = { ...PLAIN, facts: [...RECEIPT_FACTS] };

type Templates = ReadonlyMap<TemplateKind, SavedTemplate>;

export function ticketTemplateOf(templates: Templates): TicketTemplate {
  const choice = templates.get('ticket')?.choice;
  return choice?.paper === 'ticket' && choice.template !== null ? choice.template : DEFAULT_TICKET;
}

export function receiptTemplateOf(templates: Templates): ReceiptTemplate {
  const choice = templates.get('receipt')?.choice;
  return choice?.paper === 'receipt' && choice.template !== null
    ? choice.template
    : DEFAULT_RECEIPT;
}
