import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../kernel/instant.ts';
import type { ListedEvent } from '../../reports/source.ts';
import type { Measure } from '../../stats/measures.ts';
import type { ShiftRecord } from '../../views/shift-report.ts';
import { type HandFact, handMade, SCOPE, said } from '../hand-made.testing.ts';
import { cashDifferences } from './cash-differences.ts';
import { freeStays } from './free-stays.ts';
import { lostTickets } from './lost-tickets.ts';
import { unpaidExits } from './unpaid-exits.ts';

const START = SCOPE.span.fromAt;
const some = (
  measure: Measure,
  count: number,
  dims: Readonly<Record<string, string>>,
  more: Partial<HandFact> = {},
): HandFact => ({ measure, at: START, dims, count, ...more });
const BEFORE = { at: START - DAY_MS };

describe('lost tickets', () => {
  const tickets = (count: number, more: Partial<HandFact> = {}) =>
    some('entries', count, { lane: 'in', credential: 'transient' }, more);
  const lost = (count: number, more: Partial<HandFact> = {}) =>
    some('lost-tickets', count, { how: 'replaced' }, more);
  const of = (facts: readonly HandFact[]) => lostTickets(handMade({ facts }), SCOPE);

  it('are said where they become more', async () => {
    const facts = [tickets(2_000), lost(30), tickets(2_000, BEFORE), lost(8, BEFORE)];
    expect((await of(facts)).advice.map(said)).toEqual([
      '30 tickets were lost, 1.5% of those given out, against 0.4% before.',
    ]);
  });

  it('are said where they are many, whatever was before', async () => {
    const found = some('lost-tickets', 2, { how: 'found' });
    const facts = [tickets(1_000), lost(25), found];
    expect((await of(facts)).advice.map(said)).toEqual([
      '23 tickets were lost, 2.3% of those given out.',
    ]);
  });

  it.each([
    ['they are as before', [tickets(2_000), lost(14), tickets(2_000, BEFORE), lost(12, BEFORE)]],
    ['they are few', [tickets(600), lost(9)]],
  ])('are not said where %s', async (_, facts) => {
    expect(await of(facts)).toEqual({ advice: [], lack: null });
  });

  it('need 500 tickets', async () => {
    expect((await of([tickets(400), lost(40)])).lack).toEqual({
      of: 'vehicles',
      needs: 500,
      has: 400,
    });
  });
});

describe('vehicles that left unpaid', () => {
  const unpaid = (actor: string, count: number, amount: number) =>
    some('unpaid-exits', count, { how: 'let-out', actor }, { amount });
  const taken = some('receipts', 1_000, { kind: 'payment' }, { amount: 400_000 });
  const letOut = (name: string, amount: number): ListedEvent => ({
    dims: ['let-out', name],
    amount,
    recorded: {
      seq: 1,
      at: START,
      actor: { kind: 'user', name, role: 'attendant' },
      commandId: 'c',
      event: {
        type: 'GateVended',
        laneId: 'out',
        sessionId: 's',
        overrideReason: 'printer',
        tracked: true,
      },
    },
  });

  it('are said with who let them out, and where', async () => {
    const listed = {
      'unpaid-exits': [letOut('asha', 400), letOut('asha', 600), letOut('ravi', 200)],
    };
    const facts = [taken, unpaid('asha', 19, 7_600), unpaid('ravi', 7, 2_800)];
    const { advice } = await unpaidExits(handMade({ facts, listed }), SCOPE);
    expect(advice.map(said)).toEqual([
      '26 vehicles left without paying £104.00; asha let out 19 of them.',
    ]);
    expect(advice[0]?.figures.rows).toEqual([
      ['asha', 'Exit', 2, 1_000],
      ['ravi', 'Exit', 1, 200],
    ]);
  });

  it.each([
    ['few', [taken, unpaid('asha', 9, 9_000)]],
    ['a trifle of the takings', [taken, unpaid('asha', 12, 1_200)]],
  ])('are not said where they are %s', async (_, facts) => {
    expect((await unpaidExits(handMade({ facts }), SCOPE)).advice).toEqual([]);
  });
});

describe('cash that is short', () => {
  const shift = (by: string, difference: number, index = 0): ShiftRecord => ({
    id: `${by}-${index}`,
    by,
    openedAt: START + index * DAY_MS,
    floatMinor: 5_000,
    movedMinor: 0,
    closedAt: START + index * DAY_MS + 8,
    closedBy: by,
    closeNumber: index,
    expectedMinor: 20_000,
    countedMinor: 20_000 + difference,
    takenMinor: 15_000,
    cashMinor: 15_000,
    payments: 30,
  });
  const of = (shifts: readonly ShiftRecord[]) => cashDifferences(handMade({ shifts }), SCOPE);
  const many = (by: string, differences: readonly number[]) =>
    differences.map((difference, index) => shift(by, difference, index));

  it('is said where it is nearly always', async () => {
    const asha = many('asha', [-500, -400, -600, 100, -500, -700, -300, -500, 0]);
    const { advice } = await of([...asha, ...many('ravi', [-500, 400, 500, -300, 200, -100])]);
    expect(advice.map(said)).toEqual(['asha’s drawer was short in 7 of 9 shifts, £34.00 in all.']);
    expect(advice[0]?.figures.totals).toEqual(['Total', null, null, -3_400]);
  });

  it.each([
    ['now short and now over', [-500, 400, -300, 200, -400, 300]],
    ['over', [100, 200, 300, 100, 200, 300]],
    ['short once, by much', [0, 0, 0, 0, 0, -9_000]],
  ])('is not said of a drawer that is %s', async (_, differences) => {
    expect((await of(many('asha', differences))).advice).toEqual([]);
  });

  it('needs six closed shifts of one person', async () => {
    expect((await of(many('asha', [-1, -1, -1]))).lack).toEqual({ of: 'shifts', needs: 6, has: 3 });
  });
});

describe('stays just within the free minutes', () => {
  const stays = (minutes: number, count: number) =>
    some('stays', count, { class: 'car', credential: 'transient', minutes: String(minutes) });
  const free = (count: number) => some('free-exits', count, { credential: 'transient' });
  const of = (facts: readonly HandFact[]) => freeStays(handMade({ facts }), SCOPE);

  it('are said with the limit that the figures show', async () => {
    const facts = [
      stays(4, 40),
      stays(17, 50),
      stays(19, 150),
      stays(45, 60),
      stays(120, 100),
      free(240),
    ];
    const { advice } = await of(facts);
    expect(advice.map(said)).toEqual([
      '60% of the tickets left free within 20 minutes, and 83% of those in the last 5 minutes before that.',
    ]);
    expect(advice[0]?.figures.rows).toEqual([
      ['0 to less than 15 min', 40, 0.1],
      ['15 to less than 20 min', 200, 0.5],
      ['20 to less than 25 min', 0, 0],
      ['25 min and more', 160, 0.4],
    ]);
  });

  it.each([
    ['most pay', [stays(19, 60), stays(45, 200), free(60)]],
    [
      'they are spread over the free time',
      [stays(2, 150), stays(10, 50), stays(45, 100), free(200)],
    ],
    ['as many leave just after', [stays(19, 100), stays(21, 90), stays(60, 30), free(100)]],
  ])('are not said where %s', async (_, facts) => {
    expect((await of(facts)).advice).toEqual([]);
  });

  it('need 200 stays', async () => {
    expect((await of([stays(19, 100), free(90)])).lack).toEqual({
      of: 'stays',
      needs: 200,
      has: 100,
    });
  });
});
