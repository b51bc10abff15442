import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../kernel/instant.ts';
import { coverOf } from './cover.ts';
import type { PlanTerms } from './plan.ts';
import { clock, DAYTIME, hoursSince, LONDON, member, plan } from './samples.testing.ts';

const PAID: [number, number][] = [[clock('2026-03-01 00:00'), clock('2026-04-01 00:00')]];
const ENTRY = clock('2026-03-02 06:00');

function covered(
  terms: Partial<PlanTerms>,
  hours: number,
  change: Parameters<typeof member>[1] = {},
  stay: {
    readonly entryAt?: number;
    readonly isBeyond?: boolean;
    readonly vehicleClass?: 'bus';
  } = {},
) {
  const entryAt = stay.entryAt ?? ENTRY;
  const cover = coverOf(
    member(PAID, change),
    plan(terms),
    {
      entryAt,
      exitAt: entryAt + hours * HOUR_MS,
      vehicleClass: stay.vehicleClass ?? 'car',
      isBeyond: stay.isBeyond ?? false,
    },
    LONDON,
  );
  return {
    covered: hoursSince(entryAt, cover.coveredSpans),
    charged: hoursSince(entryAt, cover.chargedSpans),
    balance: cover.balanceUsableMinor,
    debt: cover.debtUsableMinor,
  };
}

describe('what each kind of plan covers of a stay', () => {
  test('unlimited: all of it', () => {
    expect(covered({}, 30)).toMatchObject({ covered: [[0, 30]], charged: [] });
  });

  test('weekday daytime: what lies in the windows', () => {
    expect(covered({ rights: DAYTIME }, 15)).toMatchObject({
      covered: [[1, 13]],
      charged: [
        [0, 1],
        [13, 15],
      ],
    });
  });

  test('entries: all of an entry that was left, nothing of one too many', () => {
    const rights = { kind: 'entries', count: 2, per: 'month' } as const;
    expect(covered({ rights }, 5)).toMatchObject({ covered: [[0, 5]] });
    expect(covered({ rights }, 5, {}, { isBeyond: true })).toMatchObject({
      covered: [],
      charged: [[0, 5]],
    });
  });

  test('hours a month: the first ones, then the tariff', () => {
    const rights = { kind: 'hours', hours: 10 } as const;
    const usage = new Map([['2026-03', { entries: 3, usedMs: 7 * HOUR_MS }]]);
    expect(covered({ rights }, 5, { usage })).toMatchObject({
      covered: [[0, 3]],
      charged: [[3, 5]],
    });
  });

  test('hours a month: a new month has its own', () => {
    const rights = { kind: 'hours', hours: 10 } as const;
    const usage = new Map([['2026-03', { entries: 3, usedMs: 9 * HOUR_MS }]]);
    const entryAt = clock('2026-03-31 22:00');
    const periods = [
      { fromAt: PAID[0]?.[0] ?? 0, untilAt: clock('2026-05-01 00:00'), by: 'payment', entries: 0 },
    ] as const;
    expect(covered({ rights }, 5, { usage, periods: [...periods] }, { entryAt })).toMatchObject({
      covered: [
        [0, 1],
        [2, 5],
      ],
      charged: [[1, 2]],
    });
  });

  test('prepaid: nothing, and the balance pays', () => {
    const rights = { kind: 'prepaid', lowBalanceMinor: 500 } as const;
    expect(covered({ rights }, 5, { balanceMinor: 1_200 })).toEqual({
      covered: [],
      charged: [[0, 5]],
      balance: 1_200,
      debt: 0,
    });
  });

  test('after the end and its grace the tariff charges', () => {
    const entryAt = clock('2026-04-03 12:00');
    expect(covered({ graceDays: 3 }, 24, {}, { entryAt })).toMatchObject({
      covered: [[0, 12]],
      charged: [[12, 24]],
    });
    expect(covered({ graceDays: 0 }, 24, {}, { entryAt })).toMatchObject({ charged: [[0, 24]] });
  });

  test('a suspension ends the cover where it begins', () => {
    const change = { state: 'suspended', stateSince: ENTRY + 2 * HOUR_MS } as const;
    expect(covered({}, 5, change)).toMatchObject({ covered: [[0, 2]], charged: [[2, 5]] });
  });

  test('a class that the plan does not name is charged', () => {
    expect(
      covered({ vehicleClasses: ['car', 'ev'] }, 5, {}, { vehicleClass: 'bus' }),
    ).toMatchObject({ covered: [] });
  });

  test('what may be owed ends at the limit', () => {
    const terms = { beyond: 'debt', debtLimitMinor: 1_000 } as const;
    expect(covered(terms, 5, { debtMinor: 400 }).debt).toBe(600);
    expect(covered(terms, 5, { debtMinor: 1_400 }).debt).toBe(0);
    expect(covered({}, 5).debt).toBe(0);
  });
});
