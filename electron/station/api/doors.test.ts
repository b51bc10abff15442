import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const enter = (body: object = {}) =>
  api.call('POST', '/lots/small/entries', { as: 'attendant', body: { laneId: 'in', ...body } });
const quote = (body: object) => api.call('POST', '/lots/small/quotes', { as: 'attendant', body });
const pay = (body: object, headers = {}) =>
  api.call('POST', '/lots/small/payments', {
    as: 'attendant',
    body: { method: 'cash', ...body },
    headers,
  });
const leave = (body: object) =>
  api.call('POST', '/lots/small/exits', { as: 'attendant', body: { laneId: 'out', ...body } });

describe('the doors of the station', () => {
  it('say that it is up, ready, and how it does', async () => {
    expect(await (await fetch(`${api.http.url}/healthz`)).json()).toEqual({ ok: true });
    const ready = await fetch(`${api.http.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { ok: true, lots: [{ lotId: 'small', halted: null }] },
    ]);
    api.services.metrics.drop('small', 'camera-1', 'malformed');
    const metrics = await (await fetch(`${api.http.url}/metrics`)).text();
    expect(metrics).toContain(
      'gatehouse_field_drops_total{lot="small",device="camera-1",reason="malformed"} 1',
    );
    expect(metrics).toContain('nodejs_eventloop_lag_seconds');
  });

  it('let people in and out again', async () => {
    const wrong = await api.call('POST', '/sign-in', {
      as: null,
      body: { username: 'manager', password: 'manager-dem0' },
    });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'sign-in-wrong']);
    const right = await api.call('POST', '/sign-in', {
      as: null,
      body: { username: 'manager', password: 'manager-demo' },
    });
    expect(right.body).toEqual({
      token: expect.any(String),
      user: { username: 'manager', role: 'manager' },
    });
    const headers = { authorization: `Bearer ${right.body.token}` };
    expect((await api.call('GET', '/me', { as: null, headers })).body.username).toBe('manager');
    expect((await api.call('POST', '/sign-out', { as: null, headers })).status).toBe(200);
    const after = await api.call('GET', '/me', { as: null, headers });
    expect([after.status, after.body.code]).toEqual([401, 'unauthorized']);
  });

  it('show the lots, one of them, and its slots', async () => {
    expect((await api.call('GET', '/lots')).body).toEqual([
      {
        id: 'small',
        name: 'Small lot',
        timeZone: 'Europe/London',
        currency: 'GBP',
        slots: 8,
        simulated: false,
      },
    ]);
    expect((await api.call('GET', '/lots/small')).body.zones).toEqual([
      { id: 'main', label: 'Main' },
    ]);
    const slots = (await api.call('GET', '/lots/small/slots')).body;
    expect(slots).toHaveLength(8);
    expect(slots[0]).toMatchObject({ id: 'a1', label: 'A1', kind: 'standard', sessionId: null });
    const nowhere = await api.call('GET', '/lots/elsewhere');
    expect([nowhere.status, nowhere.body.code]).toEqual([404, 'lot-unknown']);
  });

  it('take a car in, name its price, take the cash and let it out', async () => {
    const before = (await api.call('GET', '/lots/small/availability')).body;
    const entry = await enter({ plate: 'KA 01 AB 1234' });
    expect(entry.status).toBe(201);
    expect(entry.body).toMatchObject({
      session: { state: 'inside', entryAt: api.host.clock.now() },
      ticket: { number: expect.any(String), token: expect.any(String) },
      slot: { kind: 'standard', levelId: 'ground' },
    });
    const availability = (await api.call('GET', '/lots/small/availability')).body;
    expect(availability).toMatchObject({
      total: 8,
      free: before.free - 1,
      inside: before.inside + 1,
    });
    expect(availability.byKind.standard).toEqual({
      total: 8,
      free: before.free - 1,
      unsure: 0,
    });
    expect(availability.byZone.main.free).toBe(before.free - 1);

    const again = await enter({ plate: 'ka01ab1234' });
    expect([again.status, again.body.code]).toEqual([409, 'already-inside']);

    api.host.clock.forward(90 * MINUTE_MS);
    const { number, token } = entry.body.ticket;
    for (const presented of [{ ticket: number }, { ticket: token }, { plate: 'KA01AB1234' }]) {
      const quoted = await quote(presented);
      expect(quoted.body).toMatchObject({ dueMinor: 400, paidMinor: 0, currency: 'GBP' });
      expect(quoted.body.session).toMatchObject({ id: entry.body.session.id, plate: 'KA01AB1234' });
      expect(quoted.body.quote.totalMinor).toBe(400);
    }

    const unpaid = await leave({ ticket: token });
    expect(unpaid.body).toMatchObject({
      decision: 'refuse',
      code: 'payment-due',
      dueMinor: 400,
      sessionId: entry.body.session.id,
    });
    const wrong = await pay({ ticket: number, amountMinor: 300 });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'payment-wrong-amount']);
    const little = await pay({ ticket: number, amountMinor: 400, tenderedMinor: 200 });
    expect([little.status, little.body.code]).toEqual([422, 'cash-too-little']);
    const paid = await pay({ ticket: number, amountMinor: 400, tenderedMinor: 500 });
    expect(paid.status).toBe(201);
    expect(paid.body).toMatchObject({
      amountMinor: 400,
      changeMinor: 100,
      currency: 'GBP',
      sessionId: entry.body.session.id,
    });
    const twice = await pay({ ticket: number, amountMinor: 400 });
    expect([twice.status, twice.body.code]).toEqual([409, 'payment-not-due']);

    const out = await leave({ plate: 'KA01AB1234' });
    expect(out.body).toMatchObject({ decision: 'vend', dueMinor: 0 });
    const used = await quote({ ticket: number });
    expect([used.status, used.body.code]).toEqual([410, 'ticket-used']);
    const rows = (await api.call('GET', '/lots/small/sessions?plate=KA01AB1234&state=ended')).body;
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ ticketNumber: number, plate: 'KA01AB1234', paidMinor: 400 });
  });

  it('let a car out for nothing within the free minutes', async () => {
    const entry = await enter();
    const out = await leave({ ticket: entry.body.ticket.number });
    expect(out.body).toMatchObject({
      decision: 'vend',
      code: 'vend',
      dueMinor: 0,
      sessionId: entry.body.session.id,
    });
    const again = await leave({ ticket: entry.body.ticket.number });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ decision: 'refuse', code: 'ticket-used' });
  });

  it('answer an exit that the lot refuses as an answer, not an error', async () => {
    const codes = async (body: object) => (await leave(body)).body.code;
    expect(await codes({ plate: 'ZZ99ZZ9999' })).toBe('not-inside');
    expect(await codes({ ticket: 'no ticket' })).toBe('ticket-malformed');
    expect(await codes({ plate: 'ZZ99ZZ9999', laneId: 'nowhere' })).toBe('lane-unknown');
    expect(await codes({ plate: 'ZZ99ZZ9999', laneId: 'in' })).toBe('lane-wrong-direction');
  });

  it('give the same answer to the same Idempotency-Key, per user and per kind of call', async () => {
    const headers = { 'idempotency-key': 'visit-0001' };
    const body = { laneId: 'in', plate: 'MH12DE1433' };
    const first = await api.call('POST', '/lots/small/entries', { body, headers });
    const second = await api.call('POST', '/lots/small/entries', { body, headers });
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    const other = await api.call('POST', '/lots/small/entries', { body, headers, as: 'manager' });
    expect([other.status, other.body.code]).toEqual([409, 'already-inside']);

    api.host.clock.forward(HOUR_MS);
    const due = (await quote({ plate: 'MH12DE1433' })).body.dueMinor;
    const payment = { ticket: first.body.ticket.number, amountMinor: due };
    const receipt = await pay(payment, headers);
    expect(receipt.status).toBe(201);
    expect((await leave({ plate: 'MH12DE1433' })).body.decision).toBe('vend');
    // The car is gone; the same key still finds its receipt.
    expect((await pay(payment, headers)).body).toEqual(receipt.body);
    const bad = await pay(payment, { 'idempotency-key': 'short' });
    expect([bad.status, bad.body.code]).toEqual([400, 'idempotency-key-invalid']);
  });

  it('turn a car away from a full lot', async () => {
    const entries = [];
    for (;;) {
      const entry = await enter();
      if (entry.status !== 201) {
        expect([entry.status, entry.body.code]).toEqual([409, 'lot-full']);
        break;
      }
      entries.push(entry.body.ticket.number);
    }
    expect(entries.length).toBeGreaterThan(0);
    // On record with the others who were turned away, once for all that it asks.
    expect((await enter()).status).toBe(409);
    const headers = { 'idempotency-key': 'turned-away-1' };
    const asked = { body: { laneId: 'in', plate: 'MH12DE7777' }, headers };
    for (let turn = 0; turn < 2; turn += 1) {
      const again = await api.call('POST', '/lots/small/entries', asked);
      expect([again.status, again.body.code]).toEqual([409, 'lot-full']);
    }
    const { body } = await api.call('GET', '/lots/small/journal?after=0&limit=1000', {
      as: 'manager',
    });
    const refused = body.filter(({ event }: { event: { code?: string } }) => {
      return event.code === 'lot-full';
    });
    expect(refused).toMatchObject([
      { event: { type: 'EntryRefused', plateRef: null } },
      { event: { type: 'EntryRefused', plateRef: expect.any(String) } },
    ]);
    for (const ticket of entries) expect((await leave({ ticket })).body.decision).toBe('vend');
  });

  it('override a slot with a reason, undo it, and tell its history', async () => {
    const path = '/lots/small/slots/a7/overrides';
    const body = { action: { kind: 'block' }, reason: 'oil on the floor' };
    const done = await api.call('POST', path, { as: 'attendant', body });
    expect([done.status, done.body.undoable]).toEqual([201, true]);
    const again = await api.call('POST', path, { as: 'attendant', body });
    expect([again.status, again.body.code]).toEqual([409, 'slot-blocked']);
    const undo = `/lots/small/overrides/${done.body.overrideId}/undo`;
    expect((await api.call('POST', undo, { as: 'attendant' })).body).toEqual({ ok: true });
    const history = (await api.call('GET', '/lots/small/slots/a7/history')).body;
    expect(history.slice(0, 2)).toMatchObject([
      { type: 'SlotOverridden', actor: 'attendant', facts: { action: 'unblock' } },
      { type: 'SlotOverridden', facts: { action: 'block', reason: 'oil on the floor' } },
    ]);
    const nothing = await api.call('POST', path, {
      body: { action: { kind: 'unblock' }, reason: 'is free' },
    });
    expect([nothing.status, nothing.body.code]).toEqual([409, 'nothing-changed']);
    const nowhere = await api.call('GET', '/lots/small/slots/z9/history');
    expect([nowhere.status, nowhere.body.code]).toEqual([404, 'slot-unknown']);
  });

  it('operate a gate by hand, with a reason that the journal keeps', async () => {
    const vend = await api.call('POST', '/lots/small/lanes/in/vend', {
      as: 'attendant',
      body: { reason: 'fire brigade' },
    });
    expect(vend.body).toEqual({ ok: true });
    const { body } = await api.call('GET', '/lots/small/journal?after=0&limit=1000', {
      as: 'manager',
    });
    const vended = body.find(
      (row: { event: { overrideReason?: string } }) => row.event.overrideReason === 'fire brigade',
    );
    expect(vended).toMatchObject({
      actor: { kind: 'user', name: 'attendant', role: 'attendant' },
      event: { type: 'GateVended', laneId: 'in', sessionId: null },
    });
    expect((await api.call('GET', '/lots/small/journal?after=2&limit=1')).body[0].seq).toBe(3);
    const verified = await api.call('POST', '/lots/small/journal/verify', { as: 'manager' });
    expect(verified.body).toMatchObject({ ok: true, seq: expect.any(Number) });
  });

  it('open and close a shift, and say what the till should hold', async () => {
    const as = 'attendant';
    const open = await api.call('POST', '/lots/small/shifts', { as, body: { floatMinor: 5_000 } });
    expect(open.body.shiftId).toEqual(expect.any(String));
    const again = await api.call('POST', '/lots/small/shifts', { as, body: { floatMinor: 0 } });
    expect([again.status, again.body.code]).toEqual([409, 'shift-open']);
    const counted = (body: object) =>
      api.call('POST', '/lots/small/shifts/close', { as, body: { countedMinor: 4_900, ...body } });
    const bare = await counted({});
    expect([bare.status, bare.body.code]).toEqual([422, 'reason-needed']);
    const close = await counted({ reason: 'a coin fell behind the safe' });
    expect(close.body).toEqual({
      shiftId: open.body.shiftId,
      closeNumber: 1,
      expectedMinor: 5_000,
      differenceMinor: -100,
    });
  });

  it('report the day as JSON and as files', async () => {
    const path = '/lots/small/reports';
    const json = await api.call('GET', `${path}/summary?period=day`, { as: 'manager' });
    expect(json.body).toMatchObject({ day: '2026-11-22', currency: 'GBP', capacity: 8 });
    expect(json.body.totals.entries).toBeGreaterThan(2);
    const csv = await api.call('GET', `${path}/sessions?format=csv&date=2026-11-22`, {
      as: 'manager',
    });
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toBe(
      'attachment; filename="small-2026-11-22-sessions.csv"',
    );
    const [header, first] = csv.text.split('\r\n');
    expect(header).toContain('ticket,plate,');
    expect(first).toContain(',KA01AB1234,car,');
    expect(first).toContain(',4.00,GBP');
    const xlsx = await api.call('GET', `${path}/summary?format=xlsx`, { as: 'manager' });
    expect(xlsx.headers.get('content-disposition')).toBe(
      'attachment; filename="small-2026-11-22-summary.xlsx"',
    );
    const docx = await api.call('GET', `${path}/summary?format=docx`, { as: 'manager' });
    expect([docx.status, docx.body.code, docx.body.formats]).toEqual([
      406,
      'format-unavailable',
      ['json', 'csv', 'xlsx', 'pdf'],
    ]);
    const never = await api.call('GET', `${path}/summary?date=2026-02-30`, { as: 'manager' });
    expect([never.status, never.body.code]).toEqual([422, 'invalid']);
    expect(never.body.issues[0].path).toBe('date');
    const unknown = await api.call('GET', `${path}/gossip?format=csv`, { as: 'manager' });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'not-found']);
    const forbidden = await api.call('GET', `${path}/sessions?format=csv`, { as: 'attendant' });
    expect([forbidden.status, forbidden.body.code]).toEqual([403, 'forbidden']);
  });

  it('keep the list of users', async () => {
    const body = { username: 'ravi', password: 'long enough 1', role: 'attendant' };
    expect((await api.call('POST', '/users', { body })).body).toEqual({
      username: 'ravi',
      role: 'attendant',
    });
    const again = await api.call('POST', '/users', { body });
    expect([again.status, again.body.code]).toEqual([409, 'user-exists']);
    expect((await api.call('GET', '/users')).body).toContainEqual({
      username: 'ravi',
      role: 'attendant',
    });
    expect((await api.call('DELETE', '/users/ravi')).body).toEqual({ ok: true });
    const gone = await api.call('DELETE', '/users/ravi');
    expect([gone.status, gone.body.code]).toEqual([404, 'user-unknown']);
  });

  it('open a lot file, and name every mistake of one that is wrong', async () => {
    const { cashLot } = await import('./test-support/test-host.ts');
    const bad = await api.call('POST', '/lots', {
      body: { file: { ...cashLot('second'), currency: 'pounds', zones: [] } },
    });
    expect([bad.status, bad.body.code]).toEqual([422, 'lot-file-invalid']);
    const paths = bad.body.problems.map(({ path }: { path: string }) => path);
    expect(paths).toContain('currency');
    const good = await api.call('POST', '/lots', { body: { file: cashLot('second') } });
    expect(good.body).toEqual({ lotId: 'second' });
    expect((await api.call('GET', '/lots')).body).toHaveLength(2);
    const speed = await api.call('POST', '/lots/second/simulator', { body: { speed: 10 } });
    expect([speed.status, speed.body.code]).toEqual([409, 'not-simulated']);
  });

  it('serve the console, each of its screens, and nothing that is not there', async () => {
    const page = await fetch(`${api.http.url}/`);
    expect(await page.text()).toContain('<title>Gatehouse</title>');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const csp = page.headers.get('content-security-policy');
    expect(csp).toContain("default-src 'self'");
    expect(csp).toContain(`connect-src 'self' ws://127.0.0.1:${api.http.port}`);
    expect(csp).toContain("frame-ancestors 'none'");
    expect(csp).not.toContain('unsafe-eval');
    expect(await (await fetch(`${api.http.url}/lots/small/map`)).text()).toContain('Gatehouse');
    const script = await fetch(`${api.http.url}/assets/index-abc.js`);
    expect(script.headers.get('cache-control')).toContain('immutable');
    const missing = await fetch(`${api.http.url}/assets/other.js`);
    expect([missing.status, (await missing.json()).code]).toEqual([404, 'not-found']);
    const outside = await fetch(`${api.http.url}/..%2f..%2fkeys/users.json`);
    expect(outside.status).toBe(404);
  });

  it('end a token after twelve hours', async () => {
    const body = { username: 'manager', password: 'manager-demo' };
    const { token } = (await api.call('POST', '/sign-in', { as: null, body })).body;
    const headers = { authorization: `Bearer ${token}` };
    api.host.clock.forward(DAY_MS / 2 - 1);
    expect((await api.call('GET', '/me', { as: null, headers })).status).toBe(200);
    api.host.clock.forward(1);
    expect((await api.call('GET', '/me', { as: null, headers })).status).toBe(401);
  });
});
