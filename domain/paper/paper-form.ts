/** Characters on a line: paper 58 mm wide, 80 mm at 180 dpi, 80 mm at 203 dpi. */
export const PAPER_COLUMNS = [32, 42, 48] as const;
export type PaperColumns = (typeof PAPER_COLUMNS)[number];

/** Dots across the printed width. */
export const PAPER_DOTS: Readonly<Record<PaperColumns, number>> = { 32: 384, 42: 512, 48: 576 };

/** Letters that a printer can be switched to: Western, Central European, Cyrillic, Greek, Turkish, Baltic. */
export const CODE_PAGES = [
  'cp858',
  'windows1252',
  'windows1250',
  'windows1251',
  'windows1253',
  'windows1254',
  'windows1257',
] as const;
export type CodePage = (typeof CODE_PAGES)[number];

/** What paper of a width takes on a line, where nothing else is known of the printer. */
export function columnsOf(paperWidthMm: 58 | 80): PaperColumns {
  return paperWidthMm === 58 ? 32 : 42;
}
