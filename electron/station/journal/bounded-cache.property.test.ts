import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BoundedCache } from './bounded-cache.ts';

it('never outgrows its bound, never gives a wrong value, and keeps what was used last', () => {
  const use = fc.record({
    what: fc.constantFrom('get', 'set', 'delete', 'deleteValue'),
    key: fc.nat(40),
    value: fc.nat(5),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 4, max: 20 }),
      fc.array(use, { maxLength: 300 }),
      (bound, uses) => {
        const cache = new BoundedCache<number, number>(bound);
        const model = new Map<number, number>();
        for (const { what, key, value } of uses) {
          if (what === 'get') {
            const found = cache.get(key);
            if (found !== undefined) expect(found).toBe(model.get(key));
          } else if (what === 'set') {
            cache.set(key, value);
            model.set(key, value);
            expect(cache.get(key)).toBe(value);
          } else if (what === 'delete') {
            cache.delete(key);
            model.delete(key);
            expect(cache.get(key)).toBeUndefined();
          } else {
            cache.deleteValue(value);
            for (const [held, of] of model) if (of === value) model.delete(held);
          }
          expect(cache.size).toBeLessThanOrEqual(bound + 1);
        }
      },
    ),
  );
  const cache = new BoundedCache<number, string>(10);
  for (let key = 0; key < 100; key += 1) {
    cache.set(key, String(key));
    expect(cache.get(1_000)).toBeUndefined();
    for (let recent = Math.max(0, key - 3); recent <= key; recent += 1) {
      expect(cache.get(recent)).toBe(String(recent));
    }
  }
});
