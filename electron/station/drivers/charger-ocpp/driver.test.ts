import { once } from 'node:events';
import { createConnection } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FieldInput } from '../driver.ts';
import { chargerDoor } from '../test-support/charger-door.ts';
import { noMqtt } from '../test-support/no-mqtt.ts';
import { type RecordedDriver, recordDriver } from '../test-support/recorded-driver.ts';
import { smallLot } from '../test-support/small-lot.ts';
import { until } from '../test-support/wait.ts';
import { type MockCharger, type RemoteCall, startMockCharger } from './mock.ts';

const DEVICE = {
  id: 'charger',
  label: 'Charger',
  driver: 'charger-ocpp' as const,
  connectors: [
    { connectorId: 1, slotId: 's-1' },
    { connectorId: 2, slotId: 's-2' },
  ],
  lostAfterMs: 300,
  meterEveryMs: 0,
  replyTimeoutMs: 500,
};

let http: Awaited<ReturnType<typeof chargerDoor>>;
let recorded: RecordedDriver;
let mock: MockCharger;
let token: string;
let remote: RemoteCall[];

beforeEach(async () => {
  http = await chargerDoor();
  token = http.tokens.lend({ lotId: 'yard', deviceId: 'charger' });
  recorded = await recordDriver(smallLot([DEVICE]), 'charger', noMqtt, {
    sockets: http.door.ofLot('yard'),
  });
  remote = [];
  mock = await startMockCharger({
    url: http.url,
    deviceId: 'charger',
    token,
    connectorIds: [1, 2],
    onRemote: (call) => remote.push(call) > 0 && call.params.type !== 'Hard',
  });
  await until('online', () => recorded.status() === 'online');
});
afterEach(async () => {
  await mock.stop();
  await recorded.driver.stop();
  await http.stop();
});

/** Answers what the lot is asked for, as the station does. */
async function answerNext(kind: 'charge-start', chargeId: number | null): Promise<void>;
async function answerNext(kind: 'charge-stop' | 'tag', said: boolean): Promise<void>;
async function answerNext(kind: FieldInput['kind'], said: unknown): Promise<void> {
  const before = seen.get(kind) ?? 0;
  await until(kind, () => recorded.of(kind).length > before);
  seen.set(kind, before + 1);
  const input = recorded.of(kind)[before];
  if (input?.kind === 'charge-start')
    input.answer(said === null ? null : { chargeId: Number(said), verdict: 'Accepted' });
  if (input?.kind === 'charge-stop') input.answer(said === true);
  if (input?.kind === 'tag') input.answer(said === true ? 'Accepted' : 'Blocked');
}
const seen = new Map<FieldInput['kind'], number>();
beforeEach(() => seen.clear());

describe('a charge', () => {
  it('is acknowledged once the lot has it, with the number that the lot gave it', async () => {
    const beginning = mock.begin(1, 'CARD1', 1_000);
    await answerNext('charge-start', 41);
    const charge = await beginning;
    expect(charge.transactionId).toBe(41);
    expect(recorded.of('charge-start')[0]).toMatchObject({
      slotId: 's-1',
      tag: 'CARD1',
      meterWh: 1_000,
    });
    await mock.meter(charge, 2_500, 7_200);
    await until('a meter', () => recorded.of('charge-meter').length > 0);
    expect(recorded.of('charge-meter')[0]).toMatchObject({
      chargeId: 41,
      meterWh: 2_500,
      powerW: 7_200,
    });
    const ending = mock.end(charge, 3_000, 'EVDisconnected');
    await answerNext('charge-stop', true);
    await ending;
    expect(recorded.of('charge-stop')[0]).toMatchObject({ chargeId: 41, reason: 'unplugged' });
  });

  it('that the lot could not take is told again until it is', async () => {
    const beginning = mock.begin(1, 'CARD1', 1_000);
    await answerNext('charge-start', null);
    await answerNext('charge-start', 5);
    expect((await beginning).transactionId).toBe(5);
    const [first, second] = recorded.of('charge-start');
    expect(second?.reportedAt).toBe(first?.reportedAt);
  });

  it('that ran while the line was down is told afterwards, in order and with its times', async () => {
    await mock.die();
    const at = new Date(Date.now() - 3_600_000).toISOString();
    const charging = mock.begin(2, 'CARD1', 10, at).then((charge) => mock.end(charge, 900));
    await mock.revive();
    await answerNext('charge-start', 8);
    await answerNext('charge-stop', true);
    await charging;
    expect(recorded.of('charge-start')[0]?.startedAt).toBe(Date.parse(at));
    expect(recorded.of('charge-stop')[0]).toMatchObject({ chargeId: 8, meterWh: 900 });
  });

  it('on a connector that the lot file does not name is refused and counted', async () => {
    const params = {
      connectorId: 9,
      idTag: 'A',
      meterStart: 1,
      timestamp: new Date().toISOString(),
    };
    await expect(mock.call('StartTransaction', params)).rejects.toMatchObject({
      rpcErrorCode: 'PropertyConstraintViolation',
    });
    expect(recorded.drops).toContainEqual({
      reason: 'unknown-slot',
      detail: expect.stringContaining('9'),
    });
  });
});

it('asks the lot whose cards may charge', async () => {
  const asking = mock.authorize('CARD1');
  await answerNext('tag', false);
  expect(await asking).toBe('Blocked');
});

