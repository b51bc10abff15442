import { describe, expect, it } from 'vitest';
import { at, fee, quoted, tariffWith } from './tariff.testing.ts';
import type { Product, Surcharge, Tariff } from './tariff-file.ts';

const TEN = '2026-03-02T10:00';

describe('free time', () => {
  const free = (mode: 'cliff' | 'deducted', pooled: 'visit' | 'day' = 'visit') =>
    tariffWith({ free: { minutes: 30, mode, pooled } });

  it('is lost beyond it, or deducted', () => {
    expect(fee(free('cliff'), TEN, '2026-03-02T10:30')).toBe(0);
    expect(fee(free('cliff'), TEN, '2026-03-02T11:01')).toBe(200);
    expect(fee(free('deducted'), TEN, '2026-03-02T10:30')).toBe(0);
    expect(fee(free('deducted'), TEN, '2026-03-02T11:30')).toBe(100);
    expect(fee(free('deducted'), TEN, '2026-03-02T11:31')).toBe(200);
  });

  it('may be shared by the visits of a day', () => {
    const visit = (day: string, paidMinor = 0) => ({
      entryAt: at(`${day}T08:00`, free('cliff')),
      exitAt: at(`${day}T08:20`, free('cliff')),
      paidMinor,
    });
    const today = { priorVisits: [visit('2026-03-02')] };
    const yesterday = { priorVisits: [visit('2026-03-01')] };
    expect(fee(free('cliff', 'day'), TEN, '2026-03-02T10:10', today)).toBe(0);
    expect(fee(free('cliff', 'day'), TEN, '2026-03-02T10:11', today)).toBe(100);
    expect(fee(free('cliff', 'day'), TEN, '2026-03-02T10:30', yesterday)).toBe(0);
    expect(fee(free('cliff', 'visit'), TEN, '2026-03-02T10:30', today)).toBe(0);
    expect(fee(free('deducted', 'day'), TEN, '2026-03-02T11:10', today)).toBe(100);
  });
});

describe('coming back', () => {
  const prior = (tariff: Tariff, paidMinor: number) => [
    {
      entryAt: at('2026-03-02T07:00', tariff),
      exitAt: at('2026-03-02T08:00', tariff),
      paidMinor: 100,
    },
    { entryAt: at('2026-03-02T08:30', tariff), exitAt: at('2026-03-02T09:30', tariff), paidMinor },
  ];
  const back = (countGap: boolean, withinMinutes: number) =>
    tariffWith({ reEntry: { withinMinutes, countGap } });

  it('in time continues the stay, less what was paid', () => {
    const tariff = back(true, 30);
    const priorVisits = prior(tariff, 50);
    const { totalMinor, lines, why } = quoted(tariff, TEN, '2026-03-02T11:00', { priorVisits });
    expect(totalMinor).toBe(400 - 150);
    expect(lines.at(-1)).toMatchObject({ code: 're-entry', amountMinor: -150 });
    expect(why).toContain('continues 2 earlier visits');
  });

  it('may leave the gaps out', () => {
    const tariff = back(false, 30);
    const priorVisits = prior(tariff, 0);
    expect(fee(tariff, TEN, '2026-03-02T11:00', { priorVisits })).toBe(300 - 100);
  });

  it('too late is a new stay, and nothing is ever given back', () => {
    const late = back(true, 29);
    expect(fee(late, TEN, '2026-03-02T11:00', { priorVisits: prior(late, 0) })).toBe(100);
    const paid = back(true, 30);
    expect(fee(paid, TEN, '2026-03-02T11:00', { priorVisits: prior(paid, 9_000) })).toBe(0);
  });
});

