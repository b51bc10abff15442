import type { DropReason } from '../forecast/clean.ts';

/** Why a row is left out. */
export type RowReason = DropReason | 'no-time' | 'no-number' | 'no-capacity' | 'series-unknown';

/** What is said of rows that are left out, in English. */
export const importWords = {
  problem(reason: RowReason, value: string): string {
    const shown = value === '' ? 'An empty cell' : `"${value}"`;
    switch (reason) {
      case 'no-time':
        return `${shown} is no date and time.`;
      case 'no-number':
        return `${shown} is no number of vehicles.`;
      case 'no-capacity':
        return `${shown} is no number of slots.`;
      case 'series-unknown':
        return `${shown} stands for no part of this lot.`;
      case 'unreadable':
        return `${shown} cannot be read.`;
      case 'negative':
        return `${shown} is fewer than no vehicles.`;
      case 'far-above-capacity':
        return `${shown} is far more than there are slots.`;
      case 'repeated':
        return `${shown} has been there before; the first one counts.`;
      case 'to-come':
        return `${shown} is still to come.`;
    }
  },
} as const;
