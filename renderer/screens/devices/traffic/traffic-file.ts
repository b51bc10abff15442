import type { TrafficRow } from '#domain/contract/device-traffic.ts';
import { text, toCsv } from '#domain/views/csv.ts';

/** One JSON document a line, as the station told it. */
export function trafficNdjson(rows: readonly TrafficRow[]): string {
  return rows
    .map((row) => `${JSON.stringify({ time: new Date(row.at).toISOString(), ...row })}\n`)
    .join('');
}

const HEADER = 'time,device,direction,place,bytes,meaning,text,hex';

/** A table for a spreadsheet. What a device sends becomes no formula in whoever opens it. */
export function trafficCsv(rows: readonly TrafficRow[]): string {
  const lines = rows.map((row) =>
    [
      new Date(row.at).toISOString(),
      row.deviceId,
      row.direction,
      row.place,
      String(row.bytes),
      row.words.map((word) => `${word.kind} ${word.text}`).join('; '),
      row.text ?? '',
      row.hex ?? '',
    ].map(text),
  );
  return toCsv(HEADER, lines, {});
}
