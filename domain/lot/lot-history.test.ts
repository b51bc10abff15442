import { describe, expect, test } from 'vitest';
import { EVENT_READINGS_MAX, IMPORT_READINGS_MAX, IMPORTS_MAX } from '../history/import-book.ts';
import type { PackedReading } from './event/history.ts';
import { TestLot } from './lot.testing.ts';

const MANAGER = { kind: 'user', name: 'mara', role: 'manager' } as const;

function part(importId: string | null, count = 1, firstAt = 1_000) {
  const readings = Array.from({ length: count }, (_, at): PackedReading => [firstAt + at, 5, 10]);
  const series = [{ series: 'lot', readings }];
  return { type: 'ImportHistory', importId, fileName: 'before.csv', series } as const;
}

function imported(lot: TestLot): string {
  const [event] = lot.events(part(null), MANAGER);
  return event?.type === 'HistoryImported' ? event.importId : '';
}

describe('imports of history', () => {
  test('are one import, in parts that are counted', () => {
    const lot = new TestLot();
    const id = imported(lot);
    const [event] = lot.events(part(id, 3, 500), MANAGER);
    expect(event).toMatchObject({ importId: id, part: 2, count: 3, fileName: 'before.csv' });
    expect(lot.state.imports.get(id)).toMatchObject({
      by: 'mara',
      parts: 2,
      readings: 4,
      series: ['lot'],
      fromAt: 500,
      untilAt: 1_000,
    });
  });

  test('are gone when removed, and nothing comes after them', () => {
    const lot = new TestLot();
    const id = imported(lot);
    lot.events({ type: 'RemoveHistoryImport', importId: id }, MANAGER);
    expect(lot.state.imports.size).toBe(0);
    expect(lot.refusal(part(id), MANAGER)).toBe('history-import-unknown');
    expect(lot.refusal({ type: 'RemoveHistoryImport', importId: id }, MANAGER)).toBe(
      'history-import-unknown',
    );
  });

  test('have their bounds', () => {
    const lot = new TestLot();
    expect(lot.events(part(null, 0), MANAGER)).toEqual([]);
    const id = imported(lot);
    const parts = IMPORT_READINGS_MAX / EVENT_READINGS_MAX;
    for (let count = 1; count < parts; count += 1)
      lot.events(part(id, EVENT_READINGS_MAX), MANAGER);
    expect(lot.refusal(part(id, EVENT_READINGS_MAX), MANAGER)).toBe('history-import-too-large');
    while (lot.state.imports.size < IMPORTS_MAX) imported(lot);
    expect(lot.refusal(part(null), MANAGER)).toBe('history-imports-too-many');
    // A part of one that is there is welcome all the same.
    expect(lot.events(part([...lot.state.imports.keys()].at(-1) ?? ''), MANAGER)).toHaveLength(1);
  });
});
