import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Forecast } from '#domain/contract/forecast.ts';
import { must } from '#domain/kernel/assert.ts';
import { HOUR_MS } from '#domain/kernel/instant.ts';
import type { CommandBody } from '#domain/lot/command.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import { findEvent } from './lot-call.ts';
import { type CallOptions, type TestApi, testApi } from './test-support/test-api.ts';

const LOT = '/lots/small';
const DAYS = 8;

describe('the forecast over HTTP', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await testApi();
  });
  afterAll(() => api.close());

  const forecast = async (query = '') =>
    (await api.call('GET', `${LOT}/forecast${query}`, await asManager(api))).body as Forecast;

  it('says that there is no history before anything happened', async () => {
    const made = await forecast();
    expect(made.series[0]).toMatchObject({ series: 'lot', of: 'lot', id: null, capacity: 8 });
    expect(made.series[0]?.basis).toMatchObject({ isRough: true });
    expect(made.series[0]?.basis.notes[0]).toMatch(/^(No history|Only)/);
    expect(made.series.map(({ of }) => of)).toEqual(
      expect.arrayContaining(['lot', 'level', 'zone', 'kind']),
    );
  });

  it('learns from the journal: the hour in which vehicles are inside every day', async () => {
    for (let day = 0; day < DAYS; day += 1) {
      const ids = await Promise.all(Array.from({ length: 4 }, () => enter(api)));
      api.host.clock.forward(3 * HOUR_MS);
      for (const sessionId of ids) await leave(api, sessionId);
      api.host.clock.forward(21 * HOUR_MS);
    }
    const { series, madeAt } = await forecast('?hours=168&series=lot');
    expect(series).toHaveLength(1);
    const [lot] = series;
    expect(lot?.points).toHaveLength(168);
    // Noon UTC it is, as on every day: 13:00 and 14:00 have four inside, the evening none.
    const at = (hours: number) =>
      lot?.points.find((point) => point.at === madeAt + hours * HOUR_MS);
    expect(at(26)?.expected).toBeGreaterThan(2.5);
    expect(at(32)?.expected).toBeLessThan(0.5);
    for (const point of lot?.points ?? []) {
      expect(point.low).toBeLessThanOrEqual(point.expected);
      expect(point.high).toBeGreaterThanOrEqual(point.expected);
      expect(point.high).toBeLessThanOrEqual(8);
    }
    expect(lot?.typicalErrorShare).toBeGreaterThanOrEqual(0);
    expect(lot?.basis).toMatchObject({ days: DAYS + 1, isRough: true });
    expect(lot?.basis.notes).toContain(`Only ${DAYS + 1} days of history: rough.`);
  });

  it('gives a day as the beginning of the week', async () => {
    const week = await forecast('?hours=168&series=lot');
    const day = await forecast('?hours=24&series=lot');
    expect(day.series[0]?.points).toEqual(week.series[0]?.points.slice(0, 24));
  });

  it('is for those who may see reports, and for a day or a week', async () => {
    const attendant = await signedIn(api, 'attendant');
    expect((await api.call('GET', `${LOT}/forecast`, attendant)).status).toBe(403);
    expect((await api.call('GET', `${LOT}/forecast`, { as: null })).status).toBe(401);
    const wrong = await api.call('GET', `${LOT}/forecast?hours=25`, await asManager(api));
    expect(wrong.status).toBe(422);
  });
});

/** Days go by in this test, so that nobody stays signed in. */
async function signedIn(api: TestApi, role: 'manager' | 'attendant'): Promise<CallOptions> {
  const answer = await api.services.accounts.signIn(role, `${role}-demo`, 'test');
  if (!answer.ok) throw new Error(answer.refusal.code);
  return { as: null, headers: { authorization: `Bearer ${answer.value.token}` } };
}

const asManager = (api: TestApi) => signedIn(api, 'manager');

async function submitted(api: TestApi, body: CommandBody): Promise<readonly RecordedEvent[]> {
  const outcome = await must(api.host.lots.get('small'), 'the lot is open').submit(body, {
    actor: { kind: 'station' },
  });
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.events;
}

async function enter(api: TestApi): Promise<string> {
  const events = await submitted(api, {
    type: 'RequestEntry',
    laneId: 'in',
    plateRef: null,
    credential: null,
    vehicleClass: 'car',
    wantsCharge: false,
    accessiblePermit: false,
  });
  return must(findEvent(events, 'SessionStarted'), 'a stay began').event.sessionId;
}

async function leave(api: TestApi, sessionId: string): Promise<void> {
  await submitted(api, { type: 'CloseSession', sessionId, reason: 'left' });
}