describe('surcharges', () => {
  const on = (...surcharges: Surcharge[]) => tariffWith({ surcharges });
  const night: Surcharge = {
    kind: 'window',
    id: 'night',
    name: 'Night',
    from: '22:00',
    to: '05:00',
    feeMinor: 40,
  };

  it('come once for each night that the stay touches', () => {
    expect(fee(on(night), TEN, '2026-03-02T22:00')).toBe(1_200);
    expect(fee(on(night), TEN, '2026-03-02T22:01')).toBe(1_300 + 40);
    expect(fee(on(night), '2026-03-02T04:59', '2026-03-02T05:59')).toBe(100 + 40);
    expect(fee(on(night), '2026-03-02T05:00', '2026-03-02T06:00')).toBe(100);
    expect(fee(on(night), '2026-03-02T23:00', '2026-03-05T01:00')).toBe(5_000 + 3 * 40);
    expect(fee(on({ ...night, classes: ['bus'] }), TEN, '2026-03-03T10:00')).toBe(2_400);
  });

  it('are told in time', () => {
    const tariff = tariffWith({
      surcharges: [night],
      rates: [
        {
          id: 'flat',
          name: 'Flat',
          charge: { kind: 'ladder', rungs: [{ upToMinutes: null, totalMinor: 100 }] },
        },
      ],
    });
    const { validUntilAt } = quoted(tariff, TEN, '2026-03-02T11:00');
    expect(validUntilAt).toBe(Date.parse('2026-03-02T22:00Z') + 1);
    // A stay of no time touches no night, its first moment does.
    const none = quoted(tariff, '2026-03-02T23:00', '2026-03-02T23:00');
    expect([none.totalMinor, none.validUntilAt]).toEqual([0, Date.parse('2026-03-02T23:00Z') + 1]);
  });

  it('stand for charging, by the minute, the started period or the energy', () => {
    const id = { id: 'c', name: 'Charging' };
    const hour = { minutes: 60, feeMinor: 190 };
    const started = on({ kind: 'charging-minutes', ...id, each: hour });
    const proRata = on({ kind: 'charging-minutes', ...id, each: { ...hour, proRata: true } });
    const energy = on({ kind: 'charging-energy', ...id, feeMinorPerKwh: 55 });
    const asked = { chargingMinutes: 90, chargingWh: 12_345 };
    expect(fee(started, TEN, '2026-03-02T12:00', asked)).toBe(200 + 380);
    expect(fee(proRata, TEN, '2026-03-02T12:00', asked)).toBe(200 + 285);
    // 12.345 kWh at 0.55 are 6.78975.
    expect(fee(energy, TEN, '2026-03-02T12:00', asked)).toBe(200 + 679);
    expect(fee(energy, TEN, '2026-03-02T12:00')).toBe(200);
  });

  it('stand for large vehicles', () => {
    const id = { id: 'o', name: 'Oversized' };
    const flat = on({ kind: 'oversized', ...id, feeMinor: 500 });
    const percent = on({ kind: 'oversized-percent', ...id, percent: 50 });
    expect(fee(flat, TEN, '2026-03-02T12:00', { oversized: true })).toBe(700);
    expect(fee(percent, TEN, '2026-03-02T12:00', { oversized: true })).toBe(300);
    expect(fee(percent, TEN, '2026-03-02T12:00')).toBe(200);
    expect(fee(flat, TEN, TEN, { oversized: true })).toBe(0);
  });
});

