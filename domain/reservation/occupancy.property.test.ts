import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addSpan, emptyOccupancy, mostDuring, removeSpan } from './occupancy.ts';
import { overlaps, type Span } from './span.ts';

const span: fc.Arbitrary<Span> = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 20 }))
  .map(([fromAt, length]) => ({ fromAt, toAt: fromAt + length }));

/** Instant by instant. */
function mostByHand(spans: readonly Span[], { fromAt, toAt }: Span): number {
  let most = 0;
  for (let at = fromAt; at < toAt; at += 1)
    most = Math.max(
      most,
      spans.filter((one) => overlaps(one, { fromAt: at, toAt: at + 1 })).length,
    );
  return most;
}

test('the most spans in a window are what counting at each instant gives', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 30 }), span, (spans, window) => {
      const occupancy = emptyOccupancy();
      for (const one of spans) addSpan(occupancy, one);
      expect(mostDuring(occupancy, window)).toBe(mostByHand(spans, window));
    }),
  );
});

test('a span that is excepted counts as if it had been taken out', () => {
  fc.assert(
    fc.property(fc.array(span, { minLength: 1, maxLength: 30 }), span, (spans, window) => {
      const occupancy = emptyOccupancy();
      for (const one of spans) addSpan(occupancy, one);
      const [first, ...others] = spans;
      if (first === undefined) return;
      const without = mostDuring(occupancy, window, first);
      expect(without).toBe(mostByHand(others, window));
      removeSpan(occupancy, first);
      expect(mostDuring(occupancy, window)).toBe(without);
    }),
  );
});
