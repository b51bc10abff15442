import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LOT_ID, lotWith, SIDE_EXIT } from './test-support/test-lot.ts';
import { type TestStation, testStation } from './test-support/test-station.ts';

const TEN_MEGABYTES = 10 * 1024 * 1024;

let test: TestStation;

beforeAll(async () => {
  test = await testStation({ lot: lotWith([]) });
});
afterAll(() => test.stop());
afterEach(async () => {
  expect((await test.enter()).status, 'the station still takes an entry').toBe(201);
});

const entries = `/lots/${LOT_ID}/entries`;

describe('HTTP bodies that are no request', () => {
  it.each([
    ['an entry', entries],
    ['a sign-in', '/sign-in'],
    ['a payment', `/lots/${LOT_ID}/payments`],
  ])('of 10 MB as %s are turned away as too large', async (_what, path) => {
    const body = JSON.stringify({ laneId: 'side', plate: 'A'.repeat(TEN_MEGABYTES) });
    const answer = await post(path, body);
    expect(answer).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
  });

  it('of 10 MB as a lot file are read for an administrator alone', async () => {
    const body = JSON.stringify({ file: { name: 'A'.repeat(TEN_MEGABYTES) } });
    const stranger = await post('/lots', body);
    expect(stranger).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    const admin = await test.call('POST', '/lots', body);
    expect(admin.status).toBe(422);
    expect(admin.body.code).toBe('lot-file-invalid');
    expect(JSON.stringify(admin.body).length).toBeLessThan(100_000);
  });

  it.each([
    ['broken off', '{"laneId":"side"'],
    ['nested ten thousand deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['with a prototype in them', '{"laneId":"side","__proto__":{"plate":"KA05MH1"}}'],
  ])('that are %s are a clear error', async (_what, body) => {
    const answer = await test.call('POST', entries, body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.body).toMatchObject({ code: expect.any(String), message: expect.any(String) });
  });

  it.each([
    ['of 4 kB', 'A'.repeat(4_096)],
    ['of control characters', '\u0001\u0007\u001b[2J'],
    ['that is no text', { $gt: '' }],
  ])('with a plate %s name the field', async (_what, plate) => {
    const answer = await test.call('POST', entries, { laneId: 'side', plate });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid' } });
    expect(answer.body.message).toContain('plate');
  });

  it('with a key that is none are not taken', async () => {
    const body = { laneId: 'side', plate: 'KA05MH1' };
    const answer = await test.call('POST', entries, body, { 'idempotency-key': 'short' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'idempotency-key-invalid' } });
  });
});

describe('a ticket at an exit', () => {
  const leave = (ticket: string) =>
    test.call('POST', `/lots/${LOT_ID}/exits`, { laneId: SIDE_EXIT, ticket });

  it('with a changed signature is refused as forged, and its vehicle stays inside', async () => {
    const { token } = (await test.enter()).body.ticket;
    const inside = test.state.sessions.size;
    const changed = token.slice(0, -3) + (token.at(-3) === 'A' ? 'B' : 'A') + token.slice(-2);
    const answer = await leave(changed);
    expect(answer).toMatchObject({
      status: 200,
      body: { decision: 'refuse', code: 'ticket-forged' },
    });
    expect(test.state.sessions.size).toBe(inside);
  });

  it('of another station of the same lot is refused as forged', async () => {
    const other = await testStation({ lot: lotWith([]) });
    const { token } = (await other.enter()).body.ticket;
    await other.stop();
    const answer = await leave(token);
    expect(answer).toMatchObject({
      status: 200,
      body: { decision: 'refuse', code: 'ticket-forged' },
    });
  });

  it.each([
    ['nonsense', 'HELLO THERE', 'ticket-malformed'],
    ['300 characters', 'A'.repeat(300), 'ticket-malformed'],
    ['a number that was never issued', '', 'ticket-unknown'],
  ])('that is %s is refused', async (what, text, code) => {
    const ticket = what.startsWith('a number') ? await spareNumber() : text;
    expect(await leave(ticket)).toMatchObject({ status: 200, body: { decision: 'refuse', code } });
  });

  it('that was used is refused the second time', async () => {
    const { token } = (await test.enter()).body.ticket;
    expect((await leave(token)).body).toMatchObject({ decision: 'vend' });
    expect((await leave(token)).body).toMatchObject({ decision: 'refuse', code: 'ticket-used' });
  });
});

/** A well-formed number of another station. */
async function spareNumber(): Promise<string> {
  const other = await testStation({ lot: lotWith([]) });
  const { number } = (await other.enter()).body.ticket;
  await other.stop();
  return number;
}

describe('a lot file', () => {
  it('with two slots of one id is refused, naming both', async () => {
    const good = lotWith([]) as { readonly slots: readonly object[] };
    const [first, second] = good.slots;
    const twin = { ...second, id: 'a1' };
    const file = { ...good, id: 'twins', slots: [first, twin, ...good.slots.slice(2)] };
    const answer = await test.call('POST', '/lots', { file });
    expect(answer).toMatchObject({ status: 422, body: { code: 'lot-file-invalid' } });
    const told = JSON.stringify(answer.body.problems);
    expect(told).toContain('slots[0]');
    expect(told).toContain('slots[1]');
    expect(test.station.services.host.lots.has('twins')).toBe(false);
  });
});

/** Without fetch, which gives up on a body that the other end does not read to its end. */
function post(path: string, body: string): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const call = request(
      `${test.station.url}/api/v1${path}`,
      { method: 'POST', headers },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        answer.once('end', () =>
          resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) }),
        );
      },
    );
    call.once('error', reject);
    call.end(body);
  });
}
