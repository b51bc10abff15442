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
  return { state: test.state, reveal, refOf: ref };
}

const near = (
  world: ReturnType<typeof inside>,
  plate: string,
  laneId = 'out',
  more: { readonly confidence?: number; readonly spellings?: readonly string[] } = {},
) => {
  const read = { plate, plateRef: ref(plate), confidence: 1, ...more };
  return nearPlates(world, laneId, read).map(reveal);
};

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

test('a bad read at an entry may be what the camera spelt otherwise; at an exit that opens nothing', () => {
  const bad = { confidence: 0.4, spellings: ['MH12AB1284', 'MH12A81234', 'MH12AB1284'] };
  const world = inside(1, ['MH12A81234']);
  expect(near(world, 'MH12AB1234', 'in', bad)).toEqual(['MH12AB1284', 'MH12A81234']);
  expect(near(world, 'MH12AB1234', 'in', { ...bad, confidence: 0.99 })).toEqual([]);
  expect(near(world, 'MH12AB1299', 'out', bad)).toEqual([]);
  // Whose lot takes plates to the letter still asks its staff.
  expect(near(inside(0, []), 'MH12AB1234', 'in', bad)).toEqual(['MH12AB1284', 'MH12A81234']);
});
