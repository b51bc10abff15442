/** Stands for no column at all. */
export const NO_COLUMN = '';

/** The columns of a file to choose from, by their names or their places. */
export function columnChoices(header: readonly string[]) {
  return header.map((name, index) => ({
    value: String(index),
    label: name === '' ? String(index + 1) : name,
  }));
}

export function columnValue(column: number | null): string {
  return column === null ? NO_COLUMN : String(column);
}

export function columnOf(value: string | null): number | null {
  return value === null || value === NO_COLUMN ? null : Number(value);
}
