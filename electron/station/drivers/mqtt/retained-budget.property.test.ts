import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRetainedBudget } from './retained-budget.ts';

it('never books more than it has, and gives back what is freed', () => {
  const message = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat(60));
  fc.assert(
    fc.property(fc.array(message, { maxLength: 60 }), (messages) => {
      const budget = createRetainedBudget({ maxTopics: 3, maxBytes: 100 });
      const held = new Map<string, number>();
      for (const [topic, bytes] of messages) {
        const wanted = new Map(held);
        if (bytes === 0) wanted.delete(topic);
        else wanted.set(topic, bytes + 1);
        const sum = [...wanted.values()].reduce((total, one) => total + one, 0);
        const fits = bytes === 0 || (sum <= 100 && wanted.size <= 3);
        expect(budget.take(topic, bytes)).toBe(fits);
        if (!fits) continue;
        held.clear();
        for (const [name, size] of wanted) held.set(name, size);
      }
    }),
  );
});
