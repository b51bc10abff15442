import type { TrafficRow } from '#domain/contract/device-traffic.ts';

export interface TrafficFilter {
  /** A device's id, or `all`. */
  readonly deviceId: string;
  readonly direction: 'all' | 'in' | 'out';
  readonly text: string;
}

/** Rows that match, in their order. */
export function matchingRows(
  rows: readonly TrafficRow[],
  { deviceId, direction, text }: TrafficFilter,
): readonly TrafficRow[] {
  const wanted = text.trim().toLowerCase();
  return rows.filter((row) => {
    if (deviceId !== 'all' && row.deviceId !== deviceId) return false;
    if (direction !== 'all' && row.direction !== direction) return false;
    return wanted === '' || textsOf(row).some((one) => one.toLowerCase().includes(wanted));
  });
}

function textsOf(row: TrafficRow): readonly string[] {
  const words = row.words.flatMap(({ kind, text }) => [kind, text]);
  return [row.place, row.text ?? '', row.hex ?? '', ...words];
}
