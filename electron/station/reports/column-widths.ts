/** Points of one character of the body's type, and of the space around a cell. */
const CHARACTER_WIDTH = 4.6;
/** Capitals take so much more, and bold type so much at the end of a text. */
const CAPITAL_EXTRA_WIDTH = 1.5;
const BOLD_EXTRA_WIDTH = 3;
const CELL_PADDING = 16;
/** A text gets no more of a line than this before it is broken into several. */
const TEXT_MOST_CHARS = 44;
const LEAST_CHARS = 4;

export interface TextColumn {
  /** Texts of the column with its head, as they are written. */
  readonly texts: readonly string[];
  /** Numbers and dates are never broken. */
  readonly isWhole: boolean;
}

/**
 * Widths of a table's columns in points: as wide as they need to be, and together not wider than there is
 * room. The longest texts give way first.
 */
export function columnWidths(columns: readonly TextColumn[], room: number): readonly number[] {
  const wanted = columns.map(({ texts, isWhole }) => {
    const least = LEAST_CHARS * CHARACTER_WIDTH;
    const longest = texts.reduce((most, text) => Math.max(most, textWidth(text)), least);
    return isWhole ? longest : Math.min(longest, TEXT_MOST_CHARS * CHARACTER_WIDTH);
  });
  const free = room - columns.length * CELL_PADDING;
  if (sum(wanted) <= free) return wanted;
  const fixed = sum(wanted.filter((_, index) => columns[index]?.isWhole));
  const most = evenCap(
    wanted.filter((_, index) => columns[index]?.isWhole !== true),
    free - fixed,
  );
  const given = wanted.map((width, index) =>
    columns[index]?.isWhole ? width : Math.min(width, most),
  );
  // Numbers alone are wider than the page: all give way.
  const all = sum(given);
  return all <= free ? given : given.map((width) => (width * free) / all);
}

/** The width that the widest may have, so that all of them together fit: short ones keep what they need. */
function evenCap(widths: readonly number[], room: number): number {
  let left = room;
  let count = widths.length;
  for (const width of [...widths].sort((one, other) => one - other)) {
    if (width * count > left) break;
    left -= width;
    count -= 1;
  }
  return Math.max(LEAST_CHARS * CHARACTER_WIDTH, left / Math.max(1, count));
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
