import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '#domain/access/roles.ts';
import { HOUR_MS } from '#domain/kernel/instant.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const send = (path: string, body: object, as: Role = 'attendant') =>
  api.call('POST', `/lots/small/${path}`, { as, body });
const get = (path: string, as: Role = 'attendant') =>
  api.call('GET', `/lots/small/${path}`, { as });
const pay = (body: object, as: Role = 'attendant') =>
  send('payments', { method: 'cash', ...body }, as);

async function enter(plate: string): Promise<{ id: string; number: string }> {
  const { body } = await send('entries', { laneId: 'in', plate });
  return { id: body.session.id, number: body.ticket.number };
}

describe('a shift from its float to its Z report', () => {
  let shiftId = '';
  let ticket = '';

  it('has no report before it is opened', async () => {
    const none = await get('shifts/current');
    expect([none.status, none.body.code]).toEqual([409, 'shift-not-open']);
    expect((await get('shifts')).body).toEqual([]);
  });

  it('shows what went through it while it runs, as an X report', async () => {
    ({
      body: { shiftId },
    } = await send('shifts', { floatMinor: 5_000 }));
    const { number, id } = await enter('KA01AB1234');
    ticket = number;
    const unpaid = await enter('KA02ZZ0002');
    api.host.clock.forward(2 * HOUR_MS);
    const part = await pay({ ticket: number, amountMinor: 100, part: true });
    expect(part.status).toBe(201);
    const rest = await pay({ ticket: number, amountMinor: 300, tenderedMinor: 500 });
    const reverse = `payments/${rest.body.paymentId}/reverse`;
    expect((await send(reverse, { reason: 'wrong vehicle' })).status).toBe(200);
    const move = { move: 'drop', amountMinor: 2_000, reason: 'to the safe' };
    expect((await send('shifts/moves', move)).body).toEqual({ ok: true });
    const close = `sessions/${unpaid.id}/close`;
    expect((await send(close, { reason: 'left by the open gate' })).status).toBe(200);

    const { body } = await get('shifts/current');
    expect(body).toMatchObject({
      id: shiftId,
      kind: 'X',
      by: 'attendant',
      closeNumber: null,
      currency: 'GBP',
      floatMinor: 5_000,
      expectedMinor: 3_100,
      countedMinor: null,
      totals: [{ method: 'cash', count: 2, takenMinor: 400, refundCount: 1, refundedMinor: 300 }],
      moves: [{ move: 'drop', amountMinor: 2_000, reason: 'to the safe' }],
      payments: [
        { receiptNumber: 1, kind: 'payment', amountMinor: 100, ticketNumber: ticket },
        { receiptNumber: 2, kind: 'payment', amountMinor: 300, sessionId: id },
        { receiptNumber: 3, kind: 'reversal', amountMinor: -300, purpose: 'session' },
      ],
      paymentsWithoutSession: [],
      sessionsWithoutPayment: [
        { sessionId: unpaid.id, plate: 'KA02ZZ0002', dueMinor: 400, paidMinor: 0 },
      ],
    });
  });

  it('names a payment that no stay stands behind', async () => {
    const { body } = await get('shifts/current');
    expect(body.paymentsWithoutSession).toEqual([]);
    const wrong = await pay({ lostTicket: { vehicleClass: 'car' }, amountMinor: 1 });
    if (wrong.body.code === 'payment-wrong-amount') {
      const due = Number(/(\d+) is due/.exec(wrong.body.message)?.[1]);
      expect((await pay({ lostTicket: { vehicleClass: 'car' }, amountMinor: due })).status).toBe(
        201,
      );
      const { body: after } = await get('shifts/current');
      expect(after.paymentsWithoutSession).toMatchObject([
        { purpose: 'lost-ticket', sessionId: null, amountMinor: due },
      ]);
    } else expect(wrong.body.code).toBe('payment-not-due');
  });

  it('is counted by piece; a difference needs a reason; its Z report is numbered', async () => {
    const { expectedMinor } = (await get('shifts/current')).body;
    const countedMinor = expectedMinor - 50;
    const bare = await send('shifts/close', { countedMinor });
    expect([bare.status, bare.body.code]).toEqual([422, 'reason-needed']);
    const pieces = [{ pieceMinor: 50, count: countedMinor / 50 }];
    const reason = 'gave 0.50 too much change';
    const short = await send('shifts/close', { countedMinor: countedMinor + 1, pieces, reason });
    expect([short.status, short.body.code]).toEqual([422, 'count-wrong']);
    const closed = await send('shifts/close', { countedMinor, pieces, reason });
    expect(closed.body).toMatchObject({ shiftId, closeNumber: 1, differenceMinor: -50 });
    const z = (await get(`shifts/${shiftId}`)).body;
    expect(z).toMatchObject({ kind: 'Z', closeNumber: 1, closedBy: 'attendant', pieces, reason });
    expect(z).toMatchObject({ expectedMinor, countedMinor, differenceMinor: -50 });
    const { body: rows } = await get('shifts');
    expect(rows).toMatchObject([{ id: shiftId, closeNumber: 1, expectedMinor, takenMinor: 100 }]);
  });

  it('is written to a file', async () => {
    const { body } = await get(`shifts/${shiftId}/csv`);
    expect(body.fileName).toBe('small-shift-z-1.csv');
    const lines = body.text.split('\r\n');
    expect(lines[0]).toBe('section,at,name,count,amount,currency,note');
    expect(lines).toContain('drawer,,difference,,-0.50,GBP,gave 0.50 too much change');
    expect(body.text).toContain(`payment,2026-11-22T14:00:00+00:00,1,,1.00,GBP,cash ${ticket}`);
    expect(body.text).toContain('KA02ZZ0002');
  });

  it('a closed one never changes, whatever is given back afterwards', async () => {
    const before = (await get(`shifts/${shiftId}`)).body;
    const { paymentId } = before.payments[0];
    const refund = await send(
      `payments/${paymentId}/refunds`,
      { amountMinor: 100, reason: 'goodwill', as: 'cash' },
      'manager',
    );
    expect(refund.status).toBe(200);
    expect((await get(`shifts/${shiftId}`)).body).toEqual(before);
  });

  it('what went through no till is listed by lane and day', async () => {
    const { body } = await get('lane-takings', 'manager');
    expect(body).toMatchObject({
      day: '2026-11-22',
      lanes: [{ laneId: null, method: 'cash', count: 0, refundCount: 1, refundedMinor: 100 }],
    });
    expect((await get('lane-takings')).status).toBe(403);
    const wrong = await get('lane-takings?date=2026-13-40', 'manager');
    expect([wrong.status, wrong.body.code]).toEqual([422, 'invalid']);
  });
});