describe('products', () => {
  const sold = (validity: Product['validity'], change: Partial<Product> = {}) =>
    tariffWith({
      products: [{ id: 'p', name: 'Ticket', priceMinor: 500, validity, ...change }],
      free: { minutes: 10, mode: 'cliff' },
    });
  const asked = { product: 'p' };

  it.each<[string, Product['validity'], string, string, number]>([
    ['a window', { kind: 'window', from: '07:00', to: '19:00' }, TEN, '2026-03-02T19:00', 500],
    ['after it', { kind: 'window', from: '07:00', to: '19:00' }, TEN, '2026-03-02T19:05', 600],
    [
      'before it',
      { kind: 'window', from: '19:00', to: '07:00' },
      '2026-03-02T17:30',
      '2026-03-03T07:00',
      700,
    ],
    ['hours', { kind: 'hours', hours: 24 }, TEN, '2026-03-03T10:00', 500],
    ['hours past', { kind: 'hours', hours: 24 }, TEN, '2026-03-03T10:01', 600],
    ['a day', { kind: 'calendar-days', days: 1 }, TEN, '2026-03-03T00:00', 500],
    ['two days', { kind: 'calendar-days', days: 2 }, TEN, '2026-03-04T01:00', 600],
    ['a week', { kind: 'calendar-weeks', weeks: 1 }, TEN, '2026-03-09T00:30', 600],
    ['a month', { kind: 'calendar-months', months: 1 }, TEN, '2026-04-01T00:00', 500],
    ['a month past', { kind: 'calendar-months', months: 1 }, TEN, '2026-04-01T00:01', 600],
  ])('cover %s, the rest is charged without free time', (_, validity, entry, exit, expected) => {
    const tariff = sold(validity);
    const { totalMinor, lines, validUntilAt } = quoted(tariff, entry, exit, asked);
    expect(totalMinor).toBe(expected);
    expect(lines.filter(({ code }) => code === 'product')).toHaveLength(1);
    expect(validUntilAt).toBeGreaterThan(at(exit, tariff));
  });

  it('stand until they are over', () => {
    const tariff = sold({ kind: 'window', from: '07:00', to: '19:00' });
    const { validUntilAt } = quoted(tariff, TEN, '2026-03-02T11:00', asked);
    expect(validUntilAt).toBe(Date.parse('2026-03-02T19:00Z') + 1);
  });
});

describe('a lost ticket', () => {
  const lost = (mode: 'flat' | 'at-least' | 'added') =>
    tariffWith({ lostTicket: { mode, feeMinor: 1_000, byClass: { bus: 3_000 } } });
  const ticket = { lostTicket: true };

  it.each([
    ['flat', 1_000, 1_000],
    ['at-least', 1_000, 2_400],
    ['added', 1_200, 3_400],
  ] as const)('is %s', (mode, short, long) => {
    expect(fee(lost(mode), TEN, '2026-03-02T12:00', ticket)).toBe(short);
    expect(fee(lost(mode), TEN, '2026-03-03T10:00', ticket)).toBe(long);
    expect(fee(lost(mode), TEN, '2026-03-02T12:00')).toBe(200);
    expect(fee(lost(mode), TEN, TEN, ticket)).toBe(1_000);
    expect(fee(lost(mode), TEN, TEN, { ...ticket, vehicleClass: 'bus' })).toBe(3_000);
    expect(fee(lost(mode), TEN, TEN, { ...ticket, vehicleClass: 'constructor' })).toBe(1_000);
  });

  it('costs the fee where the tariff says nothing of it', () => {
    expect(fee(tariffWith(), TEN, '2026-03-02T12:00', ticket)).toBe(200);
  });
});

describe('validations', () => {
  const shop = (kind: 'minutes' | 'percent' | 'amount', value: number) => ({
    kind,
    value,
    label: `${kind} ${value}`,
  });

  it('come as minutes, then percent, then amounts, each with its line', () => {
    const discounts = [shop('amount', 30), shop('percent', 50), shop('minutes', 60)];
    const { totalMinor, lines } = quoted(tariffWith(), TEN, '2026-03-02T13:00', { discounts });
    expect(lines.map(({ text, amountMinor }) => `${text}: ${amountMinor}`)).toEqual([
      'Hourly: 300',
      'minutes 60: -100',
      'percent 50: -100',
      'amount 30: -30',
    ]);
    expect(totalMinor).toBe(70);
  });

  it('give no more than there is', () => {
    const generous = [shop('percent', 100), shop('amount', 900), shop('minutes', 9_000)];
    expect(fee(tariffWith(), TEN, '2026-03-02T13:00', { discounts: generous })).toBe(0);
    expect(fee(tariffWith(), TEN, '2026-03-02T13:00', { discounts: [shop('amount', 900)] })).toBe(
      0,
    );
  });
});

