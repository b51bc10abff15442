import pdfMake from 'pdfmake';
import { resourcePath } from '../resources.ts';

/** Roboto has the signs of rupee, euro and pound, and Latin, Greek and Cyrillic letters. */
export const FONT_FILES = {
  normal: resourcePath('fonts/Roboto-Regular.ttf'),
  strong: resourcePath('fonts/Roboto-Medium.ttf'),
} as const;

const FONT_PATHS: ReadonlySet<string> = new Set(Object.values(FONT_FILES));

/** Gives PDFs these fonts, and nothing else from disk or network. */
export function installFonts(): void {
  pdfMake.setFonts({ Roboto: { normal: FONT_FILES.normal, bold: FONT_FILES.strong } });
  pdfMake.setUrlAccessPolicy(() => false);
  pdfMake.setLocalAccessPolicy((path) => FONT_PATHS.has(path));
}
