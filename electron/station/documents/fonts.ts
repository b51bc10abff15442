import { resourcePath } from '../resources.ts';

/** Roboto has the signs of rupee, euro and pound, and Latin, Greek and Cyrillic letters. */
export const FONT_FILES = {
  normal: resourcePath('fonts/Roboto-Regular.ttf'),
  strong: resourcePath('fonts/Roboto-Medium.ttf'),
} as const;