describe('taxes and rounding', () => {
  const parts = [
    { label: 'CGST', basisPoints: 900 },
    { label: 'SGST', basisPoints: 900 },
  ];

  it('are within the total and add up to it', () => {
    const tariff = tariffWith({ taxes: { mode: 'included', parts } });
    expect(quoted(tariff, TEN, '2026-03-02T11:00')).toMatchObject({
      totalMinor: 100,
      netMinor: 85,
      taxMinor: 15,
      taxes: [
        { label: 'CGST', basisPoints: 900, amountMinor: 8 },
        { label: 'SGST', basisPoints: 900, amountMinor: 7 },
      ],
    });
  });

  it('or come on top, a line each', () => {
    const tariff = tariffWith({ taxes: { mode: 'added', parts } });
    const { totalMinor, netMinor, taxMinor, lines } = quoted(tariff, TEN, '2026-03-02T11:00');
    expect([totalMinor, netMinor, taxMinor]).toEqual([118, 100, 18]);
    expect(lines.map(({ code, text, amountMinor }) => `${code} ${text} ${amountMinor}`)).toEqual([
      'periods Hourly 100',
      'tax CGST 9',
      'tax SGST 9',
    ]);
  });

  it.each([
    ['nearest', 120],
    ['up', 125],
    ['down', 120],
  ] as const)('the total is rounded %s to what cash can pay', (mode, expected) => {
    const tariff = tariffWith({
      taxes: { mode: 'added', parts: [{ label: 'VAT', basisPoints: 2_200 }] },
      rounding: { toMinor: 5, mode },
    });
    const { totalMinor, lines, netMinor, taxMinor } = quoted(tariff, TEN, '2026-03-02T11:00');
    expect(totalMinor).toBe(expected);
    expect(lines.at(-1)).toMatchObject({ code: 'rounding', amountMinor: expected - 122 });
    expect([netMinor, taxMinor]).toEqual([expected - 22, 22]);
  });

  it('follow currencies of no and of three decimals', () => {
    const yen = tariffWith({ currency: 'JPY', timeZone: 'Asia/Tokyo' });
    const dinar = tariffWith({ currency: 'KWD', timeZone: 'Asia/Kuwait' });
    expect(quoted(yen, TEN, '2026-03-02T11:00')).toMatchObject({
      totalMinor: 100,
      currency: 'JPY',
    });
    const evening = {
      id: 'e',
      name: 'Evening',
      charge: { kind: 'ladder' as const, rungs: [{ upToMinutes: null, totalMinor: 1_250 }] },
    };
    const withTwo = tariffWith({ ...dinar, rates: [...dinar.rates, evening] });
    expect(quoted(withTwo, TEN, '2026-03-02T11:00').why).toContain('KWD 0.100 (Evening KWD 1.250)');
  });
});

describe('the price that a session locked', () => {
  it('is a percentage of every fee of the rates, rounded as a ticket prints it', () => {
    const tariff = tariffWith({
      rates: [
        {
          id: 'r',
          name: 'R',
          charge: {
            kind: 'ladder',
            rungs: [{ upToMinutes: null, each: { minutes: 60, feeMinor: 150 } }],
          },
          caps: [{ per: '24h', amountMinor: 1_000 }],
        },
      ],
      lostTicket: { mode: 'flat', feeMinor: 2_000 },
    });
    const price = { percent: 125, rateMinorPerHour: null };
    expect(fee(tariff, TEN, '2026-03-02T12:00', { price })).toBe(2 * 188);
    expect(fee(tariff, TEN, '2026-03-03T10:00', { price })).toBe(1_250);
    expect(fee(tariff, TEN, '2026-03-03T10:00', { price, lostTicket: true })).toBe(2_000);
  });
});

describe('the longest stay', () => {
  it('is named where it is over', () => {
    const tariff = tariffWith({ maxStayDays: 7 });
    expect(quoted(tariff, TEN, '2026-03-09T10:00').why).not.toContain('allowed');
    expect(quoted(tariff, TEN, '2026-03-09T10:01').why).toContain('longer than the 7 days');
  });
});
