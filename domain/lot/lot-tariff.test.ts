import { describe, expect, test } from 'vitest';
import { hourlyTariff, smallLot } from '../facility/small-lot.testing.ts';
import { must } from '../kernel/assert.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import { tariffAt } from '../tariff/book.ts';
import type { DynamicRule } from '../tariff/dynamic-schema.ts';
import type { Tariff } from '../tariff/tariff-file.ts';
import { duePayment } from './due.ts';
import { effectsOf } from './effects.ts';
import type { EventOf, LotEvent } from './event.ts';
import { TestLot } from './lot.testing.ts';

const base = hourlyTariff({});

/** So much for each started hour, without free time and caps. */
function perHour(feeMinor: number | 'hourly-rate', dynamic?: DynamicRule): Tariff {
  const each = { minutes: 60, feeMinor };
  return {
    ...base,
    rates: [
      {
        id: 'car',
        name: 'Car',
        charge: { kind: 'ladder', rungs: [{ upToMinutes: null, each }] },
      },
    ],
    ...(dynamic !== undefined && { dynamic }),
  };
}

const publish = (tariff: Tariff, effectiveAt: number | null = null, note = 'new prices') =>
  ({ type: 'PublishTariff', tariff, effectiveAt, note }) as const;
const dueOf = (lot: TestLot, sessionId: string) =>
  duePayment(lot.state, must(lot.state.sessions.get(sessionId), 'inside'), lot.at).dueMinor;
const versionAt = (lot: TestLot, at: number) => tariffAt(lot.state.tariffs, at).version;

describe('publishing a tariff', () => {
  test('vehicles inside keep theirs, the next pays by the new one', () => {
    const lot = new TestLot();
    const before = lot.enter('p1');
    lot.at += MINUTE_MS;
    expect(lot.types(publish(perHour(500)))).toEqual(['TariffPublished']);
    const after = lot.enter('p2');
    lot.at += 2 * HOUR_MS - MINUTE_MS;
    expect([dueOf(lot, before), dueOf(lot, after)]).toEqual([400, 1_000]);
  });

  test('one that is effective later waits for its time', () => {
    const lot = new TestLot();
    const tomorrow = lot.at + DAY_MS;
    lot.types(publish(perHour(500), tomorrow));
    const today = lot.enter('p1');
    lot.at = tomorrow;
    const then = lot.enter('p2');
    lot.at += HOUR_MS;
    // Noon to one o'clock of the next day: the old tariff's cap, twice.
    expect([dueOf(lot, today), dueOf(lot, then)]).toEqual([2_000, 500]);
  });

  test('what is published for now leaves alone what is scheduled', () => {
    const lot = new TestLot();
    const tomorrow = lot.at + DAY_MS;
    lot.types(publish(perHour(500), tomorrow));
    lot.types(publish(perHour(300)));
    expect([versionAt(lot, lot.at), versionAt(lot, tomorrow)]).toEqual([3, 2]);
    lot.types(publish(perHour(600), tomorrow));
    expect(versionAt(lot, tomorrow)).toBe(4);
  });

  test('a scheduled one can be withdrawn with a reason, one in force cannot', () => {
    const lot = new TestLot();
    const tomorrow = lot.at + DAY_MS;
    lot.types(publish(perHour(500), tomorrow));
    const withdraw = (version: number, reason = 'typing mistake') =>
      ({ type: 'WithdrawTariff', version, reason }) as const;
    expect(lot.refusal(withdraw(2, '  '))).toBe('reason-needed');
    expect(lot.types(withdraw(2))).toEqual(['TariffWithdrawn']);
    expect(lot.refusal(withdraw(2))).toBe('tariff-unknown');
    expect(lot.refusal(withdraw(1))).toBe('tariff-in-force');
    expect(versionAt(lot, tomorrow)).toBe(1);
    // Its number is not given again.
    lot.types(publish(perHour(600)));
    expect(versionAt(lot, lot.at)).toBe(3);
  });

  test('nothing of the past, of another place, or the same once more', () => {
    const lot = new TestLot();
    expect(lot.refusal(publish(perHour(500), lot.at - HOUR_MS))).toBe('tariff-past');
    expect(lot.refusal(publish({ ...base, currency: 'EUR' }))).toBe('tariff-foreign');
    expect(lot.refusal(publish({ ...base, timeZone: 'Europe/Berlin' }))).toBe('tariff-foreign');
    expect(lot.refusal(publish(base))).toBe('tariff-same');
    const [event] = lot.events(publish(perHour(500), lot.at - 1_000));
    expect(event).toMatchObject({ version: 2, effectiveAt: lot.at });
  });
});

