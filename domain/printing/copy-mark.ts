import type { Instant } from '../kernel/instant.ts';
import { centred, type Paper, type PaperBlock, pair, RULE } from '../paper/paper.ts';
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

/** A paper to be looked at before it is printed: it says so at both ends, or it would do as the real one. */
export function asPreview(paper: Paper): Paper {
  const mark = centred(words.preview, 'strong');
  return { ...paper, blocks: [mark, RULE, ...paper.blocks, RULE, mark] };
}
