import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../kernel/instant.ts';
import { reconcileStatement, type StatedReceipt } from './reconcile-statement.ts';
import type { StatementLine } from './statement-book.ts';
import { distinctLines } from './statement-lines.ts';

const FROM = Date.parse('2026-11-01T00:00:00Z');
const TO = FROM + 30 * DAY_MS;
const on = (day: number) => FROM + (day - 1) * DAY_MS + 10 * HOUR_MS;

const receipt = (id: string, at: number, amountMinor: number): StatedReceipt => ({
  ...{ paymentId: id, at, amountMinor },
  references: [`pay_${id}`, `GH${id}`],
});
const line = (reference: string, at: number, amount: number, fee = 0): StatementLine => [
  ...([reference, at, amount, fee] as const),
];
/** Reaches to the end of the month and beyond, so that nothing waits. */
const LAST = line('pay_last', on(35), 100);

function reconciled(
  receipts: readonly StatedReceipt[],
  lines: readonly StatementLine[],
  known: readonly StatedReceipt[] = [],
) {
  return reconcileStatement({ fromAt: FROM, toAt: TO, receipts, known, lines });
}

describe('a statement against receipts', () => {
  it('agrees by either name of a payment, and tells the fees', () => {
    const found = reconciled(
      [receipt('a', on(1), 4_000), receipt('b', on(2), 2_000)],
      [line('pay_a', on(3), 4_000, 80), line('GHb', on(4), 2_000, 40), LAST],
    );
    expect(found).toMatchObject({
      payments: 2,
      hereMinor: 6_000,
      statedMinor: 6_000,
      feeMinor: 120,
      payoutMinor: 5_880,
      waiting: 0,
      differences: [],
    });
  });

  it('names what is missing there, what is missing here, and what has another amount', () => {
    const found = reconciled(
      [receipt('a', on(1), 4_000), receipt('b', on(2), 2_000), receipt('c', on(3), 1_000)],
      [line('pay_b', on(1), 2_500), line('pay_c', on(3), 1_000), line('pay_x', on(5), 700), LAST],
    );
    expect(found.differences).toMatchObject([
      { kind: 'missing-there', reference: 'pay_a', paymentId: 'a', hereMinor: 4_000 },
      { kind: 'amount-differs', reference: 'pay_b', hereMinor: 2_000, thereMinor: 2_500 },
      { kind: 'missing-here', reference: 'pay_x', paymentId: null, thereMinor: 700 },
    ]);
    expect([found.hereMinor, found.statedMinor]).toEqual([7_000, 4_200]);
  });

  it('waits for what is too new, and for what came before the first statement', () => {
    const found = reconciled(
      [receipt('a', on(1), 4_000), receipt('b', on(19), 2_000), receipt('c', on(21), 1_000)],
      [line('pay_other', on(10), 1), line('pay_b', on(20), 2_000)],
    );
    expect([found.waiting, found.waitingMinor]).toEqual([2, 5_000]);
    expect(found.differences.map(({ kind }) => kind)).toEqual(['missing-here']);
  });

  it('takes a refund whenever either side has it', () => {
    const paid = receipt('a', on(28), 4_000);
    const refund = receipt('a', on(33), -1_000);
    // The statement does not reach to the refund yet.
    const before = reconciled([paid, refund], [line('pay_a', on(29), 4_000)]);
    expect(before.differences).toEqual([]);
    expect([before.hereMinor, before.statedMinor]).toEqual([4_000, 4_000]);
    // It does, and has it some days later.
    const lines = [line('pay_a', on(29), 4_000), line('pay_a', on(36), -1_000)];
    expect(reconciled([paid, refund], lines).differences).toEqual([]);
    // It reaches beyond, and has none.
    const later = line('pay_last', on(38), 100);
    const without = reconciled([paid, refund], [line('pay_a', on(29), 4_000), later]);
    expect(without.differences).toMatchObject([
      { kind: 'amount-differs', hereMinor: 3_000, thereMinor: 4_000 },
    ]);
  });

  it('misses nothing that was reversed before it was stated', () => {
    const both = [receipt('a', on(3), 4_000), receipt('a', on(3), -4_000)];
    expect(reconciled(both, [line('pay_o', on(1), 1), LAST]).differences).toHaveLength(1);
  });

  it('finds payments of the days around, which are settled in the time', () => {
    const before = receipt('a', FROM - DAY_MS, 4_000);
    const found = reconciled([], [line('pay_a', on(1), 4_000, 80)], [before]);
    expect(found).toMatchObject({ payments: 0, hereMinor: 0, statedMinor: 0, differences: [] });
    expect(found.feeMinor).toBe(80);
  });

  it('comes to the cent: taken, less what waits, and the differences are what is stated', () => {
    const receipts = fc.array(
      fc.record({
        paymentId: fc.constantFrom('a', 'b', 'c', 'd'),
        at: fc.integer({ min: FROM - 5 * DAY_MS, max: TO + 5 * DAY_MS }),
        amountMinor: fc.integer({ min: -5_000, max: 5_000 }),
      }),
      { maxLength: 12 },
    );
    const lines = fc.array(
      fc.tuple(
        fc.constantFrom('pay_a', 'GHb', 'pay_c', 'pay_x'),
        fc.integer({ min: FROM - 5 * DAY_MS, max: TO + 5 * DAY_MS }),
        fc.integer({ min: -5_000, max: 5_000 }),
        fc.integer({ min: 0, max: 90 }),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(receipts, lines, (given, stated) => {
        const all = given.map((one) => receipt(one.paymentId, one.at, one.amountMinor));
        const found = reconciled(all, stated);
        const differ = found.differences.reduce(
          (sum, one) => sum + one.thereMinor - one.hereMinor,
          0,
        );
        expect(found.hereMinor - found.waitingMinor + differ).toBe(found.statedMinor);
        const own = all.filter(({ at }) => at >= FROM && at < TO);
        expect(found.hereMinor).toBe(own.reduce((sum, one) => sum + one.amountMinor, 0));
      }),
    );
  });
});

describe('lines of several files', () => {
  const a = line('pay_a', on(1), 4_000);
  const b = line('pay_b', on(2), 2_000);

  it('count once, however often a file is imported', () => {
    expect(distinctLines([[a, b], [a, b], [b]])).toEqual([a, b]);
  });

  it('count twice where one file has them twice', () => {
    expect(distinctLines([[a, a], [a]])).toEqual([a, a]);
  });
});