const BANDS: DynamicRule = {
  kind: 'bands',
  bands: [
    { fromPct: 0, percent: 100 },
    { fromPct: 50, percent: 150 },
    { fromPct: 75, percent: 400 },
  ],
  hysteresisPct: 10,
  minutesBetweenChanges: 15,
  floorPercent: 80,
  ceilingPercent: 300,
};

/** Eight slots under a rule that has just begun. */
function lotUnder(tariff: Tariff): TestLot {
  const slots = Array.from({ length: 8 }, (_, index) => ({ id: `a${index + 1}` }));
  const lot = new TestLot(smallLot(slots, { tariff }));
  expect(tick(lot)).toMatchObject([{ from: null, figures: null }]);
  return lot;
}

/** What the next second brings of prices. */
function tick(lot: TestLot): EventOf<'PriceChanged'>[] {
  lot.at += 1_000;
  return lot
    .events({ type: 'Tick' })
    .filter((event): event is EventOf<'PriceChanged'> => event.type === 'PriceChanged');
}

function fill(lot: TestLot, vehicles: number): readonly string[] {
  return Array.from({ length: vehicles }, (_, index) => lot.enter(`p${index + 1}`));
}

function leave(lot: TestLot, sessionIds: readonly string[]): void {
  for (const sessionId of sessionIds)
    lot.types({ type: 'CloseSession', sessionId, reason: 'left by the open gate' });
}

describe('a price that follows bands of occupancy', () => {
  test('goes up with a band, says the figures, and waits its minutes before the next change', () => {
    const lot = lotUnder(perHour(200, BANDS));
    expect(tick(lot)).toEqual([]);
    fill(lot, 4);
    expect(tick(lot)).toMatchObject([
      {
        tariffVersion: 1,
        from: { percent: 100 },
        to: { percent: 150, rateMinorPerHour: null },
        occupancyPct: 50,
        inside: 4,
        capacity: 8,
        figures: { cause: 'band', thresholdPct: 50, band: 1, bandPercent: 150, held: null },
      },
    ]);
    lot.enter('p5');
    lot.enter('p6');
    expect(tick(lot)).toEqual([]);
    lot.at += 15 * MINUTE_MS;
    expect(tick(lot)).toMatchObject([
      { to: { percent: 300 }, figures: { band: 2, bandPercent: 400, held: 'ceiling' } },
    ]);
  });

  test('comes down only once occupancy is well below the band', () => {
    const lot = lotUnder(perHour(200, { ...BANDS, minutesBetweenChanges: 0, hysteresisPct: 20 }));
    const ids = fill(lot, 4);
    expect(tick(lot)).toHaveLength(1);
    leave(lot, ids.slice(0, 1));
    expect(tick(lot)).toEqual([]);
    leave(lot, ids.slice(1, 2));
    expect(tick(lot)).toMatchObject([{ from: { percent: 150 }, to: { percent: 100 } }]);
  });

  test('is multiplied in a peak window, and falls to the floor outside', () => {
    const peaks = [{ name: 'Lunch', from: '12:30', to: '14:00', percent: 120 }];
    const bands = [{ fromPct: 0, percent: 50 }];
    const lot = lotUnder(perHour(200, { ...BANDS, bands, peaks }));
    expect(tick(lot)).toMatchObject([{ to: { percent: 80 }, figures: { held: 'floor' } }]);
    lot.at += 30 * MINUTE_MS;
    expect(tick(lot)).toEqual([]);
    const lively = lotUnder(perHour(200, { ...BANDS, peaks }));
    lively.at += 30 * MINUTE_MS;
    expect(tick(lively)).toMatchObject([
      { to: { percent: 120 }, figures: { peak: 'Lunch', peakPercent: 120 } },
    ]);
    lively.at += 90 * MINUTE_MS;
    expect(tick(lively)).toMatchObject([{ to: { percent: 100 }, figures: { cause: 'peak' } }]);
  });

  test('is locked at entry and used at the exit, whatever happens in between', () => {
    const lot = lotUnder(perHour(200, { ...BANDS, minutesBetweenChanges: 0 }));
    const [first = ''] = fill(lot, 4);
    tick(lot);
    const dear = lot.enter('p5');
    leave(lot, [...lot.state.sessions.keys()].slice(1, 4));
    expect(tick(lot)).toMatchObject([{ to: { percent: 100 } }]);
    lot.at += HOUR_MS - 10_000;
    expect([dueOf(lot, first), dueOf(lot, dear)]).toEqual([200, 300]);
    expect(lot.state.sessions.get(dear)?.price).toEqual({ percent: 150, rateMinorPerHour: null });
  });

  test('is shown on the signs of free entries', () => {
    const lot = lotUnder(perHour(200, { ...BANDS, minutesBetweenChanges: 0 }));
    fill(lot, 4);
    const [event] = tick(lot);
    const shown = effectsOf(lot.state, event as LotEvent);
    expect(shown).toEqual([
      { kind: 'show', laneId: 'in', idle: true, lines: ['Small lot', '4 free', 'Price now 150 %'] },
    ]);
    lot.loop('in', 'arming', true);
    expect(effectsOf(lot.state, event as LotEvent)).toEqual([]);
  });

  test('ends with the tariff that had it', () => {
    const lot = lotUnder(perHour(200, BANDS));
    lot.types(publish(perHour(300)));
    expect(tick(lot)).toMatchObject([{ to: null, figures: null, tariffVersion: 2 }]);
    const sessionId = lot.enter('p1');
    expect(lot.state.sessions.get(sessionId)?.price).toBeNull();
  });
});

