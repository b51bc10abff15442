import type {
  ReceiptTemplate,
  TemplateChoice,
  TemplateKind,
  TicketTemplate,
} from '#domain/printing/template.ts';

/** The look that is being edited. */
export type Look =
  | ({ readonly paper: 'ticket' } & TicketTemplate)
  | ({ readonly paper: 'receipt' } & ReceiptTemplate);

/** What is sent: null goes back to the standard. */
export function choiceOf(paper: TemplateKind, look: Look | null): TemplateChoice {
  if (look === null) return { paper, template: null };
  if (look.paper === 'ticket') {
    const { paper: kind, ...template } = look;
    return { paper: kind, template: tidy(template) };
  }
  const { paper: kind, ...template } = look;
  return { paper: kind, template: tidy(template) };
}

/** Lines that are empty are no lines; none at all leaves it to the lot. */
function tidy<T extends Pick<TicketTemplate, 'header' | 'footer'>>(template: T): T {
  return { ...template, header: filled(template.header), footer: filled(template.footer) };
}

function filled(lines: readonly string[] | null): string[] | null {
  const kept = (lines ?? []).map((line) => line.trim()).filter((line) => line !== '');
  return kept.length === 0 ? null : kept;
}
