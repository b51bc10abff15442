import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';
import { cashLot } from './test-support/test-host.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
  const lot = cashLot();
  const tariff = { ...lot.tariff, lostTicket: { feeMinor: 3_000, mode: 'flat' as const } };
  await api.host.open({ ...lot, tariff }, { kind: 'station' });
});
afterAll(() => api.close());

const LOT = '/lots/small';
type As = 'manager' | 'attendant';
const post = (path: string, body: object = {}, as: As = 'attendant') =>
  api.call('POST', LOT + path, { as, body });
const get = (path: string, as: As = 'manager') => api.call('GET', LOT + path, { as });
const enter = async (plate: string) => (await post('/entries', { laneId: 'in', plate })).body;

describe('lost tickets over the API', () => {
  it('found by the time of entry; the old ticket opens nothing, the new one does', async () => {
    const early = await enter('LT1');
    api.host.clock.forward(HOUR_MS);
    await enter('LT2');
    api.host.clock.forward(10 * MINUTE_MS);
    const at = api.host.clock.now();
    const around = `enteredFrom=${at - 80 * MINUTE_MS}&enteredTo=${at - 60 * MINUTE_MS}`;
    const found = (await get(`/sessions?state=inside&vehicleClass=car&${around}`)).body;
    expect(found).toMatchObject([{ id: early.session.id, plate: 'LT1' }]);
    const both = (await get(`/sessions?state=inside&enteredFrom=${at - 2 * HOUR_MS}`)).body;
    expect(both.map(({ plate }: { plate: string }) => plate)).toEqual(['LT1', 'LT2']);

    const path = `/sessions/${early.session.id}/lost-ticket`;
    expect((await post(path, { reason: '' })).status).toBe(422);
    const lost = await post(path, { reason: 'plate seen at the vehicle' });
    expect(lost.status).toBe(200);
    expect(lost.body.ticket.number).not.toBe(early.ticket.number);
    const old = await post('/quotes', { ticket: early.ticket.token });
    expect([old.status, old.body.code]).toEqual([410, 'ticket-lost']);
    const fresh = await post('/quotes', { ticket: lost.body.ticket.token });
    expect(fresh.body).toMatchObject({ session: { id: early.session.id } });
    const [row] = (await get('/sessions?plate=LT1')).body;
    expect(row.ticketNumber).toBe(lost.body.ticket.number);

    const back = await post(`${path}/withdraw`, { reason: 'in the glove box' });
    expect(back.body).toEqual({ ticketNumber: early.ticket.number });
    expect((await post('/quotes', { ticket: early.ticket.token })).status).toBe(200);
  });

  it('without a stay: the charge is paid, and the receipt opens the exit once', async () => {
    const { dueMinor } = (await get('/lost-ticket-charge')).body;
    expect(dueMinor).toBe(3_000);
    const paid = await post('/payments', {
      lostTicket: { vehicleClass: 'car' },
      method: 'cash',
      amountMinor: dueMinor,
    });
    expect(paid.status).toBe(201);
    const { paymentId, receiptNumber } = paid.body;
    const open = () => post('/lanes/out/lost-ticket-exit', { paymentId });
    expect((await open()).status).toBe(200);
    expect((await open()).status).toBe(200);
    const events = (await get('/journal?limit=1000')).body;
    const vends = events.filter(
      ({ event }: { event: { overrideReason?: string } }) =>
        event.overrideReason?.includes(`receipt ${receiptNumber}`) === true,
    );
    expect(vends).toHaveLength(1);
    expect((await post('/lanes/out/lost-ticket-exit', { paymentId: 'p-none' })).status).toBe(404);
  });
});

describe('the reconciliation over the API', () => {
  it('accounts for every ticket of the day and names the differences', async () => {
    await post('/lanes/out/vend', { reason: 'delivery van' });
    const { session } = await enter('RC1');
    api.host.clock.forward(HOUR_MS);
    await post(`/sessions/${session.id}/close`, { reason: 'seen to leave' });
    const report = (await get('/reports/reconciliation')).body;
    const ended = Object.values<number>(report.ended).reduce((sum, count) => sum + count, 0);
    expect(report.openBefore + report.issued).toBe(ended + report.openAfter);
    expect(report).toMatchObject({ unexplained: 0, lost: 1, ended: { closed: 1 } });
    const kinds = report.differences.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual([
      'paid-without-stay',
      'opened-by-hand',
      'opened-by-hand',
      'closed-by-hand',
    ]);
    const closed = report.differences.at(-1);
    expect(closed).toMatchObject({ by: 'attendant', reason: 'seen to leave', amountMinor: 200 });
    expect(closed.ticketNumber).toHaveLength(9);
    const csv = await get('/reports/reconciliation?format=csv');
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.text.split('\r\n')[0]).toBe('item,count,at,ticket,lane,amount,currency,by,reason');
    expect(csv.text).toContain('closed-by-hand,1,');
    expect((await get('/reports/reconciliation?date=2026-02-30')).status).toBe(422);
    expect((await get('/reports/reconciliation', 'attendant')).status).toBe(403);
    const past = (await get('/reports/reconciliation?date=2001-01-01')).body;
    expect(past).toMatchObject({ issued: 0, lostRatio: null, occupiedWithoutStay: null });
  });
});

it('an answer about plates needs a question', async () => {
  const answer = await post('/lanes/out/plate-answer', { letOut: true, reason: 'looks the same' });
  expect([answer.status, answer.body.code]).toEqual([409, 'nothing-asked']);
});
