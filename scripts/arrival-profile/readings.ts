/** One reading of one car park, cleaned. */
export interface Reading {
  readonly park: string;
  /** Local calendar day, `YYYY-MM-DD`. */
  readonly day: string;
  /** Hours after local midnight. */
  readonly hour: number;
  /** Occupancy as a share of capacity, 0 to 1. */
  readonly share: number;
}

/** What cleaning met, for the derived file's own record. */
export interface Cleaning {
  rows: number;
  unreadable: number;
  repeated: number;
  overCapacity: number;
}

const ROW = /^([^,]+),(\d+),(-?\d+),(\d{4}-\d{2}-\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/**
 * Reads `SystemCodeNumber,Capacity,Occupancy,LastUpdated`. A row that does not read is left out, a
 * second row of one park and instant as well; more vehicles than spaces count as full. Counts each.
 */
export function readOccupancy(csv: string): { readings: Reading[]; cleaning: Cleaning } {
  const cleaning: Cleaning = { rows: 0, unreadable: 0, repeated: 0, overCapacity: 0 };
  const seen = new Set<string>();
  const readings: Reading[] = [];
  for (const line of csv.split(/\r?\n/).slice(1)) {
    if (line.trim() === '') continue;
    cleaning.rows += 1;
    const [, park = '', capacity, occupancy, day = '', h, m, s] = ROW.exec(line.trim()) ?? [];
    const share = Number(occupancy) / Number(capacity);
    if (!Number.isFinite(share) || share < 0) {
      cleaning.unreadable += 1;
      continue;
    }
    const key = `${park} ${day} ${h}:${m}:${s}`;
    if (seen.has(key)) {
      cleaning.repeated += 1;
      continue;
    }
    seen.add(key);
    if (share > 1) cleaning.overCapacity += 1;
    const hour = Number(h) + Number(m) / 60 + Number(s) / 3_600;
    readings.push({ park, day, hour, share: Math.min(1, share) });
  }
  return { readings, cleaning };
}
