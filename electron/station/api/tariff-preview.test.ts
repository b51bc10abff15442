import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApi, testApi } from './test-support/test-api.ts';

interface Example {
  readonly entry: string;
  readonly exit: string;
  readonly vehicleClass: string;
  readonly feeMinor: number;
  readonly why: string;
  readonly context?: object;
}

/** Worked examples of published tariffs, each with its source. */
const published: {
  readonly tariffs: readonly { readonly id: string; readonly examples: readonly Example[] }[];
} = JSON.parse(
  readFileSync(new URL('./test-support/published-tariffs.json', import.meta.url), 'utf8'),
);

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const preview = (body: object) => api.call('POST', '/tariffs/preview', { as: 'attendant', body });

const HOURLY = {
  id: 'hourly',
  name: 'Hourly',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  rates: [
    {
      id: 'car',
      name: 'Car',
      charge: {
        kind: 'ladder',
        rungs: [{ upToMinutes: null, each: { minutes: 60, feeMinor: 100 } }],
      },
    },
  ],
};
const stay = { entry: '2026-03-02T10:00', exit: '2026-03-02T11:30', vehicleClass: 'car' };

describe('the published tariffs', () => {
  const rows = published.tariffs.flatMap(({ id, examples }) =>
    examples.map((example) => [id, example.why, example] as const),
  );

  it('are eight with 48 examples', () => {
    expect(published.tariffs).toHaveLength(8);
    expect(rows).toHaveLength(48);
  });

  it.each(rows)('%s: %s', async (tariff, _why, { feeMinor, why: _told, ...asked }) => {
    const answer = await preview({ tariff, ...asked });
    expect([answer.status, answer.body.totalMinor]).toEqual([200, feeMinor]);
    const lines: readonly { readonly amountMinor: number }[] = answer.body.lines;
    expect(lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(feeMinor);
    expect(answer.body.why).not.toBe('');
  });
});

describe('a preview', () => {
  it('of a whole tariff answers with the quote and local times', async () => {
    const { status, body } = await preview({ tariff: HOURLY, ...stay });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      totalMinor: 200,
      netMinor: 200,
      taxMinor: 0,
      currency: 'EUR',
      tariffId: 'hourly',
      entryAt: Date.parse('2026-03-02T09:00Z'),
      validUntilAt: Date.parse('2026-03-02T11:00Z') + 1,
      validUntil: '2026-03-02T12:00:00+01:00',
      price: null,
      why: 'Car: the rate that fits this stay.',
    });
    expect(body.lines).toMatchObject([{ code: 'periods', quantity: 2, unitMinor: 100 }]);
  });

  it('takes a time that spring skips as later, and one that autumn doubles as the first', async () => {
    const spring = { entry: '2026-03-29T02:30', exit: '2026-03-29T04:30' };
    const autumn = { entry: '2026-10-25T02:30', exit: '2026-10-25T03:30' };
    expect((await preview({ tariff: HOURLY, ...spring })).body).toMatchObject({
      entryAt: Date.parse('2026-03-29T01:30Z'),
      totalMinor: 100,
    });
    expect((await preview({ tariff: HOURLY, ...autumn })).body).toMatchObject({
      entryAt: Date.parse('2026-10-25T00:30Z'),
      totalMinor: 200,
    });
  });

  it('knows all that the engine knows', async () => {
    const discounts = [
      { kind: 'amount', value: 20, label: 'Cinema' },
      { kind: 'minutes', value: 60, label: 'Baker', shopId: 'baker' },
    ];
    const { body } = await preview({ tariff: HOURLY, ...stay, context: { discounts } });
    expect(body.totalMinor).toBe(80);
    expect(body.lines).toMatchObject([
      { code: 'periods', amountMinor: 200 },
      { code: 'validation', text: 'Baker', quantity: 60, amountMinor: -100 },
      { code: 'validation', text: 'Cinema', amountMinor: -20 },
    ]);
  });

  it.each<[string, object, number, string, string]>([
    ['an unknown tariff', { tariff: 'nowhere' }, 404, 'not-found', 'There are: ae-dubai-mall'],
    [
      'a tariff with a mistake',
      { tariff: { ...HOURLY, rates: [{ ...HOURLY.rates[0], caps: [{ per: 'hour' }] }] } },
      422,
      'invalid',
      'tariff.rates[0].caps[0].per: expected one of "calendar-day"',
    ],
    [
      'a tariff that serves nobody',
      { tariff: { ...HOURLY, rates: [{ ...HOURLY.rates[0], classes: ['bus'] }] } },
      422,
      'invalid',
      'tariff.rates: expected a rate for "car"',
    ],
    ['no date', { entry: '2026-02-30T10:00' }, 422, 'invalid', 'entry: expected a local date'],
    [
      'a time with an offset',
      { exit: '2026-03-02T10:00Z' },
      422,
      'invalid',
      'exit: expected a local',
    ],
    [
      'an exit before the entry',
      { exit: '2026-03-02T09:59' },
      422,
      'invalid',
      'exit: expected a time',
    ],
    [
      'an unknown product',
      { context: { product: 'day' } },
      422,
      'invalid',
      'context.product: expected none',
    ],
    [
      'an unknown field of the context',
      { context: { occupancy: 3 } },
      422,
      'invalid',
      'context: Unrecognized key',
    ],
    [
      'an earlier visit at no time',
      { context: { priorVisits: [{ entry: 'noon', exit: '2026-03-02T09:00' }] } },
      422,
      'invalid',
      'context.priorVisits[0].entry: expected a local date',
    ],
  ])('with %s says so and where', async (_, change, status, code, text) => {
    const answer = await preview({ tariff: HOURLY, ...stay, ...change });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.message).toContain(text);
  });
});

describe('the samples', () => {
  it('can each be sent back whole, and cost the same', async () => {
    const { body } = await api.call('GET', '/tariffs/samples', { as: 'attendant' });
    for (const { id, tariff } of body as { readonly id: string; readonly tariff: object }[]) {
      const byId = await preview({ tariff: id, ...stay });
      const whole = await preview({ tariff, ...stay });
      expect([id, whole.status, whole.body]).toEqual([id, 200, byId.body]);
    }
  });

  it('are the published tariffs and three to start from, in words', async () => {
    const { status, body } = await api.call('GET', '/tariffs/samples', { as: 'attendant' });
    expect(status).toBe(200);
    const samples: readonly { readonly id: string; readonly description: string[] }[] = body;
    const ids = samples.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(published.tariffs.map(({ id }) => id)));
    expect(ids.filter((id) => id.startsWith('sample-'))).toEqual([
      'sample-germany',
      'sample-india',
      'sample-uk',
    ]);
    const kwakel = samples.find(({ id }) => id === 'nl-parkeergarage-de-kwakel');
    expect(kwakel?.description).toEqual([
      'By the quarter of an hour: EUR 0.50 for each started 15 min.',
      '  At most EUR 5.00 each calendar day.',
      'Lost ticket: EUR 20.00 (in place of the fee).',
      'The longest stay is 7 days.',
    ]);
  });
});
