import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '#domain/kernel/instant.ts';
import { planTerms } from '#domain/membership/samples.testing.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const LOT = '/lots/small';
const post = (path: string, body: object = {}, as: 'manager' | 'attendant' = 'manager') =>
  api.call('POST', LOT + path, { as, body });
const get = (path: string, as: 'manager' | 'attendant' = 'manager') =>
  api.call('GET', LOT + path, { as });
const enter = (body: object) => post('/entries', { laneId: 'in', ...body }, 'attendant');
const leave = (body: object) => post('/exits', { laneId: 'out', ...body }, 'attendant');
const pay = (body: object) => post('/payments', { method: 'cash', ...body }, 'attendant');

const newPlan = async (terms: object) =>
  (await post('/plans', { terms: { ...planTerms(), ...terms } })).body.planId as string;
const newMember = async (planId: string, body: object) =>
  (await post('/memberships', { planId, holder: 'Somebody', ...body })).body;

describe('memberships over the API', () => {
  it('a plan, a member, the fee, in by plate, a second time refused, out for nothing', async () => {
    const planId = await newPlan({ name: 'Monthly', priceMinor: 6_000 });
    const started = await post('/memberships', {
      planId,
      holder: 'Jürgen Müller',
      contact: 'jm@example.org',
      plates: ['b-ab 123', 'B CD 456'],
      cards: ['04A2B3C4'],
    });
    expect(started.status).toBe(201);
    const { membershipId, number, token } = started.body;
    expect(token).toMatch(/^GH3/);
    const before = (await get(`/memberships/${membershipId}`)).body;
    expect(before).toMatchObject({
      holder: 'Jürgen Müller',
      plates: ['BAB123', 'BCD456'],
      cards: ['04A2B3C4'],
      standing: 'unpaid',
      feeDueMinor: 6_000,
      paidUntilAt: null,
    });
    const paid = await pay({ membershipId, what: 'fee', amountMinor: 6_000 });
    expect([paid.status, paid.body.state]).toEqual([201, 'captured']);
    const [row] = (await get('/memberships?search=muller')).body;
    expect(row).toMatchObject({ id: membershipId, standing: 'active', inside: 0 });

    const entry = await enter({ plate: 'BAB123' });
    expect(entry.status).toBe(201);
    const second = await enter({ plate: 'BCD456' });
    expect([second.status, second.body.code]).toEqual([409, 'membership-quota']);
    const inside = (await get(`/memberships/${membershipId}`)).body;
    expect(inside.stays).toMatchObject([{ plate: 'BAB123', isBeyond: false }]);
    expect(inside.usage.entries).toBe(1);

    api.host.clock.forward(5 * HOUR_MS);
    expect((await leave({ plate: 'BAB123' })).body).toMatchObject({ decision: 'vend' });
    const after = (await get(`/memberships/${membershipId}`)).body;
    expect(after).toMatchObject({ inside: 0, usage: { usedMinutes: 300 } });
    expect((await get(`/memberships?search=${number.slice(0, 5)}`)).body).toHaveLength(1);
    expect((await get('/memberships?search=bcd4')).body).toHaveLength(1);
    expect((await get('/memberships?search=nobody')).body).toEqual([]);
  });

  it('a stale stay is resynchronised by a manager, with a reason', async () => {
    const planId = await newPlan({});
    const { membershipId } = await newMember(planId, {
      plates: ['RS1', 'RS2'],
      grantReason: 'invoice',
    });
    await enter({ plate: 'RS1' });
    expect((await enter({ plate: 'RS2' })).body.code).toBe('membership-quota');
    const path = `/memberships/${membershipId}/resync`;
    expect((await post(path, { reason: 'seen outside' }, 'attendant')).status).toBe(403);
    expect((await post(path, {})).status).toBe(422);
    const done = await post(path, { reason: 'seen outside' });
    expect(done.body.sessionIds).toHaveLength(1);
    expect((await post(path, { reason: 'seen outside' })).body.code).toBe('nothing-stale');
    expect((await enter({ plate: 'RS2' })).status).toBe(201);
    expect((await post('/credentials/resync', { plate: 'rs 2', reason: 'gone' })).status).toBe(200);
  });

  it('a prepaid account is topped up and pays at the exit', async () => {
    const planId = await newPlan({
      name: 'Prepaid',
      rights: { kind: 'prepaid', lowBalanceMinor: 500 },
      period: 'open',
      priceMinor: 0,
    });
    const { membershipId } = await newMember(planId, { plates: ['PP1'] });
    expect((await get('/memberships/reminders')).body).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({
          why: 'low-balance',
          amountMinor: 0,
          membership: expect.objectContaining({ id: membershipId }),
        }),
      ]),
    );
    expect((await pay({ membershipId, what: 'top-up', amountMinor: 1_000 })).status).toBe(201);
    await enter({ plate: 'PP1' });
    api.host.clock.forward(2 * HOUR_MS);
    expect((await leave({ plate: 'PP1' })).body.decision).toBe('vend');
    expect((await get(`/memberships/${membershipId}`)).body.balanceMinor).toBe(600);
  });

  it('suspends, resumes, changes and ends, each with its words', async () => {
    const planId = await newPlan({ transientOutside: false });
    const { membershipId } = await newMember(planId, { plates: ['SU1'], grantReason: 'invoice' });
    const at = (path: string, reason: string) =>
      post(`/memberships/${membershipId}/${path}`, { reason });
    expect((await at('suspend', 'fee bounced')).status).toBe(200);
    expect((await enter({ plate: 'SU1' })).body.code).toBe('membership-suspended');
    expect((await get(`/memberships/${membershipId}`)).body).toMatchObject({
      standing: 'suspended',
      stateReason: 'fee bounced',
    });
    expect((await at('resume', 'paid')).status).toBe(200);
    const changed = await api.call('PATCH', `${LOT}/memberships/${membershipId}`, {
      as: 'manager',
      body: { plates: ['SU2'], holder: 'Another' },
    });
    expect(changed.status).toBe(200);
    expect((await enter({ plate: 'SU2' })).status).toBe(201);
    expect((await at('renew', 'invoice 12')).body.untilAt).toBeGreaterThan(
      api.host.clock.now() + 40 * DAY_MS,
    );
    expect((await at('end', 'moved away')).status).toBe(200);
    expect((await at('renew', 'invoice 13')).body.code).toBe('membership-ended');
    expect((await get(`/memberships?standing=ended`)).body).toMatchObject([{ id: membershipId }]);
  });

  it('says where the input is wrong', async () => {
    const planId = await newPlan({});
    const member = { planId, holder: 'X' };
    const wrong = async (body: object) => {
      const answer = await post('/memberships', { ...member, ...body });
      return [answer.status, JSON.stringify(answer.body)] as const;
    };
    expect(await wrong({ plates: ['AB1', '***'] })).toEqual([
      422,
      expect.stringContaining('plates'),
    ]);
    expect(await wrong({ cards: ['4111 1111 1111 1111'] })).toEqual([
      422,
      expect.stringContaining('card number'),
    ]);
    expect((await wrong({ planId: 'nowhere' }))[0]).toBe(404);
    expect((await wrong({ plates: ['AA1', 'AA2', 'AA3'] }))[1]).toContain('membership-plates');
    const terms = { ...planTerms(), rights: { kind: 'windows', windows: [] } };
    const plan = await post('/plans', { terms });
    expect([plan.status, JSON.stringify(plan.body)]).toEqual([
      422,
      expect.stringContaining('terms.rights.windows'),
    ]);
    expect((await post('/plans', { terms: planTerms() }, 'attendant')).status).toBe(403);
  });

  it('keeps tenants and their quotas', async () => {
    const terms = { name: 'Acme', insideMax: 1, overQuota: 'refuse' };
    const group = await post('/groups', { terms });
    expect(group.status).toBe(201);
    const { groupId } = group.body;
    const planId = await newPlan({});
    for (const plate of ['TG1', 'TG2'])
      await newMember(planId, { plates: [plate], groupId, grantReason: 'tenant' });
    await enter({ plate: 'TG1' });
    expect((await enter({ plate: 'TG2' })).body.code).toBe('membership-group-full');
    expect((await get('/groups')).body).toMatchObject([
      { id: groupId, members: 2, inside: 1, held: 0 },
    ]);
    const changed = await api.call('PUT', `${LOT}/groups/${groupId}`, {
      as: 'manager',
      body: { terms: { ...terms, insideMax: 5 } },
    });
    expect(changed.status).toBe(200);
    expect((await enter({ plate: 'TG2' })).status).toBe(201);
  });

  it('keeps the block list', async () => {
    const untilAt = api.host.clock.now() + DAY_MS;
    expect(
      (await post('/blocked-plates', { plate: 'BL 66', reason: 'claims', untilAt })).status,
    ).toBe(201);
    const refused = await enter({ plate: 'BL66' });
    expect([refused.status, refused.body.code]).toEqual([409, 'plate-blocked']);
    expect((await get('/blocked-plates?search=l6', 'attendant')).body).toMatchObject([
      { plate: 'BL66', reason: 'claims', untilAt, by: 'manager', isOver: false, isInside: false },
    ]);
    const unblock = { plate: 'bl66', reason: 'settled' };
    expect((await post('/blocked-plates/unblock', unblock, 'attendant')).status).toBe(403);
    expect((await post('/blocked-plates/unblock', unblock)).status).toBe(200);
    expect((await post('/blocked-plates/unblock', unblock)).body.code).toBe('plate-not-blocked');
  });

  it('writes no name, contact, card or plate into the journal', async () => {
    const planId = await newPlan({});
    await newMember(planId, {
      holder: 'Secretname',
      contact: 'secret@example.org',
      plates: ['SECRET1'],
      cards: ['SECRETCARD'],
    });
    const journal = await api.call('GET', `${LOT}/journal?limit=1000`, { as: 'manager' });
    expect(journal.text).toContain('MembershipStarted');
    expect(journal.text).not.toMatch(/secret/i);
  });
});
