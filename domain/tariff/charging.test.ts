import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../kernel/instant.ts';
import { CHARGE_PHASES, type MeteredCharge } from './metered-charge.ts';
import { at, fee, quoted, tariffWith } from './tariff.testing.ts';
import type { Surcharge } from './tariff-file.ts';

const TEN = '2026-03-02T10:00';
const NOON = '2026-03-02T12:00';
/** Two hours of parking. */
const PARKED = 200;
const minute = (local: string) => at(local, tariffWith());
const on = (...surcharges: Surcharge[]) => tariffWith({ surcharges });
const named = { id: 'c', name: 'Charging' };

const ENERGY: Surcharge = { kind: 'charging-energy', ...named, feeMinorPerKwh: 50 };
const START: Surcharge = { kind: 'charging-start', ...named, feeMinor: 100 };
const IDLE: Surcharge = {
  kind: 'charging-idle',
  ...named,
  graceMinutes: 10,
  each: { minutes: 1, feeMinor: 20 },
};

/** A charge of an hour from ten, idle since eleven. */
function charge(change: Partial<MeteredCharge> = {}): MeteredCharge {
  return {
    wh: 7_000,
    chargedMs: 60 * MINUTE_MS,
    idleMs: 0,
    phase: 'idle',
    since: minute('2026-03-02T11:00'),
    ...change,
  };
}

describe('what a charger metered', () => {
  it('is paid beside what staff noted of chargers that tell of nothing', () => {
    const asked = { charges: [charge(), charge({ wh: 3_000, phase: 'over' })], chargingWh: 1_000 };
    expect(fee(on(ENERGY), TEN, NOON, asked)).toBe(PARKED + 550);
  });

  it('costs a start for each charge that gave energy', () => {
    const asked = { charges: [charge(), charge({ phase: 'over' }), charge({ wh: 0 })] };
    expect(fee(on(START), TEN, NOON, asked)).toBe(PARKED + 200);
  });

  it('costs its minutes while it charges, and none while it waits or stands idle', () => {
    const each = { minutes: 60, feeMinor: 60, proRata: true };
    const tariff = on({ kind: 'charging-minutes', ...named, each });
    const running = charge({ phase: 'charging', chargedMs: 0, since: minute(TEN) });
    expect(fee(tariff, TEN, NOON, { charges: [running] })).toBe(PARKED + 120);
    expect(fee(tariff, TEN, NOON, { charges: [charge()] })).toBe(PARKED + 60);
    expect(fee(tariff, TEN, NOON, { charges: [charge({ phase: 'waiting' })] })).toBe(PARKED + 60);
  });
});

describe('standing idle at a charger', () => {
  it.each([
    ['within its grace costs nothing', '2026-03-02T11:10', 0],
    ['costs the first minute after it', '2026-03-02T11:11', 20],
    ['costs each minute', NOON, 50 * 20],
  ])('%s', (_, exit, idle) => {
    const asked = { charges: [charge()] };
    const without = fee(tariffWith(), TEN, exit);
    expect(fee(on(IDLE), TEN, exit, asked)).toBe(without + idle);
  });

  it('says until when the price holds: the end of the grace, then each minute', () => {
    const asked = { charges: [charge()] };
    expect(quoted(on(IDLE), TEN, '2026-03-02T11:04', asked).validUntilAt).toBe(
      minute('2026-03-02T11:10') + 1,
    );
    expect(quoted(on(IDLE), TEN, '2026-03-02T11:20', asked).validUntilAt).toBe(
      minute('2026-03-02T11:20') + 1,
    );
  });

  it('has one grace for each charge, however often it was interrupted', () => {
    const twice = charge({ idleMs: 8 * MINUTE_MS, since: minute('2026-03-02T11:50') });
    expect(fee(on(IDLE), TEN, NOON, { charges: [twice] })).toBe(PARKED + 8 * 20);
    const two = [charge({ phase: 'over', idleMs: 8 * MINUTE_MS }), charge({ idleMs: 0 })];
    expect(fee(on(IDLE), TEN, '2026-03-02T11:10', { charges: two })).toBe(PARKED);
  });

  it('ends with the charge, and at the most that a stay pays', () => {
    const over = charge({ phase: 'over', idleMs: 30 * MINUTE_MS });
    expect(fee(on(IDLE), TEN, NOON, { charges: [over] })).toBe(PARKED + 20 * 20);
    const capped = on({ ...IDLE, capMinor: 300 });
    const { totalMinor, lines } = quoted(capped, TEN, NOON, { charges: [charge()] });
    expect(totalMinor).toBe(PARKED + 300);
    expect(lines.at(-1)).toMatchObject({ code: 'charging', quantity: 50, amountMinor: 300 });
  });

  it('is paid by who has lost the ticket as well', () => {
    const lost = tariffWith({
      surcharges: [ENERGY, { ...IDLE, id: 'i' }],
      lostTicket: { mode: 'flat', feeMinor: 1_000 },
    });
    const asked = { charges: [charge()], lostTicket: true };
    expect(fee(lost, TEN, NOON, asked)).toBe(1_000 + 350 + 1_000);
    expect(quoted(lost, TEN, NOON, asked).validUntilAt).toBe(minute(NOON) + 1);
  });
});

it('a line of energy says so, for whoever writes it', () => {
  const { lines } = quoted(on(ENERGY, { ...START, id: 's' }), TEN, NOON, { charges: [charge()] });
  const charging = lines.filter(({ code }) => code === 'charging');
  expect(charging.map(({ measure, quantity }) => [measure, quantity])).toEqual([
    ['wh', 7_000],
    [undefined, 1],
  ]);
});

it('a price holds for every exit before the instant that the quote names', () => {
  const tariff = on(
    ENERGY,
    { ...START, id: 's' },
    { ...IDLE, id: 'i' },
    { kind: 'charging-minutes', id: 'm', name: 'M', each: { minutes: 15, feeMinor: 9 } },
  );
  const one = fc.record({
    wh: fc.nat(50_000),
    chargedMs: fc.nat(90 * MINUTE_MS),
    idleMs: fc.nat(30 * MINUTE_MS),
    phase: fc.constantFrom(...CHARGE_PHASES),
    since: fc.nat(120).map((minutes) => minute(TEN) + minutes * MINUTE_MS),
  });
  const input = fc.record({ charges: fc.array(one, { maxLength: 3 }), stayMs: fc.nat(1e7) });
  fc.assert(
    fc.property(
      input,
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      ({ charges, stayMs }, part) => {
        const entryAt = minute(TEN);
        const exitAt = entryAt + stayMs;
        const iso = (instant: number) => new Date(instant).toISOString().slice(0, -1);
        const first = quoted(tariff, TEN, iso(exitAt), { charges });
        const later = exitAt + Math.floor((first.validUntilAt - exitAt) * part);
        const second = quoted(tariff, TEN, iso(later), { charges });
        expect(second.totalMinor).toBe(first.totalMinor);
        expect(first.validUntilAt).toBeGreaterThan(exitAt);
      },
    ),
  );
});
