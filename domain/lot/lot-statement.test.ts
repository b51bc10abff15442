import { describe, expect, test } from 'vitest';
import {
  EVENT_LINES_MAX,
  STATEMENT_LINES_MAX,
  STATEMENTS_MAX,
  type StatementLine,
} from '../statement/statement-book.ts';
import { TestLot } from './lot.testing.ts';

const CLERK = { kind: 'user', name: 'anna', role: 'accountant' } as const;

function part(importId: string | null, count = 1, firstAt = 1_000) {
  const lines = Array.from(
    { length: count },
    (_, at): StatementLine => [`pay_${at}`, firstAt + at, 4_000, 80],
  );
  return {
    ...({ type: 'ImportStatement', importId, fileName: 'nov.csv', party: 'razorpay' } as const),
    lines,
  };
}

function imported(lot: TestLot): string {
  const [event] = lot.events(part(null), CLERK);
  return event?.type === 'StatementImported' ? event.importId : '';
}

describe('statements of payment providers', () => {
  test('are one import, in parts that are counted and summed', () => {
    const lot = new TestLot();
    const id = imported(lot);
    const [event] = lot.events({ ...part(id, 2, 500), party: 'stripe' }, CLERK);
    expect(event).toMatchObject({ importId: id, part: 2, count: 2, party: 'razorpay' });
    expect(lot.state.statements.get(id)).toMatchObject({
      ...{ by: 'anna', party: 'razorpay', parts: 2, lines: 3 },
      ...{ fromAt: 500, untilAt: 1_000, amountMinor: 12_000, feeMinor: 240 },
    });
  });

  test('are gone when removed, and nothing comes after them', () => {
    const lot = new TestLot();
    const id = imported(lot);
    lot.events({ type: 'RemoveStatement', importId: id }, CLERK);
    expect(lot.state.statements.size).toBe(0);
    expect(lot.refusal(part(id), CLERK)).toBe('statement-unknown');
    expect(lot.refusal({ type: 'RemoveStatement', importId: id }, CLERK)).toBe('statement-unknown');
  });

  test('have their bounds', () => {
    const lot = new TestLot();
    expect(lot.events(part(null, 0), CLERK)).toEqual([]);
    const id = imported(lot);
    for (let count = 1; count < STATEMENT_LINES_MAX / EVENT_LINES_MAX; count += 1)
      lot.events(part(id, EVENT_LINES_MAX), CLERK);
    expect(lot.refusal(part(id, EVENT_LINES_MAX), CLERK)).toBe('statement-too-large');
    while (lot.state.statements.size < STATEMENTS_MAX) imported(lot);
    expect(lot.refusal(part(null), CLERK)).toBe('statements-too-many');
  });
});
