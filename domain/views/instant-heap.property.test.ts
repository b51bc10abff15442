import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InstantHeap } from './instant-heap.ts';

test('whatever goes in comes out in order, however it is mixed', () => {
  const steps = fc.array(fc.option(fc.integer({ min: 0, max: 50 }), { freq: 2 }), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(steps, (values) => {
      const heap = new InstantHeap();
      let kept: number[] = [];
      for (const value of values) {
        if (value !== null) {
          heap.push(value);
          kept = [...kept, value].sort((a, b) => a - b);
        } else expect(heap.pop()).toBe(kept.shift() ?? null);
        expect([heap.first, heap.size]).toEqual([kept[0] ?? null, kept.length]);
      }
    }),
  );
});
