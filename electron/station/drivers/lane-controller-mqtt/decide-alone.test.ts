import { describe, expect, test } from 'vitest';
import { type AlonePolicy, partOf } from '../lane-rights.ts';
import { LaneSecret } from '../lane-secret.ts';
import { decideAlone, QUEUE_MAX, type Shown } from './decide-alone.ts';
import type { ControllerMemory } from './memory.ts';

const NOW = Date.UTC(2026, 2, 2, 8);
const HOUR_MS = 3_600_000;
const PERIOD = 7;
const secret = LaneSecret.ofToken('a token of this controller');

interface Right {
  readonly kind: 'plate' | 'card' | 'code';
  readonly text: string;
  readonly vehicles?: number;
  /** From and until, milliseconds; 0 has no end. */
  readonly span?: readonly [number, number];
}

/** What a controller remembers that may open for these. */
function memory(alone: AlonePolicy, rights: readonly Right[] = []): ControllerMemory {
  const packed = rights.map(({ kind, text, vehicles, span }) => ({
    d: secret.digest(PERIOD, kind, text),
    s: `holder of ${text}`,
    ...(vehicles === undefined ? {} : { n: vehicles }),
    ...(span === undefined
      ? {}
      : { t: [[span[0] / 1_000, span[1] / 1_000]] as [number, number][] }),
  }));
  return {
    ...{ epoch: 'e1', number: 0, queue: [], given: [], used: [] },
    head: {
      ...{ version: 1, at: NOW - HOUR_MS, untilAt: NOW + HOUR_MS, period: PERIOD },
      ...{ way: 'entry', alone, parts: Array.from({ length: 32 }, () => 1), stock: [], leftOut: 0 },
    },
    parts: Array.from({ length: 32 }, (_, part) => ({
      part,
      version: 1,
      period: PERIOD,
      rights: packed.filter(({ d }) => partOf(d) === part),
    })),
  };
}

const MEMBER: Right = { kind: 'plate', text: 'KA05MH1' };
const decide = (of: ControllerMemory, shown: Shown, at = NOW) => {
  const verdict = decideAlone(of, secret, shown, at);
  return verdict.opens ? 'opens' : verdict.why;
};

describe('a lane that is cut off', () => {
  test.each<[AlonePolicy, string, Shown, string]>([
    ['rights', 'whom its rights name', { plate: 'KA05MH1' }, 'opens'],
    ['rights', 'a stranger', { plate: 'KA05MH2' }, 'no-right'],
    ['rights', 'the same text as a card', { card: 'KA05MH1' }, 'no-right'],
    ['rights', 'nothing', {}, 'no-right'],
    ['open', 'a stranger', { plate: 'KA05MH2' }, 'opens'],
    ['open', 'nothing', {}, 'opens'],
    ['closed', 'whom its rights name', { plate: 'KA05MH1' }, 'closed'],
  ])('that is to be %s, before %s', (alone, _who, shown, verdict) => {
    expect(decide(memory(alone, [MEMBER]), shown)).toBe(verdict);
  });

  test('trusts its rights until they run out, and not a moment longer', () => {
    const of = memory('rights', [MEMBER]);
    expect(decide(of, { plate: 'KA05MH1' }, NOW + HOUR_MS - 1)).toBe('opens');
    expect(decide(of, { plate: 'KA05MH1' }, NOW + HOUR_MS)).toBe('stale');
    expect(decide({ ...of, head: null }, { plate: 'KA05MH1' })).toBe('stale');
    // Who is let in whoever it is needs no right.
    expect(decide(memory('open'), {}, NOW + HOUR_MS)).toBe('opens');
  });

  test('opens within the hours of a right alone', () => {
    const span = [NOW, NOW + HOUR_MS / 2] as const;
    const of = memory('rights', [{ ...MEMBER, span }]);
    const at = (offsetMs: number) => decide(of, { plate: 'KA05MH1' }, NOW + offsetMs);
    expect([at(-1), at(0), at(HOUR_MS / 2 - 1), at(HOUR_MS / 2)]).toEqual([
      'no-right',
      'opens',
      'opens',
      'no-right',
    ]);
  });

  test('lets through as many of a holder as there is room for', () => {
    const of = memory('rights', [{ ...MEMBER, vehicles: 2 }]);
    const used = (count: number) => ({
      ...of,
      used: Array.from({ length: count }, (_, number) => ({
        ...{ s: 'holder of KA05MH1', number, takenAt: null },
      })),
    });
    expect(decide(used(1), { plate: 'KA05MH1' })).toBe('opens');
    expect(decide(used(2), { plate: 'KA05MH1' })).toBe('used');
    // Of another holder it may be as many.
    const other = { ...of, used: used(2).used.map((one) => ({ ...one, s: 'another' })) };
    expect(decide(other, { plate: 'KA05MH1' })).toBe('opens');
  });

  test('takes a code or a card before a plate, and a good one before a bad one', () => {
    const code: Right = { kind: 'code', text: 'BOOKED' };
    const of = memory('rights', [code, { ...MEMBER, vehicles: 0 }]);
    expect(decide(of, { code: 'BOOKED', plate: 'KA05MH1' })).toBe('opens');
    expect(decide(of, { code: 'WRONG', plate: 'KA05MH1' })).toBe('used');
  });

  test('does nothing that it could not tell afterwards', () => {
    const event = { number: 1, kind: 'opened', at: NOW };
    const full = {
      ...memory('open', [MEMBER]),
      queue: Array.from({ length: QUEUE_MAX }, () => event),
    };
    expect(decide(full, { plate: 'KA05MH1' })).toBe('full');
  });
});
