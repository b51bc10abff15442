import type { FileRow, Mapping } from './mapping.ts';
import { readNumber } from './read-number.ts';
import { guessDateOrder, readTime } from './read-time.ts';

const SAMPLED_ROWS = 50;

/** What columns are often called, in the languages of the console. */
const NAMES = {
  time: /time|date|updated|stamp|zeit|datum|समय/iu,
  capacity: /capac|spaces|places|total|kapaz|stellpl|क्षमता/iu,
  occupancy: /occup|inside|vehicles|cars|count|beleg|fahrzeug|वाहन/iu,
  series: /zone|series|park|code|name|level|area|site|bereich|ebene|क्षेत्र/iu,
} as const;

interface Place {
  readonly timeZone: string;
  readonly locale: string;
  /** Series of the lot: id → what they are called. */
  readonly series: ReadonlyMap<string, string>;
}

/** Says which column is probably what: by its name, else by what stands in it. */
export function guessMapping(
  rows: readonly FileRow[],
  delimiter: Mapping['delimiter'],
  { timeZone, locale, series }: Place,
): Mapping {
  const [first, ...rest] = rows;
  const header = first?.cells ?? [];
  const looksLikeTime = (text: string) =>
    readTime(text, 'dmy', timeZone) ?? readTime(text, 'mdy', timeZone);
  const hasHeader = !header.some((cell) => looksLikeTime(cell) !== null);
  const sample = (hasHeader ? rest : rows).slice(0, SAMPLED_ROWS);
  const taken = new Set<number>();
  const pick = (name: RegExp, fits: (text: string) => boolean): number | null => {
    const holds = (index: number) =>
      !taken.has(index) && sample.some(({ cells }) => fits(cells[index] ?? ''));
    const columns = header.map((_, index) => index);
    const found =
      columns.find((index) => hasHeader && name.test(header[index] ?? '') && holds(index)) ?? null;
    if (found !== null) taken.add(found);
    return found;
  };
  const first1 = (fits: (text: string) => boolean): number => {
    const found = header.findIndex(
      (_, index) => !taken.has(index) && sample.some(({ cells }) => fits(cells[index] ?? '')),
    );
    if (found >= 0) taken.add(found);
    return Math.max(0, found);
  };
  const isTime = (text: string) => looksLikeTime(text) !== null;
  const isNumber = (text: string) => readNumber(text) !== null;
  const isName = (text: string) => text.trim() !== '' && !isNumber(text) && !isTime(text);
  const time = pick(NAMES.time, isTime) ?? first1(isTime);
  const capacity = pick(NAMES.capacity, isNumber);
  const occupancy = pick(NAMES.occupancy, isNumber) ?? first1(isNumber);
  const named = pick(NAMES.series, isName);
  const times = sample.map(({ cells }) => cells[time] ?? '');
  return {
    delimiter,
    hasHeader,
    time,
    occupancy,
    capacity,
    series: named,
    dateOrder: guessDateOrder(times, locale),
    into: 'lot',
    names: named === null ? {} : guessNames(rows, named, series),
  };
}

/** Names that are the id or the name of a part of the lot stand for it. A single name is the lot. */
function guessNames(
  rows: readonly FileRow[],
  column: number,
  series: ReadonlyMap<string, string>,
): Record<string, string> {
  const names = new Set(rows.slice(1).map(({ cells }) => (cells[column] ?? '').trim()));
  const known = new Map<string, string>();
  for (const [id, name] of series) {
    known.set(name.toLowerCase(), id);
    known.set(id.toLowerCase(), id);
    known.set(id.slice(id.indexOf(':') + 1).toLowerCase(), id);
  }
  const found: Record<string, string> = {};
  for (const name of names) {
    const id = known.get(name.toLowerCase());
    if (name !== '' && id !== undefined) found[name] = id;
  }
  const [only] = names;
  if (names.size === 1 && only !== undefined && found[only] === undefined) found[only] = 'lot';
  return found;
}
