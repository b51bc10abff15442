import type { Instant } from '../kernel/instant.ts';
import { centred, type PaperBlock, pair } from '../paper/paper.ts';
import { paperWords } from '../paper/words.ts';
import type { PaperWriter } from '../paper/writer.ts';

/** What makes a copy known as one: which it is, when it was made, and by whom. */
export interface CopyMark {
  /** 1 for the first. */
  readonly number: number;
  readonly at: Instant;
  readonly by: string;
}

const words = paperWords.copy;

export function copyBlocks(
  { number, at, by }: CopyMark,
  write: PaperWriter,
): readonly PaperBlock[] {
  return [
    centred(words.mark(write.number(number)), 'strong'),
    pair(words.printed, write.dateTime(at)),
    pair(words.by, by),
  ];
}
