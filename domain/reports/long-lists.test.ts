import { describe, expect, it } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { makeReport } from './make-report.ts';
import type { PageAsked, PastStay, ReportScope, ReportSource } from './source.ts';

const STAYS = 4_321;
const LOT = smallLot([{ id: 'a1' }]);

const stayAt = (seq: number): PastStay & { readonly seq: number } => ({
  seq,
  id: `s-${seq}`,
  ticketNumber: `T${seq}`,
  plateRef: null,
  vehicleClass: 'car',
  slotId: 'a1',
  entryLaneId: 'in',
  exitLaneId: null,
  entryAt: seq * 1_000,
  exitAt: null,
  paidMinor: 10,
});

/** As many stays as are asked for, counting how many were read. */
function source(read: { rows: number }): ReportSource {
  const stays = async (_span: unknown, { after, limit }: PageAsked) => {
    const from = after?.seq ?? 0;
    const rows = Array.from({ length: Math.min(limit, STAYS - from) }, (_, index) =>
      stayAt(from + index + 1),
    );
    read.rows += rows.length;
    const last = rows.at(-1);
    const isLast = last === undefined || rows.length < limit;
    return { rows, next: isLast ? null : { at: last.entryAt, seq: last.seq } };
  };
  const staySums = async () => ({ stays: STAYS, paidMinor: STAYS * 10 });
  return { lot: LOT, stays, staySums } as unknown as ReportSource;
}

const scopeOf = (listedMost: number): ReportScope => ({
  period: { kind: 'day', name: '2026-11-22', fromAt: 0, toAt: 86_400_000 } as ReportScope['period'],
  nowAt: 100_000_000,
  compareWith: null,
  olderThanDays: 7,
  listedMost,
  shopNames: {},
  search: {},
});

const made = async (listedMost: number) => {
  const read = { rows: 0 };
  const report = await makeReport(
    'sessions',
    source(read),
    scopeOf(listedMost),
    'mara',
    () => undefined,
  );
  return { report, read: read.rows };
};

describe('a list of stays', () => {
  it('is whole where it may be, over several pages, and says nothing of a cut', async () => {
    const { report } = await made(100_000);
    expect(report.sections[0]?.rows).toHaveLength(STAYS);
    expect(report.sections[0]?.rows.at(-1)?.[0]).toBe(`T${STAYS}`);
    expect(report.notes).toEqual([]);
  });

  it('reads no more than it holds, counts all of them, and says where it was cut', async () => {
    const { report, read } = await made(3_000);
    expect([report.sections[0]?.rows.length, read]).toEqual([3_000, 3_000]);
    expect(report.figures.map(({ value }) => value)).toEqual([STAYS, STAYS * 10]);
    expect(report.sections[0]?.totals?.at(-1)).toBe(STAYS * 10);
    expect(report.notes).toEqual([
      'Stays: the first 3,000 of 4,321 are listed here. The CSV file has them all.',
    ]);
  });

  it('is left to whoever reads on behind the report', async () => {
    const { report, read } = await made(0);
    expect([report.sections[0]?.rows.length, read, report.notes]).toEqual([0, 0, []]);
    expect(report.figures[0]?.value).toBe(STAYS);
  });
});
