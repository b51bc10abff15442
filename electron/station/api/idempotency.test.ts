import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS } from '#domain/kernel/instant.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const post = (path: string, body: object, key: string) =>
  api.call('POST', `/lots/small${path}`, {
    as: 'attendant',
    body,
    headers: { 'idempotency-key': key },
  });

const enter = async (plate: string) => {
  const { body } = await post('/entries', { laneId: 'in', plate }, `entry-of-${plate}`);
  const { number } = body.ticket as { number: string };
  api.host.clock.forward(HOUR_MS);
  const quoted = await api.call('POST', '/lots/small/quotes', { body: { ticket: number } });
  return { ticket: number, dueMinor: quoted.body.dueMinor as number };
};

describe('an Idempotency-Key', () => {
  it('stands for one call: with another body it is refused, and nothing happens', async () => {
    const { ticket, dueMinor } = await enter('KEY1');
    expect(dueMinor).toBeGreaterThan(1);
    const pay = (amountMinor: number, part: boolean) =>
      post('/payments', { ticket, method: 'cash', amountMinor, part }, 'one-key-1');
    const first = await pay(1, true);
    expect([first.status, first.body.amountMinor]).toEqual([201, 1]);
    const other = await pay(dueMinor - 1, true);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
    const after = await api.call('POST', '/lots/small/quotes', { body: { ticket } });
    expect(after.body).toMatchObject({ paidMinor: 1, dueMinor: dueMinor - 1 });
  });

  it('gives the same answer to the same body, in whatever order its fields stand', async () => {
    const { ticket, dueMinor } = await enter('KEY2');
    const amountMinor = dueMinor;
    const first = await post('/payments', { ticket, method: 'cash', amountMinor }, 'one-key-2');
    const again = await post('/payments', { amountMinor, method: 'cash', ticket }, 'one-key-2');
    expect(first.status).toBe(201);
    expect([again.status, again.body]).toEqual([201, first.body]);
  });

  it('of a call that was refused is bound to its body as well', async () => {
    const { ticket, dueMinor } = await enter('KEY3');
    const pay = (amountMinor: number) =>
      post('/payments', { ticket, method: 'cash', amountMinor }, 'one-key-3');
    expect((await pay(dueMinor + 1)).body.code).toBe('payment-wrong-amount');
    expect((await pay(dueMinor)).body.code).toBe('idempotency-key-reused');
  });

  it('that is a card number is refused, digits of other programs are not', async () => {
    const enterWith = (key: string) => post('/entries', { laneId: 'nowhere' }, key);
    const card = await enterWith('4111111111111111');
    expect([card.status, card.body.code]).toEqual([422, 'card-number']);
    // Epoch microseconds that happen to pass the check digit of cards.
    expect((await enterWith('1796005148815004')).body.code).toBe('lane-unknown');
    expect((await enterWith('b6411111-1111-1111-4111-1111e0000000')).body.code).toBe(
      'lane-unknown',
    );
  });
});