describe('what no charger should say', () => {
  it.each([
    ['an unknown action', 'MakeCoffee', {}, 'NotImplemented'],
    ['a missing field', 'StartTransaction', { connectorId: 1 }, 'OccurrenceConstraintViolation'],
    ['a field of another type', 'StatusNotification', { connectorId: 'x' }, /Violation/],
    ['a field too many', 'Heartbeat', { hello: 1 }, 'PropertyConstraintViolation'],
  ])('%s is answered with a CALLERROR', async (_, method, params, code) => {
    const matcher = code instanceof RegExp ? expect.stringMatching(code) : code;
    await expect(mock.call(method, params)).rejects.toMatchObject({ rpcErrorCode: matcher });
    expect(await mock.call('Heartbeat', {})).toHaveProperty('currentTime');
  });

  it('the same message id twice is not two charges under way', async () => {
    const params = JSON.stringify({
      connectorId: 1,
      idTag: 'A',
      meterStart: 1,
      timestamp: new Date().toISOString(),
    });
    mock.sendRaw(`[2,"same","StartTransaction",${params}]`);
    mock.sendRaw(`[2,"same","StartTransaction",${params}]`);
    await answerNext('charge-start', 3);
    expect(await mock.call('Heartbeat', {})).toHaveProperty('currentTime');
    expect(recorded.of('charge-start')).toHaveLength(1);
  });

  it('a message that is too big ends the connection, is counted, and the charger comes back', async () => {
    mock.sendRaw(`[2,"big","DataTransfer",{"vendorId":"x","data":"${'x'.repeat(300_000)}"}]`);
    await until('a counted drop', () =>
      recorded.drops.some(({ reason }) => reason === 'oversized'),
    );
    let isBack = false;
    await until('it is back', () => {
      mock.call('Heartbeat', {}).then(
        () => {
          isBack = true;
        },
        () => undefined,
      );
      return isBack;
    });
  });
});

describe('orders', () => {
  const order = { kind: 'start', connectorId: 1, tag: 'TICKET' } as const;
  const give = (asked: Parameters<typeof recorded.driver.perform>[0] & { kind: 'charger' }) =>
    recorded.driver.perform(asked);

  it('go to the charger, and its answer comes back', async () => {
    await give({ kind: 'charger', deviceId: 'charger', orderId: 'o1', order });
    expect(remote).toEqual([
      { method: 'RemoteStartTransaction', params: { connectorId: 1, idTag: 'TICKET' } },
    ]);
    expect(recorded.of('order-answer')).toEqual([
      { kind: 'order-answer', orderId: 'o1', accepted: true, detail: 'Accepted' },
    ]);
    const hard = { kind: 'reset', hard: true } as const;
    await give({ kind: 'charger', deviceId: 'charger', orderId: 'o2', order: hard });
    expect(recorded.of('order-answer')[1]).toMatchObject({ accepted: false, detail: 'Rejected' });
  });

  it('that cannot be given are answered as well', async () => {
    await mock.die();
    await until('offline', () => recorded.status() === 'offline');
    await give({ kind: 'charger', deviceId: 'charger', orderId: 'o1', order });
    expect(recorded.of('order-answer')[0]).toMatchObject({ accepted: false });
  });
});

it('says what it is when it starts', async () => {
  await until('its firmware', () => recorded.of('about').length > 0);
  expect(recorded.of('about')[0]?.firmware).toBe('Gatehouse Simulated 1.0');
});

describe('its status', () => {
  it('is a fault while a connector reports one', async () => {
    await mock.status(2, 'Faulted', 'GroundFailure');
    await until('fault', () => recorded.status() === 'fault');
    expect(recorded.of('status').at(-1)?.detail).toContain('Connector 2');
    await mock.status(2, 'Available');
    await until('online', () => recorded.status() === 'online');
  });

  it('does not flap with a line that comes back within its time', async () => {
    await mock.die();
    await mock.revive();
    await until('back', () => mock.isConnected);
    expect(recorded.of('status').map(({ status }) => status)).toEqual(['online']);
  });

  it('a second connection of the same charger ends the first', async () => {
    const second = await startMockCharger({
      url: http.url,
      deviceId: 'charger',
      token,
      connectorIds: [1],
    });
    await until('the first one lost its line', () => !mock.isConnected);
    await mock.stop();
    expect(await second.call('Heartbeat', {})).toHaveProperty('currentTime');
    expect(recorded.status()).toBe('online');
    await second.stop();
  });
});

describe('the door', () => {
  const dial = async (path: string, headers: string) => {
    const { port } = new URL(http.url);
    const socket = createConnection(Number(port), '127.0.0.1');
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n';
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${key}${headers}\r\n`,
    );
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    return answer.toString().split('\r\n', 1)[0];
  };
  const basic = (password: string) =>
    `Authorization: Basic ${Buffer.from(`charger:${password}`).toString('base64')}\r\n`;
  const protocol = 'Sec-WebSocket-Protocol: ocpp1.6\r\n';

  it('asks for the token of this very charger', async () => {
    const other = http.tokens.lend({ lotId: 'yard', deviceId: 'other' });
    expect(await dial('/field/ocpp/charger', protocol)).toBe('HTTP/1.1 401 Unauthorized');
    expect(await dial('/field/ocpp/charger', basic('wrong') + protocol)).toContain('401');
    expect(await dial('/field/ocpp/charger', basic(other) + protocol)).toContain('401');
    expect(await dial('/field/ocpp/charger', basic(token) + protocol)).toContain('101');
    expect(await dial('/field/other/charger', basic(token) + protocol)).toContain('404');
  });

  it('speaks OCPP 1.6 alone', async () => {
    const two = 'Sec-WebSocket-Protocol: ocpp2.0.1\r\n';
    expect(await dial('/field/ocpp/charger', basic(token) + two)).toContain('400');
    expect(await dial('/field/ocpp/charger', basic(token))).toContain('400');
  });
});
