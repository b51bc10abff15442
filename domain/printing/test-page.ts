import type { Instant } from '../kernel/instant.ts';
import type { Currency } from '../kernel/money.ts';
import { centred, left, type Paper, pair, qr, ruled, title } from '../paper/paper.ts';
import { paperWords } from '../paper/words.ts';
import { paperWriter } from '../paper/writer.ts';

const words = paperWords.test;

/** A page by which staff see that a printer works: its letters, its width and a code. */
export function testPage(lot: {
  readonly name: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly currency: Currency;
  readonly printer: string;
  readonly at: Instant;
  readonly by: string;
}): Paper {
  const write = paperWriter(lot);
  return {
    title: words.heading,
    author: lot.name,
    at: lot.at,
    locale: lot.locale,
    blocks: ruled([
      [title(lot.name), centred(words.heading, 'strong')],
      [
        pair(words.printer, lot.printer),
        pair(words.at, write.longDateTime(lot.at)),
        pair(words.by, lot.by),
      ],
      [left(words.letters), left(write.money(123_456))],
      [qr(`GATEHOUSE TEST ${lot.at}`), centred(words.code, 'small')],
    ]),
  };
}
