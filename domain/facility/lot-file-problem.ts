/** One thing wrong with a lot file. */
export interface LotFileProblem {
  /** Where, such as `slots[12].zoneId`; `lot file` for the whole. */
  readonly path: string;
  /** `expected …, found …`. */
  readonly message: string;
}

/** More would help nobody; the list says so where it stops. */
export const PROBLEMS_MAX = 100;

const SHOWN_CHARACTERS_MAX = 40;
const SHOWN_IDS_MAX = 5;

/** The problems found so far, at most `PROBLEMS_MAX`; what comes after is counted. */
export class ProblemList {
  readonly #kept: LotFileProblem[] = [];
  #leftOut = 0;

  /** Adds `expected …, found …` at a path. */
  add(path: string, expected: string, found: string): void {
    if (this.#kept.length >= PROBLEMS_MAX) {
      this.#leftOut += 1;
      return;
    }
    this.#kept.push({ path, message: `expected ${expected}, found ${found}` });
  }

  get isEmpty(): boolean {
    return this.#kept.length === 0;
  }

  /** The problems in the order found; the last one tells how many more there are. */
  list(): LotFileProblem[] {
    if (this.#leftOut === 0) return this.#kept;
    const more = this.#leftOut + 1;
    const last = { path: 'lot file', message: `expected no further problems, found ${more} more` };
    return [...this.#kept.slice(0, PROBLEMS_MAX - 1), last];
  }
}

/** A path in the form that people write: `levels[0].outline[2]`. */
export function pathText(path: readonly PropertyKey[]): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else text += text === '' ? shortened(String(key)) : `.${shortened(String(key))}`;
  }
  return text === '' ? 'lot file' : text;
}

/** What stands in a file, short enough for a message. */
export function foundText(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(shortened(value));
  if (Array.isArray(value)) return value.length === 1 ? '1 item' : `${value.length} items`;
  if (typeof value === 'object') return 'an object';
  return String(value);
}

/** A few ids and how many more there are: `a1, a2, a3 and 17 more`. */
export function idsText(ids: readonly string[]): string {
  const shown = ids.slice(0, SHOWN_IDS_MAX).join(', ');
  const more = ids.length - SHOWN_IDS_MAX;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

function shortened(text: string): string {
  return text.length <= SHOWN_CHARACTERS_MAX ? text : `${text.slice(0, SHOWN_CHARACTERS_MAX)}…`;
}
