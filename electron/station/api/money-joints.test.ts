import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS } from '#domain/kernel/instant.ts';
import { DEFAULT_NEEDS } from '#domain/lot/lane-seen.ts';
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

type As = 'manager' | 'attendant';
const post = (path: string, body: object, as: As = 'attendant') =>
  api.call('POST', `/lots/small${path}`, { as, body });

const lostTicket = () =>
  post('/payments', { lostTicket: { vehicleClass: 'car' }, method: 'cash', amountMinor: 3_000 });

describe('money over the API', () => {
  it('is not taken back from a lost ticket by whoever took it: the vehicle is gone', async () => {
    const { paymentId } = (await lostTicket()).body;
    const reverse = (as: As) => post(`/payments/${paymentId}/reverse`, { reason: 'typed' }, as);
    expect((await reverse('attendant')).status).toBe(403);
    expect((await reverse('manager')).status).toBe(200);
  });

  it('of a lost ticket opens the right exit after a wrong lane was named', async () => {
    const { paymentId } = (await lostTicket()).body;
    const open = (laneId: string) => post(`/lanes/${laneId}/lost-ticket-exit`, { paymentId });
    expect((await open('nowhere')).body.code).toBe('lane-unknown');
    expect((await open('in')).body.code).toBe('lane-wrong-direction');
    expect((await open('out')).status).toBe(200);
  });

  it('says that an exit stays shut while staff are asked about the plate', async () => {
    const { body } = await post('/entries', { laneId: 'in', plate: 'EX1' });
    const unit = api.host.lots.get('small');
    const plateRef = unit?.refOf('OTHER9') ?? '';
    const read = { confidence: 0.99, readId: 'r1', nearRefs: [], needs: DEFAULT_NEEDS };
    await unit?.submit(
      { type: 'ReportPlate', laneId: 'out', deviceId: 'cam', plateRef, ...read },
      { actor: { kind: 'device', deviceId: 'cam' } },
    );
    const exit = await post('/exits', { laneId: 'out', ticket: body.ticket.number });
    expect(exit.body).toMatchObject({ decision: 'refuse', code: 'plate-differs' });
  });

  it('is not taken for so much cash that it must be a slip of the fingers', async () => {
    const lost = { lostTicket: { vehicleClass: 'car' }, method: 'cash', amountMinor: 3_000 };
    const slip = await post('/payments', { ...lost, tenderedMinor: Number.MAX_SAFE_INTEGER });
    expect([slip.status, slip.body.code]).toEqual([422, 'cash-implausible']);
  });

  it('is for one thing, in the currency of the lot', async () => {
    const pay = { lostTicket: { vehicleClass: 'car' }, method: 'cash', amountMinor: 3_000 };
    for (const other of [{ reservationId: 'r-1' }, { plate: 'AB1' }, { membershipId: 'm-1' }]) {
      const { status, body } = await post('/payments', { ...pay, ...other });
      expect([status, body.code]).toEqual([422, 'invalid']);
    }
    const { currency } = cashLot();
    const foreign = await post('/payments', {
      ...pay,
      currency: currency === 'EUR' ? 'USD' : 'EUR',
    });
    expect([foreign.status, foreign.body.issues[0].path]).toEqual([422, 'currency']);
    expect((await post('/payments', { ...pay, currency })).status).toBe(201);
  });

  it('a code that was changed is no card: it is said to be forged', async () => {
    const { body } = await api.call('POST', '/lots/small/reservations', {
      as: 'manager',
      body: { fromAt: api.host.clock.now() + HOUR_MS, toAt: api.host.clock.now() + 2 * HOUR_MS },
    });
    const token: string = body.token;
    const changed = token.replace(/.(?=.{9}$)/, (one) => (one === 'A' ? 'B' : 'A'));
    const entry = await post('/entries', { laneId: 'in', credential: changed });
    expect(entry.body.code).toBe('ticket-forged');
  });

  it('gives the same answer when the close of a shift is sent again', async () => {
    const { shiftId } = (await post('/shifts', { floatMinor: 0 })).body;
    api.host.clock.forward(HOUR_MS);
    const close = () =>
      post('/shifts/close', { shiftId, countedMinor: 0, commandId: 'close-once' });
    const first = await close();
    expect(first.body).toMatchObject({ shiftId });
    expect((await close()).body).toEqual(first.body);
  });
});