describe('whose shift it is', () => {
  it('matters to everybody but a manager', async () => {
    const { shiftId } = (await send('shifts', { floatMinor: 100 }, 'admin')).body;
    expect((await get(`shifts/${shiftId}`)).status).toBe(403);
    const mine = (await get('shifts')).body.map((row: { by: string }) => row.by);
    expect(new Set(mine)).toEqual(new Set(['attendant']));
    expect((await get('shifts?state=open', 'manager')).body).toMatchObject([{ by: 'admin' }]);
    expect((await get('shifts?search=ADM', 'manager')).body).toHaveLength(1);
    const body = { shiftId, countedMinor: 100 };
    expect((await send('shifts/close', body)).status).toBe(403);
    expect((await send('shifts/close', body, 'manager')).body).toMatchObject({ closeNumber: 2 });
    expect((await get(`shifts/${shiftId}`, 'manager')).body).toMatchObject({
      by: 'admin',
      closedBy: 'manager',
    });
    const unknown = await get('shifts/sh-none', 'manager');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'shift-unknown']);
  });
});

describe('card numbers', () => {
  it('are turned away wherever people type, and named as what they are', async () => {
    const card = '4111 1111 1111 1111';
    const refused = async (path: string, body: object, field: string) => {
      const answer = await send(path, body);
      expect([path, answer.status, answer.body.code]).toEqual([path, 422, 'card-number']);
      expect(answer.body.message).toMatch(`${field}: this looks like a card number`);
      expect(answer.text).not.toContain('4111');
    };
    await refused('shifts/moves', { move: 'pay-in', amountMinor: 1, reason: card }, 'reason');
    await refused('shifts/close', { countedMinor: 1, reason: `card ${card}` }, 'reason');
    await refused('quotes', { ticket: card }, 'ticket');
    await refused('quotes', { plate: '4111-1111-1111-1111' }, 'plate');
    await refused('payments/p-1/abort', { reason: card }, 'reason');
    await refused('lanes/in/vend', { reason: card.replaceAll(' ', '') }, 'reason');
    const searched = await get(`payments?search=${encodeURIComponent(card)}`);
    expect([searched.status, searched.body.code]).toEqual([422, 'card-number']);
  });
});
