import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planTerms } from '#domain/membership/samples.testing.ts';
import {
  type MockSerialController,
  startMockSerialController,
} from './drivers/lane-controller-serial/mock.ts';
import { type SerialPair, serialPair } from './drivers/serial-pair.ts';
import { eventually } from './test-support/eventually.ts';
import { LOT_ID, lotWith, SIDE_LANE, serialPaths } from './test-support/test-lot.ts';
import { type TestStation, testStation } from './test-support/test-station.ts';

/*
 * Rule 10 where the line is a serial one: a real pair of ends, pulled out and put back, with the station at
 * one and a played controller at the other.
 */

const LINES_TIMEOUT_MS = 60_000;
const PATH = 'field/plc-in';
const DEVICE = 'plc-in';
const line = { baudRate: 115_200, dataBits: 8, parity: 'none', stopBits: 1 } as const;

let pair: SerialPair;
let test: TestStation;
let lane: MockSerialController;

beforeAll(async () => {
  const head = { id: DEVICE, label: 'Entry', driver: 'lane-controller-serial' } as const;
  const device = { ...head, laneId: SIDE_LANE, stock: 2, serial: { path: PATH, ...line } };
  let fieldPath = '';
  test = await testStation({
    lot: lotWith([device]),
    async prepare(dataDirectory) {
      const paths = serialPaths(dataDirectory, PATH);
      ({ fieldPath } = paths);
      pair = await serialPair(paths);
    },
  });
  await eventually('it wants a token', () => test.device(DEVICE).status === 'fault');
  const { body } = await test.call('POST', `/lots/${LOT_ID}/devices/${DEVICE}/token`, {});
  const serial = { path: fieldPath, ...line };
  lane = await startMockSerialController({ serial, token: body.token, aliveEveryMs: 500 });
}, LINES_TIMEOUT_MS);

afterAll(async () => {
  await lane?.stop();
  await test?.stop();
  await pair?.stop();
});

const post = (path: string, body: object) => test.call('POST', `/lots/${LOT_ID}${path}`, body);
const count = async (type: string) => {
  const { body } = await test.call('GET', `/lots/${LOT_ID}/journal?limit=1000`);
  return body.filter(
    ({ event }: { readonly event: { readonly type: string } }) => event.type === type,
  ).length;
};

describe('a lane controller on a serial line', { timeout: LINES_TIMEOUT_MS }, () => {
  it('has its rights and its stock, and leaves all to the station that lives', async () => {
    await eventually('it is online', () => test.device(DEVICE).status === 'online');
    const { planId } = (await post('/plans', { terms: planTerms() })).body;
    const member = { planId, holder: 'Somebody', plates: ['KA05SER1'], grantReason: 'invoice' };
    expect((await post('/memberships', member)).status).toBeLessThan(300);
    const held = () => lane.held.parts.flatMap(({ rights }) => rights);
    await eventually('it has the right of the member', () => held().length > 0);
    expect(lane.held.parts).toHaveLength(32);
    await eventually('it has its tickets', () => lane.held.head?.stock.length === 2);
    await eventually('it hears the station', () => !lane.isAlone);
    expect(lane.show({ plate: 'KA05SER1' })).toBe('station');
  });

  it('goes on while its line is out, and what it did is counted once when it is back', async () => {
    await pair.unplug();
    await eventually('the station misses it', () => test.device(DEVICE).status === 'offline');
    await eventually('it is on its own', () => lane.isAlone);
    expect(lane.show({ plate: 'KA05XXX9' })).toBe('no-right');
    expect(lane.show({ plate: 'KA05SER1' })).toBeNull();
    expect(lane.press()).not.toBeNull();
    lane.open();
    expect(lane.waiting).toBe(3);
    expect(test.state.sessions.size).toBe(0);

    await pair.plug();
    await eventually('all is told', () => lane.waiting === 0);
    await eventually('both are inside', () => test.state.sessions.size === 2);
    expect(await count('SessionStarted')).toBe(2);
    expect(await count('LaneReplayed')).toBe(3);
    expect(await count('OfflineConflict')).toBe(0);
    await eventually('it is online again', () => test.device(DEVICE).status === 'online');
    await eventually('it hears the station again', () => !lane.isAlone);
  });

  it('goes on while half of each line is lost, and nothing is counted twice', async () => {
    const before = await count('LaneReplayed');
    lane.sendBytes(Buffer.from('event half a li'));
    lane.open();
    await eventually('it is told again until it is heard', () => lane.waiting === 0);
    expect(await count('LaneReplayed')).toBe(before + 1);
    expect((await test.drops(DEVICE)).malformed ?? 0).toBeGreaterThan(0);
  });
});
