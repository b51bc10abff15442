import { createContext, useContext } from 'react';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { type LotNames, namesOf } from '../strings/feed-sentence.ts';
import { createFormat, type Format } from '../strings/format.ts';

/** The lot's way of writing, and the names behind its ids. Made once for each lot file. */
export interface LotWriting {
  readonly format: Format;
  readonly names: LotNames;
}

export function writingOf(lot: LotFile): LotWriting {
  return { format: createFormat(lot), names: namesOf(lot) };
}

export const LotWritingContext = createContext<LotWriting | null>(null);

export function useFormat(): Format {
  return useWriting().format;
}

export function useNames(): LotNames {
  return useWriting().names;
}

function useWriting(): LotWriting {
  const writing = useContext(LotWritingContext);
  if (writing === null) throw new Error('no lot is open behind this screen');
  return writing;
}
