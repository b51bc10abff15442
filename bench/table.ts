import { availableParallelism, cpus } from 'node:os';
import type { Row } from './row.ts';

/** What one bench came to. */
export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** The whole table as text, under a heading that says what it was measured on. */
export function formatTable(sections: readonly Section[]): string {
  const lines = sections.map(({ title, rows }) => ({ title, cells: rows.map(cellsOf) }));
  const all = lines.flatMap(({ cells }) => cells);
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...all.map((row) => row[column]?.length ?? 0), 0),
  );
  const text = [heading(), ''];
  for (const { title, cells } of lines) {
    text.push(title);
    for (const [what = '', value = '', unit = '', aim = ''] of cells) {
      const [whatWidth = 0, valueWidth = 0, unitWidth = 0] = widths;
      const row = `  ${what.padEnd(whatWidth)}  ${value.padStart(valueWidth)} ${unit.padEnd(unitWidth)}  ${aim}`;
      text.push(row.trimEnd());
    }
    text.push('');
  }
  return text.join('\n');
}

/** Prints the rows of a bench that was started by itself. */
export function printRows(title: string, rows: readonly Row[]): void {
  process.stdout.write(`${formatTable([{ title, rows }])}\n`);
}

function heading(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return [
    `Gatehouse benches on ${availableParallelism()} cores (${model}), Node ${process.versions.node}, ${process.platform}.`,
    'This is no timed test: other work on the machine moves every figure, so look at the ratios.',
  ].join('\n');
}

function cellsOf({ what, value, unit, aim }: Row): readonly string[] {
  return [what, written(value), unit, aim === undefined ? '' : `aim ${aimOf(aim)}`];
}

function aimOf(aim: NonNullable<Row['aim']>): string {
  return 'least' in aim ? `≥ ${written(aim.least)}` : `< ${written(aim.most)}`;
}

/** Three figures that mean something: 21,400 and 0.67 and 3.2. */
function written(value: number): string {
  return new Intl.NumberFormat('en', { maximumSignificantDigits: value >= 100 ? 4 : 2 }).format(
    value,
  );
}
