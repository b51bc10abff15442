import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFilter, covers, widest } from './filter.ts';

const level = fc.constantFrom('a', 'b', 'c', '');
const topic = fc.array(level, { minLength: 1, maxLength: 5 }).map((levels) => levels.join('/'));
const filter = fc
  .tuple(fc.array(fc.constantFrom('a', 'b', '+', ''), { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([levels, rest]) => [...levels, ...(rest ? ['#'] : [])].join('/'));

/** The specification in its plainest form, to compare with. */
function plainMatch(wanted: readonly string[], given: readonly string[]): boolean {
  const [head, ...rest] = wanted;
  if (head === undefined) return given.length === 0;
  if (head === '#') return true;
  if (given.length === 0) return false;
  return (head === '+' || head === given[0]) && plainMatch(rest, given.slice(1));
}

describe('topic filters', () => {
  it('match as the specification says', () => {
    fc.assert(
      fc.property(filter, topic, (wanted, given) => {
        expect(compileFilter(wanted)(given)).toBe(plainMatch(wanted.split('/'), given.split('/')));
      }),
    );
  });

  it('a filter that covers another matches all that the other matches', () => {
    fc.assert(
      fc.property(filter, filter, topic, (wide, narrow, given) => {
        if (!covers(wide, narrow) || !compileFilter(narrow)(given)) return;
        expect(compileFilter(wide)(given)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  it('the widest filters match exactly what all of them match', () => {
    fc.assert(
      fc.property(fc.array(filter, { maxLength: 6 }), topic, (filters, given) => {
        const some = (list: readonly string[]) => list.some((one) => compileFilter(one)(given));
        expect(some(widest(filters))).toBe(some(filters));
      }),
    );
  });

  it('keeps system topics away from leading wildcards', () => {
    expect(compileFilter('#')('$SYS/broker/uptime')).toBe(false);
    expect(compileFilter('+/broker')('$SYS/broker')).toBe(false);
    expect(compileFilter('$SYS/#')('$SYS/broker')).toBe(true);
  });

  it.each([
    ['gatehouse/l/slot/+/presence', 'gatehouse/l/slot/s1/presence', true],
    ['gatehouse/l/slot/+/presence', 'gatehouse/l/slot/s1/x/presence', false],
    ['gatehouse/l/slot/+/presence', 'gatehouse/l/slot/presence', false],
    ['gatehouse/l/slot/+', 'gatehouse/l/slot/s1', true],
    ['gatehouse/l/slot/+', 'gatehouse/l/slot/s1/x', false],
    ['a/+/a', 'a/a', false],
  ])('%s on %s: %s', (wanted, given, match) => {
    expect(compileFilter(wanted)(given)).toBe(match);
  });
});
