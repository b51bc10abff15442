import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS } from '#domain/kernel/instant.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const as = 'attendant';
const send = (path: string, body: object, role: 'attendant' | 'manager' = as) =>
  api.call('POST', `/lots/small/${path}`, { as: role, body });
const list = async (query = '') => {
  const { body } = await api.call('GET', `/lots/small/payments?${query}`, { as });
  return body;
};

/** A car that stays two hours, pays, and leaves. */
async function visit(plate: string): Promise<{ ticket: string; paymentId: string }> {
  const entry = await send('entries', { laneId: 'in', plate });
  const ticket = entry.body.ticket.number;
  api.host.clock.forward(2 * HOUR_MS);
  const { body } = await send('payments', { ticket, method: 'cash', amountMinor: 400 });
  const out = await send('exits', { laneId: 'out', ticket });
  expect(out.body.decision).toBe('vend');
  return { ticket, paymentId: body.paymentId };
}

describe('payments', () => {
  it('are found by the plate, the ticket and the receipt of a stay that is over', async () => {
    const first = await visit('KA01AB1234');
    const second = await visit('MH12DE1433');
    const all = await list();
    expect(all.map((row: { id: string }) => row.id)).toEqual([second.paymentId, first.paymentId]);
    expect(all[1]).toMatchObject({ ticketNumber: first.ticket, plate: 'KA01AB1234' });
    const found = async (text: string) =>
      (await list(`search=${encodeURIComponent(text)}`)).map((row: { id: string }) => row.id);
    expect(await found('ka 01 ab 1234')).toEqual([first.paymentId]);
    expect(await found(second.ticket.slice(0, 4).toLowerCase())).toEqual([second.paymentId]);
    expect(await found('1')).toEqual([first.paymentId]);
    expect(await found('DL3CAX0001')).toEqual([]);
  });

  it('say what was given back, and ask for attention only while they need it', async () => {
    const { paymentId } = await visit('KA02ZZ0002');
    expect(await list('state=attention')).toEqual([]);
    const body = { amountMinor: 150, reason: 'goodwill', as: 'cash' };
    expect((await send(`payments/${paymentId}/refunds`, body)).status).toBe(403);
    const refund = await send(`payments/${paymentId}/refunds`, body, 'manager');
    expect(refund.body.receiptNumber).toEqual(expect.any(Number));
    const [row] = await list('state=refunded');
    expect(row).toMatchObject({
      id: paymentId,
      capturedMinor: 400,
      refundedMinor: 150,
      overpaidMinor: 0,
      refunds: [{ amountMinor: 150, reason: 'goodwill', by: 'manager', failed: null }],
    });
    const more = await send(
      `payments/${paymentId}/refunds`,
      { ...body, amountMinor: 251 },
      'manager',
    );
    expect([more.status, more.body.code]).toEqual([422, 'refund-too-much']);
  });
});
