import type { Way } from '#domain/lane/way.ts';

/** What a driver makes of a sign. */
export type SignReading =
  | { readonly kind: 'slot'; readonly label: string }
  /** An amount is to be paid. */
  | { readonly kind: 'due' }
  /** Full, or not let in for another reason that waiting does not change. */
  | { readonly kind: 'turn-back' }
  /** Something is asked of the driver or of staff. */
  | { readonly kind: 'wait' }
  /** Nothing that concerns this driver. */
  | { readonly kind: 'nothing' };

/**
 * Reads a sign as a person would: a slot's label anywhere counts, then what the first line says. The
 * wording is the station's; drivers only know the words on signs of every car park.
 */
export function readSign(lines: readonly string[], labels: ReadonlySet<string>): SignReading {
  for (const word of lines.join(' ').split(/\s+/))
    if (labels.has(word)) return { kind: 'slot', label: word };
  const head = (lines[0] ?? '').toUpperCase();
  if (/\bPAY\b/.test(head)) return { kind: 'due' };
  if (/\bFULL\b|\bCLOSED\b|NO ENTRY/.test(head)) return { kind: 'turn-back' };
  if (/\bWAIT\b|TICKET|STAFF/.test(head)) return { kind: 'wait' };
  return { kind: 'nothing' };
}

/**
 * Which way a reversible lane leads, by what its sign shows while nobody is there: how many are free, or
 * that tickets are read. Null: closed. Undefined: it shows something else.
 */
export function readWay(lines: readonly string[]): Way | null | undefined {
  const [head = '', ...rest] = lines.map((line) => line.toUpperCase());
  if (/\bCLOSED\b/.test(head)) return null;
  const says = rest.join(' ');
  if (/\bSCAN TICKET OR WAIT\b/.test(says)) return 'exit';
  if (/^\d+ FREE\b|^FULL\b/.test(says)) return 'entry';
  return undefined;
}
