import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../kernel/instant.ts';
import { humanWriter } from '../reports/format.ts';
import { MEASURES, type Measure } from '../stats/measures.ts';
import { adviceText, lackText } from './advice-text.ts';
import { type HandFact, handMade, hourRow, SCOPE } from './hand-made.testing.ts';
import { makeAdvice } from './make-advice.ts';

const HOURS = (SCOPE.span.toAt - SCOPE.span.fromAt) / 3_600_000;
const write = humanWriter({ timeZone: 'Europe/London', currency: 'GBP', locale: 'en-GB' });
/** Values that rules look for, and some that no rule knows. */
const VALUES = [
  'in',
  'out',
  'cam',
  'sure',
  'unsure',
  'lot-full',
  'transient',
  'payment',
  '7',
  '',
  'x',
];

const measures = Object.keys(MEASURES) as Measure[];
const facts: fc.Arbitrary<readonly HandFact[]> = fc.array(
  fc
    .record({
      measure: fc.constantFrom(...measures),
      hour: fc.nat(HOURS + 48),
      values: fc.array(fc.constantFrom(...VALUES), { minLength: 8, maxLength: 8 }),
      count: fc.integer({ min: 1, max: 400 }),
      amount: fc.integer({ min: -100_000, max: 100_000 }),
    })
    .map(({ measure, hour, values, count, amount }) => ({
      measure,
      at: SCOPE.span.fromAt - DAY_MS + hour * 3_600_000,
      dims: Object.fromEntries(MEASURES[measure].map((name, index) => [name, values[index] ?? ''])),
      count,
      amount,
    })),
  { maxLength: 150 },
);
const hours = fc.array(
  fc
    .record({
      series: fc.constantFrom('lot', 'open:lot', 'open:level:ground', 'group:g', 'nowhere'),
      hour: fc.nat(HOURS - 1),
      inside: fc.nat(5),
      capacity: fc.nat(4),
    })
    .map(({ series, hour, inside, capacity }) =>
      hourRow(series, SCOPE.span.fromAt + hour * 3_600_000, inside, capacity),
    ),
  { maxLength: 200 },
);

describe('advice of whatever figures there are', () => {
  it('is always a list of whole sentences with its figures, and the same for the same figures', async () => {
    await fc.assert(
      fc.asyncProperty(facts, hours, async (someFacts, occupancy) => {
        const groups = [{ id: 'g', name: 'Acme', reserved: 3 }];
        const source = handMade({ facts: someFacts, occupancy, groups });
        const made = await makeAdvice(source, SCOPE);
        expect(await makeAdvice(source, SCOPE)).toEqual(made);
        const ids = made.advice.map(({ code, subject }) => `${code} ${subject}`);
        expect(new Set(ids).size).toBe(ids.length);
        for (const advice of made.advice) {
          const { sentence, remedy } = adviceText(advice, write);
          for (const text of [sentence, remedy]) {
            expect(text).toMatch(/^\S.*\.$/u);
            expect(text).not.toMatch(/undefined|NaN|null|Infinity|\[object/u);
          }
          const { columns, rows, totals } = advice.figures;
          // Its table is made of events, which these figures have none behind them.
          if (advice.code !== 'unpaid-exits') expect(rows.length).toBeGreaterThan(0);
          for (const row of [...rows, ...(totals === null ? [] : [totals])])
            expect(row).toHaveLength(columns.length);
        }
        for (const lack of made.lacks) {
          expect(lack.has).toBeLessThan(lack.needs);
          expect(lackText(lack, write)).toMatch(/^[A-Z].*\.$/u);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is nothing for a lot without figures: quiet, not an error', async () => {
    const { advice, lacks } = await makeAdvice(handMade({}), SCOPE);
    expect(advice).toEqual([]);
    expect(lacks.map(({ rule }) => rule)).toContain('place-fills');
  });

  it('puts money and drivers into one order', async () => {
    const at = SCOPE.span.fromAt;
    const fact = (measure: Measure, dims: HandFact['dims'], count: number, amount = 0) => ({
      measure,
      at,
      dims,
      count,
      amount,
    });
    const facts = [
      fact('entries', { lane: 'in', credential: 'transient' }, 1_000),
      fact('receipts', { kind: 'payment' }, 1_000, 400_000),
      // 40 drivers; and money that 50 would have paid.
      fact('turned-away', { lane: 'in', reason: 'plate-needed' }, 40),
      fact('unpaid-exits', { how: 'let-out', actor: 'asha' }, 12, 20_000),
    ];
    const { advice } = await makeAdvice(handMade({ facts }), SCOPE);
    expect(advice.map(({ code }) => code)).toEqual(['unpaid-exits', 'turned-away']);
  });
});
