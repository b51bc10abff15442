import { expect, test } from 'vitest';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import { TestLot } from '#domain/lot/lot.testing.ts';
import { nearPlates } from './near-plates.ts';

/** References that name their plate, so that a test reads well. */
const reveal = (ref: string) => ref.replace('near-test:', '');
const ref = (plate: string) => `near-test:${plate}`;

function inside(edits: number | undefined, plates: readonly string[]) {
  const lot = smallLot();
  const policies = edits === undefined ? lot.policies : { ...lot.policies, plateMatchEdits: edits };
  const test = new TestLot({ ...lot, policies });
  for (const plate of plates) test.enter(ref(plate));
  return { state: test.state, reveal };
}

const near = (world: ReturnType<typeof inside>, plate: string, laneId = 'out') =>
  nearPlates(world, laneId, plate, ref(plate)).map(reveal);

test('plates within the edits are found, nearest first', () => {
  const world = inside(2, ['MH12AB1234', 'MH12AB1239', 'KA05XX9999']);
  expect(near(world, 'MH12AB123A')).toEqual(['MH12AB1234', 'MH12AB1239']);
  expect(near(world, 'MH12AB1235')).toEqual(['MH12AB1234', 'MH12AB1239']);
  expect(near(world, 'KAO5XX999')).toEqual(['KA05XX9999']);
  expect(near(world, 'ZZ99ZZ0000')).toEqual([]);
});

test('none, where the very plate is inside, at an entry, or to the letter', () => {
  const plates = ['MH12AB1234', 'MH12AB1235'];
  expect(near(inside(1, plates), 'MH12AB1234')).toEqual([]);
  expect(near(inside(1, plates), 'MH12AB1236', 'in')).toEqual([]);
  expect(near(inside(0, plates), 'MH12AB1236')).toEqual([]);
  expect(near(inside(undefined, plates), 'MH12AB1236')).toEqual(plates);
});
