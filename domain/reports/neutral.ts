/**
 * Text that a spreadsheet would take for a formula, with an apostrophe before it so that it stays text.
 * Source: OWASP, "CSV Injection". Numbers never come here, so a minus stays a minus.
 */
export function neutralText(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
}
