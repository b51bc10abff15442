import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { must } from '#domain/kernel/assert.ts';
import { type LotService, StationBusy, StationHalted } from '../runtime/lot-service.ts';
import type { LotUnit } from '../runtime/lot-unit.ts';
import { openSocket } from './test-support/socket-client.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';
import { cashLot } from './test-support/test-host.ts';

let api: TestApi;
let unit: LotUnit;
beforeAll(async () => {
  api = await testApi();
  unit = must(api.host.lots.get('small'), 'the lot of the test');
});
beforeEach(() => {
  api.host.lots.set('small', unit);
});
afterAll(async () => {
  api.host.lots.set('small', unit);
  await api.close();
});

/** The lot as it is, but for what a test says of it. */
function pretend(change: Partial<LotService>): void {
  const { lotId, state, simulated, halted, journal, views, pictures, health, traffic } = unit;
  const service: LotService = {
    lotId,
    state,
    simulated,
    halted,
    journal,
    views,
    pictures,
    health,
    traffic,
    submit: (body, by) => unit.submit(body, by),
    refOf: (plate) => unit.refOf(plate),
    refOfText: (kind, text) => unit.refOfText(kind, text),
    nonces: (count) => unit.nonces(count),
    reveal: (ref) => unit.reveal(ref),
    searchPlates: (part) => unit.searchPlates(part),
    claimOf: (text) => unit.claimOf(text),
    tokenOf: (number, at) => unit.tokenOf(number, at),
    watch: (viewer) => unit.watch(viewer),
    follow: (listener) => unit.follow(listener),
    ...change,
  };
  api.host.lots.set('small', service as LotUnit);
}

const enter = () => api.call('POST', '/lots/small/entries', { body: { laneId: 'in' } });

describe('a station that cannot do what it is asked', () => {
  it('says busy, and when to come back', async () => {
    pretend({ submit: () => Promise.reject(new StationBusy('The inbox is full.')) });
    const { status, body, headers } = await enter();
    expect([status, body]).toEqual([503, { code: 'busy', message: 'The inbox is full.' }]);
    expect(headers.get('retry-after')).toBe('1');
  });

  it('says halted while its disk refuses, and is not ready', async () => {
    const why = 'The disk is full. Free some space.';
    pretend({ halted: why, submit: () => Promise.reject(new StationHalted(why)) });
    const { status, body } = await enter();
    expect([status, body]).toEqual([503, { code: 'halted', message: why }]);
    const ready = await fetch(`${api.http.url}/readyz`);
    expect([ready.status, await ready.json()]).toMatchObject([
      503,
      { ok: false, code: 'not-ready', lots: [{ lotId: 'small', halted: why }] },
    ]);
    expect((await fetch(`${api.http.url}/healthz`)).status).toBe(200);
    expect((await api.call('GET', '/lots/small/availability')).status).toBe(200);
  });

  it('is not ready before a lot is open', async () => {
    api.host.lots.delete('small');
    const ready = await fetch(`${api.http.url}/readyz`);
    expect([ready.status, (await ready.json()).message]).toEqual([503, 'No lot is open yet.']);
  });

  it('tells nothing of a fault of its own, but the log everything', async () => {
    pretend({ submit: () => Promise.reject(new TypeError('secret innards')) });
    const { status, body, text } = await enter();
    expect([status, body.code]).toEqual([500, 'internal']);
    expect(text).not.toContain('secret innards');
    const logged = api.host.log.lines.filter(({ level }) => level === 'error');
    expect(JSON.stringify(logged)).toContain('secret innards');
    const metrics = await (await fetch(`${api.http.url}/metrics`)).text();
    expect(metrics).toContain(
      'gatehouse_api_call_seconds_count{procedure="entries.create",status="500"} 1',
    );
  });
});

describe('a console that asks and never reads', () => {
  it('is sent away before it fills the memory, and nobody else notices', async () => {
    await api.host.open(cashLot('wide', 2_000), { kind: 'station' });
    const slow = await openSocket(api.http.url);
    await slow.client.signIn.resume({ token: api.tokens.attendant });
    slow.socket.pause();
    for (let call = 0; call < 400; call += 1) {
      slow.socket.send(
        JSON.stringify({ i: `x${call}`, p: { u: '/lots/slots', b: { json: { lotId: 'wide' } } } }),
      );
    }
    const consoles = async () => {
      const text = await (await fetch(`${api.http.url}/metrics`)).text();
      return /gatehouse_consoles\{transport="web-socket"\} (\d+)/.exec(text)?.[1];
    };
    while ((await consoles()) !== '0') await api.call('GET', '/me');
    slow.socket.resume();
    expect([1006, 4008]).toContain(await slow.closed);
    expect((await api.call('GET', '/lots')).body).toHaveLength(2);
  });
});
