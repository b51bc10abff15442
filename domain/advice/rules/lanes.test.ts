import { describe, expect, it } from 'vitest';
import { smallLot } from '../../facility/small-lot.testing.ts';
import type { Measure } from '../../stats/measures.ts';
import { at, type HandFact, handMade, SCOPE, said, WEEKDAYS } from '../hand-made.testing.ts';
import { laneQueue } from './lane-queue.ts';
import { laneTrouble } from './lane-trouble.ts';
import { turnedAway } from './turned-away.ts';

const LOT = (() => {
  const lot = smallLot();
  const [entry] = lot.lanes;
  if (entry === undefined) throw new Error('a lot has a lane');
  return { ...lot, lanes: [...lot.lanes, { ...entry, id: 'in-2', label: 'Entry 2' }] };
})();
const START = SCOPE.span.fromAt;
const some = (
  measure: Measure,
  count: number,
  dims: Readonly<Record<string, string>>,
  when = START,
): HandFact => ({ measure, at: when, dims, count });

const passed = [
  some('entries', 1_000, { lane: 'in' }),
  some('entries', 900, { lane: 'in-2' }),
  some('exits', 1_800, { lane: 'out' }),
];

describe('a lane that gives trouble', () => {
  const trouble = async (facts: readonly HandFact[]) =>
    (await laneTrouble(handMade({ lot: LOT, facts }), SCOPE)).advice.map(said);

  it('is said against the other lanes of its direction', async () => {
    const facts = [
      ...passed,
      some('backed-out', 100, { lane: 'in-2' }),
      some('backed-out', 10, { lane: 'in' }),
    ];
    expect(await trouble(facts)).toEqual([
      'Entry 2: 100 vehicles backed out, 10% of its vehicles, against 1% at the other lanes.',
    ]);
  });

  it('is said by itself where there is no other', async () => {
    const facts = [
      ...passed,
      some('manual-openings', 180, { lane: 'out', actor: 'asha', how: 'vend' }),
    ];
    expect(await trouble(facts)).toEqual([
      'Exit: 180 times the gate was opened by hand, 10% of its vehicles.',
    ]);
  });

  it('counts a plate that differs once, whatever staff answer', async () => {
    const facts = [
      ...passed,
      some('plate-mismatches', 30, { lane: 'in', what: 'differs' }),
      some('plate-mismatches', 300, { lane: 'in-2', what: 'let-out' }),
    ];
    expect(await trouble(facts)).toEqual([
      'Entry: 30 plates did not match the ticket, 3% of its vehicles, against 0% at the other lanes.',
    ]);
  });

  it.each([
    [
      'it is alike at all lanes',
      [some('backed-out', 60, { lane: 'in' }), some('backed-out', 55, { lane: 'in-2' })],
    ],
    ['it is rare', [some('backed-out', 19, { lane: 'in' })]],
  ])('is not said where %s', async (_, facts) => {
    expect(await trouble([...passed, ...facts])).toEqual([]);
  });

  it('needs 200 vehicles', async () => {
    const source = handMade({ lot: LOT, facts: [some('entries', 150, { lane: 'in' })] });
    expect((await laneTrouble(source, SCOPE)).lack).toEqual({
      of: 'vehicles',
      needs: 200,
      has: 150,
    });
  });
});

describe('an entry lane that cannot take in more', () => {
  const entries = (days: readonly number[], count: number) =>
    days.map((day) => some('entries', count, { lane: 'in' }, at(day, 8, 30)));
  const quiet = WEEKDAYS.map((day) => some('entries', 20, { lane: 'in' }, at(day, 14)));

  it('is said with its hour', async () => {
    const facts = [...quiet, ...entries(WEEKDAYS.slice(0, 12), 210)];
    const { advice } = await laneQueue(handMade({ lot: LOT, facts }), SCOPE);
    expect(advice.map(said)).toEqual([
      'Entry takes in 210 vehicles from 08:00 to 09:00, close to all that a lane can, on 12 of 20 weekdays.',
    ]);
  });

  it('is not said of fewer vehicles, or of few days', async () => {
    for (const facts of [entries(WEEKDAYS, 190), entries(WEEKDAYS.slice(0, 9), 230)]) {
      const source = handMade({ lot: LOT, facts: [...quiet, ...facts] });
      expect((await laneQueue(source, SCOPE)).advice).toEqual([]);
    }
  });

  it('needs ten weekdays', async () => {
    const source = handMade({ lot: LOT, facts: entries(WEEKDAYS.slice(0, 9), 230) });
    expect((await laneQueue(source, SCOPE)).lack).toEqual({ of: 'weekdays', needs: 10, has: 9 });
  });
});

describe('drivers who are turned away', () => {
  it('are said by the reason, with the hour at which it happens most', async () => {
    const refused = { lane: 'in', reason: 'plate-needed' };
    const facts = [
      ...passed,
      some('turned-away', 70, refused, at(START, 9)),
      some('turned-away', 30, refused, at(START, 15)),
    ];
    const { advice } = await turnedAway(handMade({ facts }), SCOPE);
    expect(advice.map(said)).toEqual([
      '100 drivers were turned away with “This lane admits only vehicles with a read plate”, 5% of those who came; most between 09:00 and 10:00.',
    ]);
  });

  it('are not said where they are few', async () => {
    const facts = [...passed, some('turned-away', 19, { lane: 'in', reason: 'lot-full' })];
    expect((await turnedAway(handMade({ facts }), SCOPE)).advice).toEqual([]);
  });
});
