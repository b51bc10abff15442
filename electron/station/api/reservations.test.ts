import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, toIso } from '#domain/kernel/instant.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

type Who = 'manager' | 'attendant';
const PATH = '/lots/small/reservations';
const post = (path: string, body: object, as: Who = 'manager', headers = {}) =>
  api.call('POST', `/lots/small${path}`, { as, body, headers });
const patch = (id: string, body: object, as: Who = 'manager') =>
  api.call('PATCH', `${PATH}/${id}`, { as, body });
const get = (path: string, as: Who = 'manager') => api.call('GET', PATH + path, { as });
/** A window that no other test books. */
let days = 1;
const window = (hours = 2) => {
  days += 1;
  const fromAt = api.host.clock.now() + days * 24 * HOUR_MS;
  return { fromAt, toAt: fromAt + hours * HOUR_MS };
};
const pay = (body: object) => post('/payments', { method: 'cash', ...body }, 'attendant');

describe('reservations over the API', () => {
  it('a quote, a booking, its payment, in by its code, and an end beyond the window', async () => {
    // Not so far ahead that the sign-ins of this test end before.
    const fromAt = api.host.clock.now() + 3 * HOUR_MS;
    const toAt = fromAt + 2 * HOUR_MS;
    const query = `/availability?from=${toIso(fromAt)}&to=${toAt}&vehicleClass=car`;
    const offer = (await get(query, 'attendant')).body;
    expect(offer).toMatchObject({ possible: true, code: null, quote: { totalMinor: 400 } });
    expect(offer.kinds).toEqual([{ kind: 'standard', total: 8, capacity: 4, booked: 0 }]);
    expect(offer.slots).toHaveLength(8);

    const made = await post(
      '/reservations',
      {
        fromAt: toIso(fromAt),
        toAt,
        slotId: 'a5',
        plate: 'b-rs 77',
        name: 'Zoë Ångström',
        contact: '+44 7700 900123',
        prepaid: true,
        expectedMinor: 400,
      },
      'attendant',
    );
    expect(made.status).toBe(201);
    const { id, number, token } = made.body;
    expect(token).toMatch(/^GH2/);
    expect(made.body).toMatchObject({
      state: 'booked',
      slotLabel: 'A5',
      kind: 'standard',
      plate: 'BRS77',
      name: 'Zoë Ångström',
      priceMinor: 400,
      dueMinor: 400,
      refundableMinor: 0,
    });
    expect((await pay({ reservationId: id, amountMinor: 400 })).status).toBe(201);
    expect((await get(`/${number}`)).body).toMatchObject({ id, paidMinor: 400, dueMinor: 0 });

    const early = await post('/entries', { laneId: 'in', credential: token });
    expect([early.status, early.body.code]).toEqual([409, 'reservation-too-early']);
    api.host.clock.forward(fromAt - api.host.clock.now());
    const entry = await post('/entries', { laneId: 'in', credential: token });
    expect([entry.status, entry.body.slot.id]).toEqual([201, 'a5']);
    const again = await post('/entries', { laneId: 'in', credential: token });
    expect(again.status).toBeGreaterThanOrEqual(409);
    expect((await get(`/${id}`)).body.state).toBe('arrived');

    api.host.clock.forward(2 * HOUR_MS + 10 * MINUTE_MS);
    const ticket = entry.body.ticket.number;
    expect((await post('/quotes', { ticket })).body.dueMinor).toBe(0);
    api.host.clock.forward(30 * MINUTE_MS);
    const late = (await post('/quotes', { ticket })).body;
    expect(late.dueMinor).toBe(200);
    await pay({ ticket, amountMinor: 200 });
    expect((await post('/exits', { laneId: 'out', ticket })).body.decision).toBe('vend');
    expect((await get(`/${id}`)).body).toMatchObject({ state: 'completed', refundableMinor: 0 });
  });

  it('the same key is the same booking', async () => {
    const key = { 'Idempotency-Key': 'booking-once' };
    const first = await post('/reservations', window(), 'manager', key);
    const body = { fromAt: first.body.fromAt, toAt: first.body.toAt };
    const second = await post('/reservations', body, 'manager', key);
    expect(second.body.id).toBe(first.body.id);
  });

  it('is refused when the share of the kind is given away, and says so beforehand', async () => {
    const at = window();
    for (let count = 0; count < 4; count += 1)
      expect((await post('/reservations', at)).status).toBe(201);
    const fifth = await post('/reservations', at);
    expect([fifth.status, fifth.body.code]).toEqual([409, 'reservation-full']);
    const offer = (await get(`/availability?from=${at.fromAt}&to=${at.toAt}`)).body;
    expect(offer).toMatchObject({ possible: false, code: 'reservation-full' });
    expect(offer.kinds[0]).toMatchObject({ capacity: 4, booked: 4 });
    const day = `/calendar?from=${at.fromAt - 2 * HOUR_MS}&to=${at.toAt + 2 * HOUR_MS}`;
    const calendar = (await get(day)).body;
    expect(calendar.kinds[0].booked).toEqual([0, 4, 4, 4, 4, 0]);
    expect(calendar.bookings).toHaveLength(4);
  });

  it('is found by number, plate and name', async () => {
    const made = await post('/reservations', {
      ...window(),
      plate: 'FI ND 1',
      name: 'Jürgen Groß',
    });
    const { id, number, token } = made.body;
    for (const text of [
      number,
      number.slice(0, 5),
      token,
      'find1',
      'jurgen',
      'GROSS'.slice(0, 3),
    ]) {
      const rows = (await get(`?search=${encodeURIComponent(text)}`)).body;
      expect([text, rows.map((row: { id: string }) => row.id)]).toEqual([text, [id]]);
    }
    expect((await get('?search=nobody-here')).body).toEqual([]);
  });

  it('a change moves window, slot and plate, and says what is due or given back', async () => {
    const { fromAt, toAt } = window();
    const made = await post('/reservations', { fromAt, toAt, plate: 'CH 1', prepaid: true });
    const { id } = made.body;
    await pay({ reservationId: id, amountMinor: 400 });
    const longer = await patch(id, { toAt: toAt + HOUR_MS, slotId: 'a2', plate: 'CH 2' });
    expect(longer.body).toMatchObject({ slotLabel: 'A2', plate: 'CH2', dueMinor: 200 });
    const back = await patch(id, { toAt: fromAt + HOUR_MS, slotId: null, refund: false });
    expect(back.body).toMatchObject({ slotId: null, priceMinor: 200, refundableMinor: 200 });
    expect((await post(`/reservations/${id}/refund`, { reason: 'shorter' })).body).toMatchObject({
      refundableMinor: 0,
      paidMinor: 200,
    });
    const wrong = await patch(id, { toAt: fromAt });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'reservation-window-wrong']);
    const clash = await patch(id, { plate: null, slotId: 'z9' });
    expect([clash.status, clash.body.code]).toEqual([404, 'slot-unknown']);
  });

  it('an attendant cancels, and only a manager gives the money back', async () => {
    const { id } = (await post('/reservations', { ...window(), prepaid: true })).body;
    await pay({ reservationId: id, amountMinor: 400 });
    const path = `/reservations/${id}`;
    const body = { reason: 'driver is ill' };
    expect((await post(`${path}/cancel`, { ...body, refund: true }, 'attendant')).status).toBe(403);
    expect((await post(`${path}/cancel`, {}, 'attendant')).status).toBe(422);
    const gone = await post(`${path}/cancel`, body, 'attendant');
    expect(gone.body).toMatchObject({ state: 'cancelled', refundableMinor: 400 });
    expect((await get('?state=money')).body.map((row: { id: string }) => row.id)).toContain(id);
    expect((await post(`${path}/refund`, body, 'attendant')).status).toBe(403);
    expect((await post(`${path}/refund`, body)).body.refundableMinor).toBe(0);
  });

  it.each([
    ['an end before the start', { toAt: 1 }, 422, 'reservation-window-wrong'],
    ['a local time without an offset', { fromAt: '2026-11-22T09:00' }, 422, 'invalid'],
    ['no plate', { plate: '?!' }, 422, 'invalid'],
    ['a card number as a name', { name: '4111 1111 1111 1111' }, 422, 'card-number'],
    ['a price that is not right', { expectedMinor: 1 }, 409, 'reservation-price-changed'],
  ])('%s is refused with its place', async (_, change, status, code) => {
    const answer = await post('/reservations', { ...window(), ...change });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    const [field = ''] = Object.keys(change);
    if (code === 'invalid' || code === 'card-number')
      expect(JSON.stringify(answer.body)).toContain(field);
  });

  it('an unknown booking is said to be so', async () => {
    const answer = await get('/r-none');
    expect([answer.status, answer.body.code]).toEqual([404, 'reservation-unknown']);
  });

  it('no name, plate or number for calling is in the journal', async () => {
    const journal = await api.call('GET', '/lots/small/journal?limit=1000', { as: 'manager' });
    for (const clear of ['Ångström', '900123', 'BRS77', 'Jürgen', 'FIND1'])
      expect(journal.text).not.toContain(clear);
  });
});
