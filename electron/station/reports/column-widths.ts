/** Points of one character of the body's type, and of the space around a cell. */
const CHARACTER_WIDTH = 4.6;
/** Capitals take so much more, and bold type so much at the end of a text. */
const CAPITAL_EXTRA_WIDTH = 1.5;
const BOLD_EXTRA_WIDTH = 3;
/** A text gets no more of a line than this before it is broken into several. */
const TEXT_MOST_CHARS = 44;
const LEAST_CHARS = 4;
const WORD_MOST_CHARS = 20;

export interface TextColumn {
  /** Texts of the column with its head, as they are written. */
  readonly texts: readonly string[];
  /** Numbers and dates are never broken. */
  readonly isWhole: boolean;
}

/**
 * Widths of a table's columns in points: as wide as they need to be, and together not wider than there is
 * room, `padding` points around each. Where that is too much, texts are broken: each keeps its longest word,
 * and what room is left goes to those that have most to say.
 */
export function columnWidths(
  columns: readonly TextColumn[],
  room: number,
  padding: number,
): readonly number[] {
  const measured = columns.map(measure);
  const wanted = measured.map(({ isWhole, longest }) =>
    isWhole ? longest : Math.min(longest, TEXT_MOST_CHARS * CHARACTER_WIDTH),
  );
  const free = room - columns.length * padding;
  if (sum(wanted) <= free) return wanted;
  const least = measured.map(({ isWhole, longest, word }) => (isWhole ? longest : word));
  const left = free - sum(least);
  // Words and numbers alone are wider than the page: all give way.
  if (left < 0) return least.map((width) => (width * free) / sum(least));
  return shared(measured, least, left);
}

interface Measured {
  readonly isWhole: boolean;
  readonly longest: number;
  readonly word: number;
  readonly mean: number;
}

function measure({ texts, isWhole }: TextColumn): Measured {
  const least = LEAST_CHARS * CHARACTER_WIDTH;
  const widths = texts.map(textWidth);
  const longest = Math.max(least, ...widths);
  const words = texts.flatMap((text) => text.split(' ')).map(textWidth);
  // A longer word than this, such as an id, is broken.
  const word = Math.min(longest, Math.max(least, ...words), WORD_MOST_CHARS * CHARACTER_WIDTH);
  return { isWhole, longest, word, mean: sum(widths) / Math.max(1, widths.length) };
}

/** What is left of a line goes to texts by their mean length; who has enough leaves it to the others. */
function shared(
  measured: readonly Measured[],
  least: readonly number[],
  left: number,
): readonly number[] {
  const given = [...least];
  const open = new Set(measured.flatMap(({ isWhole }, index) => (isWhole ? [] : [index])));
  let rest = left;
  while (open.size > 0 && rest > 0.01) {
    const means = sum([...open].map((index) => measured[index]?.mean ?? 0));
    let used = 0;
    for (const index of [...open]) {
      const { longest, mean } = measured[index] ?? { longest: 0, mean: 0 };
      const before = given[index] ?? 0;
      const part = means === 0 ? rest / open.size : (rest * mean) / means;
      given[index] = Math.min(longest, before + part);
      used += given[index] - before;
      if (given[index] >= longest) open.delete(index);
    }
    if (used <= 0.01) break;
    rest -= used;
  }
  return given;
}

/** About how wide a text is, in points: rather too wide than broken. */
export function textWidth(text: string): number {
  const capitals = text.replace(/[^\p{Lu}]/gu, '').length;
  return text.length * CHARACTER_WIDTH + capitals * CAPITAL_EXTRA_WIDTH + BOLD_EXTRA_WIDTH;
}

/** Breaks words that are longer than their column. */
export function broken(text: string, width: number): string {
  const characters = Math.max(2, Math.floor(width / (CHARACTER_WIDTH + CAPITAL_EXTRA_WIDTH / 2)));
  const piece = new RegExp(`.{1,${characters}}`, 'gu');
  return text
    .split(' ')
    .map((word) => (textWidth(word) <= width + 1 ? word : (word.match(piece)?.join('\n') ?? word)))
    .join(' ');
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
