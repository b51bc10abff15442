import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '#domain/access/roles.ts';
import type { AdviceRow } from '#domain/contract/advice.ts';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '#domain/kernel/instant.ts';
import { fiveWeeksBefore, playFiveWeeks, twoLevels } from './test-support/five-weeks.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';

/** The Monday on which the advice is asked for. */
const MONDAY = Date.parse('2026-12-28T00:00:00Z');
const DAYS = fiveWeeksBefore(MONDAY);
const OPENED_AT = MONDAY - 35 * DAY_MS;
/** The first of the four weeks that the advice is about. */
const FIRST_MONDAY = MONDAY - 28 * DAY_MS;

interface Answer {
  readonly weeks: number;
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly madeAt: Instant;
  readonly advice: readonly AdviceRow[];
  readonly lacks: readonly { readonly rule: string; readonly sentence: string }[];
}

describe('advice over HTTP, from a journal', () => {
  let api: TestApi;
  /** The tokens of the harness are too old after five weeks. */
  const tokens: Partial<Record<Role, string>> = {};

  beforeAll(async () => {
    api = await testApi();
    const { clock } = api.host;
    const moveTo = (at: Instant) => clock.forward(at - clock.now());
    moveTo(OPENED_AT);
    const unit = await api.host.open(twoLevels(), { kind: 'station' });
    await playFiveWeeks(unit, moveTo, DAYS);
    moveTo(MONDAY + 8 * HOUR_MS);
    await unit.views.caughtUp(unit.journal.lastSeq);
    for (const role of ['manager', 'attendant'] as const) {
      const answer = await api.services.accounts.signIn(role, `${role}-demo`, 'test');
      if (answer.ok) tokens[role] = answer.value.token;
    }
  }, 120_000);
  afterAll(() => api.close());

  const call = (method: string, path: string, as: Role = 'manager', body?: unknown) =>
    api.call(method, path, {
      as: null,
      headers: { authorization: `Bearer ${tokens[as]}` },
      ...(body !== undefined && { body }),
    });
  const list = async (query = ''): Promise<Answer> => {
    const asked = await call('GET', `/lots/levels/advice${query}`);
    expect(asked.status, asked.text).toBe(200);
    return asked.body;
  };
  const find = ({ advice }: Answer, id: string) => advice.find((one) => one.id === id);

  it('says which level filled when, on how many days, and who was turned away', async () => {
    const answer = await list();
    expect([answer.weeks, answer.fromAt, answer.toAt]).toEqual([
      4,
      FIRST_MONDAY,
      FIRST_MONDAY + 28 * DAY_MS,
    ]);
    const fills = answer.advice[0];
    expect(fills).toMatchObject({
      code: 'place-fills',
      subject: 'level:l2:weekdays',
      sentence: 'Level 2 filled at 09:40 on 18 of 20 weekdays; 61 drivers were turned away.',
      values: { place: 'Level 2', clock: '09:40', days: 18, ofDays: 20, turnedAway: 61 },
      drivers: 61,
    });
    expect(fills?.figures.rows).toHaveLength(18);
    expect(fills?.figures.rows[0]).toEqual(['2026-11-30', '09:40', 80 * MINUTE_MS, 4]);
    // Space is said with the level that fills, not once more by itself.
    expect(find(answer, 'turned-away:lot-full')).toBeUndefined();
  });

  it('leads to every driver behind the sentence', async () => {
    const { drill } = (await list()).advice[0] ?? {};
    const asked = { drill, limit: 200 };
    const page = await call('POST', '/lots/levels/reports/drill', 'manager', asked);
    expect(page.body.events).toHaveLength(61);
    expect(page.body.events[0].type).toBe('EntryRefused');
  });

  it('says at what time a camera reads worse, and by how much', async () => {
    const reads = find(await list(), 'camera-hours:camera:cam-2');
    expect(reads?.sentence).toBe('Lane 2’s camera reads 12% worse after 17:00.');
    expect(reads?.figures.rows).toEqual([
      ['10:00', 300, 300, 1],
      ['17:00', 200, 176, 0.88],
    ]);
  });

  it('says how many slots that are reserved for a tenant stand empty', async () => {
    const reserved = (await list()).advice.find(({ code }) => code === 'reserved-unused');
    expect(reserved?.sentence).toBe(
      '3 reserved slots unused 5 weeks running: Acme had none of its 3 taken.',
    );
    expect([reserved?.fromAt, reserved?.toAt]).toEqual([OPENED_AT, OPENED_AT + 35 * DAY_MS]);
    expect(reserved?.figures.rows[4]).toEqual(['2026-11-23', 3, 0, 3]);
  });

  it('names slots that are kept and not used', async () => {
    const unused = find(await list(), 'slots-unused:kind:accessible');
    expect(unused?.sentence).toBe('1 accessible slot unused 5 weeks running: B3.');
    expect(unused?.figures.rows).toEqual([['B3', null, 5]]);
    expect(find(await list(), 'slots-unused:kind:motorcycle')).toBeUndefined();
  });

  it('says what it would need where figures are thin', async () => {
    const { lacks } = await list();
    expect(lacks.map(({ sentence }) => sentence).join()).toContain(
      'Lost tickets: needs 500 vehicles, there are 39.',
    );
    expect(lacks.map(({ rule }) => rule)).not.toContain('place-fills');
    const short = await list('?weeks=2');
    expect(find(short, 'place-fills:level:l2:weekdays')?.values).toMatchObject({ ofDays: 10 });
  });

  it('is made once an hour, and anew on the next day', async () => {
    const first = await list();
    api.host.clock.forward(30 * MINUTE_MS);
    expect((await list()).madeAt).toBe(first.madeAt);
    api.host.clock.forward(HOUR_MS);
    expect((await list()).madeAt).toBe(api.host.clock.now());
  });

  it('is for those who may see reports, of times that there can be', async () => {
    const denied = await call('GET', '/lots/levels/advice', 'attendant');
    expect([denied.status, denied.body.code]).toEqual([403, 'forbidden']);
    const wrong = await call('GET', '/lots/levels/advice?weeks=99');
    expect([wrong.status, wrong.body.code]).toEqual([422, 'invalid']);
    const unknown = await call('GET', '/lots/nowhere/advice');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'lot-unknown']);
  });
});
