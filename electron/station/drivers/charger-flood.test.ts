import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type MockCharger, startMockCharger } from './charger-ocpp/mock.ts';
import { flowOf, SOCKET_BYTES } from './device-flow.ts';
import { CALM_MS } from './standing.ts';
import { chargerDoor } from './test-support/charger-door.ts';
import { noMqtt } from './test-support/no-mqtt.ts';
import { type RecordedFleet, recordFleet } from './test-support/recorded-fleet.ts';
import { type DeviceInput, smallLot } from './test-support/small-lot.ts';
import { until } from './test-support/wait.ts';

const charger = (id: string, slotId: string): DeviceInput => ({
  id,
  label: id,
  driver: 'charger-ocpp',
  connectors: [{ connectorId: 1, slotId }],
  lostAfterMs: 200,
});
const LOT = smallLot([charger('wild', 's-1'), charger('calm', 's-2')]);
const LIMITS = flowOf(LOT.devices[0] as (typeof LOT.devices)[number], LOT);

/** Masked with zeros, as RFC 6455, 5.2, has them. */
const PING = Buffer.from([0x89, 0x80, 0, 0, 0, 0]);
const EMPTY = Buffer.from([0x81, 0x80, 0, 0, 0, 0]);

let door: Awaited<ReturnType<typeof chargerDoor>>;
let fleet: RecordedFleet;
let calm: MockCharger;
/** Stands still unless a test moves it: what has been spent does not come back by itself. */
let at: number;
const open: WebSocket[] = [];

beforeEach(async () => {
  at = Date.now();
  door = await chargerDoor();
  fleet = await recordFleet(LOT, noMqtt, { sockets: door.door.ofLot('yard'), now: () => at });
  const token = door.tokens.lend({ lotId: 'yard', deviceId: 'calm' });
  calm = await startMockCharger({ url: door.url, deviceId: 'calm', token, connectorIds: [1] });
  await until('the calm one is online', () => fleet.status('calm') === 'online');
});
afterEach(async () => {
  for (const socket of open.splice(0)) socket.terminate();
  await calm.stop();
  await fleet.fleet.stop();
  await door.stop();
});

/** Dials in as the wild charger with frames of one's own; the status is HTTP's where it is not let in. */
async function dial(): Promise<{ socket: WebSocket; status: number }> {
  const token = door.tokens.lend({ lotId: 'yard', deviceId: 'wild' });
  const socket = new WebSocket(`${door.url.replace('http', 'ws')}/field/ocpp/wild`, 'ocpp1.6', {
    auth: `wild:${token}`,
  });
  open.push(socket);
  socket.on('error', () => undefined);
  const status = await new Promise<number>((resolve) => {
    socket.once('open', () => resolve(101));
    socket.once('unexpected-response', (request, { statusCode = 0 }) => {
      request.destroy();
      resolve(statusCode);
    });
  });
  return { socket, status };
}

const closed = (socket: WebSocket) =>
  socket.readyState === WebSocket.CLOSED ? Promise.resolve([]) : once(socket, 'close');
const heartbeat = (n: number) => `[2,"h${n}","Heartbeat",{}]`;
const floods = () => fleet.drops.filter(({ deviceId }) => deviceId === 'wild');

describe('a charger that sends too much', () => {
  it('is cut off, counted and named, and another is answered meanwhile', async () => {
    const { socket } = await dial();
    for (let n = 0; n < LIMITS.burst; n += 1) socket.send(heartbeat(n));
    const answered = calm.call('Heartbeat', {});
    for (let n = 0; n < 500; n += 1) socket.send(heartbeat(LIMITS.burst + n));
    expect(await answered).toHaveProperty('currentTime');
    await closed(socket);
    expect(floods()).toContainEqual(
      expect.objectContaining({ reason: 'flooding', detail: expect.stringMatching(/50 calls/) }),
    );
    // It is put to the lot as a fault for as long as it is connected at all.
    expect(fleet.status('calm')).toBe('online');
    expect(await calm.call('Heartbeat', {})).toHaveProperty('currentTime');
  });

  it('gains nothing by dialling again, and is let in when it has waited', async () => {
    const first = await dial();
    for (let n = 0; n <= LIMITS.burst; n += 1) first.socket.send(heartbeat(n));
    await closed(first.socket);
    expect((await dial()).status).toBe(503);
    expect((await dial()).status).toBe(503);
    at += 1_000;
    const { socket, status } = await dial();
    expect(status).toBe(101);
    await until('the lot knows why', () => fleet.status('wild') === 'fault');
    expect(fleet.detail('wild')).toMatch(/^It sends more than 50 calls a second/);
    // A second's worth and no new burst.
    let answers = 0;
    socket.on('message', () => {
      answers += 1;
    });
    for (let n = 0; n < 200; n += 1) socket.send(heartbeat(n));
    await closed(socket);
    expect(answers).toBeLessThanOrEqual(LIMITS.perSecond);
    at += CALM_MS;
    expect((await dial()).status).toBe(101);
  });

  it.each([
    // Of pings the library itself has had enough before they are weighed.
    ['pings', PING, 0],
    ['empty messages', EMPTY, 1],
  ])('is cut off for %s as well, which are no calls', async (_, frame, counted) => {
    const { socket } = await dial();
    const ended = closed(socket);
    const line = (socket as unknown as { _socket: Socket })._socket;
    const many = Buffer.concat(Array.from({ length: 20_000 }, () => frame));
    for (let sent = 0; sent <= SOCKET_BYTES.burst; sent += many.length) line.write(many);
    expect(await calm.call('Heartbeat', {})).toHaveProperty('currentTime');
    await ended;
    expect(floods().length).toBeGreaterThanOrEqual(counted);
    expect(await calm.call('Heartbeat', {})).toHaveProperty('currentTime');
  });
});
