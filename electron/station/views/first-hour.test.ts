import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import { StatsReader } from './stats-reader.ts';
import { recreateViewsFile } from './views-file.ts';
import { ViewsWriter } from './views-writer.ts';

const ZONE = 'Asia/Kolkata';
/** Ten past eight in India, where hours begin at half past those of UTC. */
const OPENED_AT = Date.parse('2026-11-30T02:40:00Z');
const EIGHT = Date.parse('2026-11-30T02:30:00Z');

it('counts the first hour of a lot by its own clock', () => {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-first-hour-'));
  const database = recreateViewsFile(join(directory, 'views.db'));
  try {
    const lot = smallLot(undefined, { timeZone: ZONE });
    const created: RecordedEvent = {
      seq: 1,
      at: OPENED_AT,
      actor: { kind: 'station' },
      commandId: 'open',
      event: { type: 'LotCreated', lot },
    };
    new ViewsWriter(database).apply([created], { seq: 1, hash: new Uint8Array([1]) });
    const span = { fromAt: EIGHT - 3_600_000, toAt: EIGHT + 7_200_000 };
    const nowAt = EIGHT + 5_400_000;
    const rows = new StatsReader(database).occupancy(span, 'hour', ZONE, nowAt, ['lot']);
    expect(rows.map(({ at, knownMs }) => [at, knownMs])).toEqual([
      [EIGHT, 50 * 60_000],
      [EIGHT + 3_600_000, 30 * 60_000],
    ]);
  } finally {
    database.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
