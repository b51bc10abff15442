import { afterEach, describe, expect, it } from 'vitest';
import { Desk } from './desk.ts';
import {
  type ApiAnswer,
  type ApiCall,
  type ApiDouble,
  startApiDouble,
} from './test-support/api-double.ts';

let api: ApiDouble | null = null;
afterEach(async () => {
  await api?.stop();
  api = null;
});

async function deskAt(answer: (call: ApiCall, count: number) => ApiAnswer): Promise<Desk> {
  let signIns = 0;
  const counts = new Map<string, number>();
  api = await startApiDouble((call) => {
    if (call.path.endsWith('/sign-in')) {
      signIns += 1;
      return { status: 200, body: { token: `token-${signIns}` } };
    }
    const count = (counts.get(call.path) ?? 0) + 1;
    counts.set(call.path, count);
    return answer(call, count);
  });
  return new Desk({ apiUrl: api.url, lotId: 'riverside', user: 'attendant', password: 'secret' });
}

const QUOTE = { status: 200, body: { dueMinor: 12_000, quote: {} } };
const PAID = { status: 201, body: { paymentId: 'p1' } };
const isQuote = (call: ApiCall) => call.path.endsWith('/quotes');
const payments = () => api?.calls.filter((call) => call.path.endsWith('/payments')) ?? [];

describe('the desk', () => {
  it('signs in once and pays exactly what is due with a larger note', async () => {
    const desk = await deskAt((call) => (isQuote(call) ? QUOTE : PAID));
    expect(await desk.pay({ plate: 'KA01AB1234' })).toBe(true);
    expect(await desk.pay({ ticket: 'T1' })).toBe(true);
    expect(api?.calls.filter((call) => call.path === '/api/v1/sign-in')).toHaveLength(1);
    expect(payments()[0]).toMatchObject({
      method: 'POST',
      path: '/api/v1/lots/riverside/payments',
      authorization: 'Bearer token-1',
      body: {
        plate: 'KA01AB1234',
        method: 'cash',
        amountMinor: 12_000,
        tenderedMinor: 20_000,
      },
    });
    const keys = payments().map((call) => call.idempotencyKey);
    expect(new Set(keys).size).toBe(2);
  });

  it('pays nothing where nothing is due', async () => {
    const desk = await deskAt(() => ({ status: 200, body: { dueMinor: 0 } }));
    expect(await desk.pay({ plate: 'KA01AB1234' })).toBe(true);
    expect(payments()).toEqual([]);
  });

  it('tries a busy station again under the same key', async () => {
    const desk = await deskAt((call, count) => {
      if (isQuote(call)) return QUOTE;
      return count === 1 ? { status: 503, body: { code: 'busy' } } : PAID;
    });
    expect(await desk.pay({ plate: 'KA01AB1234' })).toBe(true);
    const [first, second] = payments();
    expect(first?.idempotencyKey).toBe(second?.idempotencyKey);
  });

  it('takes a refusal for an answer', async () => {
    const desk = await deskAt(() => ({ status: 404, body: { code: 'not-inside' } }));
    expect(await desk.pay({ plate: 'KA01AB1234' })).toBe(false);
    expect(api?.calls.filter(isQuote)).toHaveLength(1);
  });

  it('signs in anew when its token is no longer good', async () => {
    const desk = await deskAt((call) => {
      if (call.authorization === 'Bearer token-1') return { status: 401, body: {} };
      return { status: 200, body: [] };
    });
    expect(await desk.sessionsInside()).toEqual([]);
  });

  it('hands on the ticket and the slot of an entry', async () => {
    const entry = { ticket: { number: 'N', token: 'TOKEN' }, slot: { label: 'G-A01' } };
    const desk = await deskAt(() => ({ status: 201, body: entry }));
    const needs = { vehicleClass: 'car', wantsCharge: false, accessiblePermit: false } as const;
    expect(await desk.takeTicket('entry-1', needs)).toEqual({
      ticket: 'TOKEN',
      slotLabel: 'G-A01',
    });
  });
});