describe('a rate per hour that goes by steps', () => {
  const step: DynamicRule = {
    kind: 'step',
    startMinorPerHour: 300,
    stepMinor: 25,
    floorMinor: 260,
    ceilingMinor: 330,
    upAtPct: 80,
    downBelowPct: 60,
    everyDays: 28,
  };

  test('follows the average since its last change, once in its days, up to the ceiling', () => {
    const lot = lotUnder(perHour('hourly-rate', step));
    fill(lot, 8);
    lot.at += 27 * DAY_MS;
    expect(tick(lot)).toEqual([]);
    lot.at += DAY_MS;
    const [up] = tick(lot);
    expect(up).toMatchObject({
      from: { rateMinorPerHour: 300 },
      to: { percent: 100, rateMinorPerHour: 325 },
      occupancyPct: 100,
      figures: { cause: 'up', thresholdPct: 80, held: null },
    });
    expect(up?.why).toContain('GBP 3.25 an hour');
    lot.at += 28 * DAY_MS;
    expect(tick(lot)).toMatchObject([
      { to: { rateMinorPerHour: 330 }, figures: { held: 'ceiling' } },
    ]);
    lot.at += 28 * DAY_MS;
    expect(tick(lot)).toEqual([]);
  });

  test('half of the time full is neither up nor down; empty goes down to the floor', () => {
    const lot = lotUnder(perHour('hourly-rate', { ...step, upAtPct: 80, downBelowPct: 50 }));
    const ids = fill(lot, 8);
    lot.at += 14 * DAY_MS;
    leave(lot, ids);
    lot.at += 14 * DAY_MS;
    expect(tick(lot)).toEqual([]);
    lot.at += 28 * DAY_MS;
    expect(tick(lot)).toMatchObject([
      { to: { rateMinorPerHour: 275 }, figures: { cause: 'down' } },
    ]);
    lot.at += 28 * DAY_MS;
    expect(tick(lot)).toMatchObject([
      { to: { rateMinorPerHour: 260 }, figures: { held: 'floor' } },
    ]);
  });
});

test('free time that a whole tariff shares out over the day counts earlier visits', () => {
  const free = { minutes: 60, mode: 'deducted', pooled: 'day' } as const;
  const lot = new TestLot(smallLot(undefined, { tariff: { ...perHour(200), free } }));
  const first = lot.enter('p1');
  lot.at += 40 * MINUTE_MS;
  expect(dueOf(lot, first)).toBe(0);
  lot.loop('out', 'arming', true);
  lot.read('out', 'p1');
  lot.pass('out');
  expect(lot.state.sessions.size).toBe(0);
  const second = lot.enter('p1');
  lot.at += 40 * MINUTE_MS;
  expect(dueOf(lot, second)).toBe(200);
});
