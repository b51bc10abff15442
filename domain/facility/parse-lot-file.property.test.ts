import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROBLEMS_MAX } from './lot-file-problem.ts';
import { parseLotFile } from './parse-lot-file.ts';
import { smallLot } from './small-lot.testing.ts';

function expectAnswer(json: unknown): void {
  const parsed = parseLotFile(json);
  if (parsed.ok) return;
  expect(parsed.error.length).toBeGreaterThan(0);
  expect(parsed.error.length).toBeLessThanOrEqual(PROBLEMS_MAX);
  for (const { path, message } of parsed.error) {
    expect(path).not.toBe('');
    expect(message).toMatch(/^expected .+, found .+/s);
    expect(message).not.toContain('undefined');
  }
}

/** Every place in some JSON: the object or list that holds it, and its key. */
function places(json: unknown): [Record<string, unknown>, string][] {
  if (typeof json !== 'object' || json === null) return [];
  const holder = json as Record<string, unknown>;
  return Object.keys(holder).flatMap(
    (key) => [[holder, key], ...places(holder[key])] as [Record<string, unknown>, string][],
  );
}

/** Sets a field of its own, also one that is called `__proto__`, as JSON.parse does. */
function put(holder: object, key: string, value: unknown): void {
  Object.defineProperty(holder, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

const withDevices = smallLot(undefined, {
  devices: [
    { id: 'eye', label: 'Eye', driver: 'slot-sensors-mqtt', slotIds: ['a1'] },
    { id: 'cam', label: 'Cam', driver: 'camera-mqtt', laneId: 'in' },
  ],
  allocation: { spillOver: { car: ['standard', 'large'] } },
});

const odd = fc.oneof(
  fc.jsonValue(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom('a1', 'in', 'west', '__proto__', 'constructor', '', -1, 1e308, [], {}, null),
);

describe('any JSON at all', () => {
  it('is answered with a lot or with problems', () => {
    fc.assert(fc.property(fc.jsonValue(), expectAnswer));
  });

  it('is answered when it is a valid file with things replaced, removed, added and doubled', () => {
    const change = fc.record({
      at: fc.nat(),
      how: fc.constantFrom('replace', 'remove', 'add', 'double'),
      value: odd,
      key: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'toString')),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const json: unknown = JSON.parse(JSON.stringify(withDevices));
        for (const { at, how, value, key } of changes) {
          const all = places(json);
          const [holder, name] = all[at % Math.max(1, all.length)] ?? [{}, ''];
          if (how === 'replace') put(holder, name, value);
          else if (how === 'remove') delete holder[name];
          else if (how === 'add' && !Array.isArray(holder)) put(holder, key, value);
          else if (Array.isArray(holder)) holder.push(holder[Number(name)]);
        }
        expectAnswer(json);
      }),
      { numRuns: 400 },
    );
  });
});
