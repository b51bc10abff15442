/**
 * Callers of the API in a process of their own: entries over WebSockets, then over REST, then one at
 * a time. Arguments: the station's address and a token. Sends what it measured to its parent.
 */
import { Agent, request } from 'node:http';
import { must } from '#domain/kernel/assert.ts';
import { openSocketClient, type SocketClient } from './socket-client.ts';
import { stationCpuSeconds } from './station-cpu.ts';

/** One round: entries a second, and what an entry cost the station's processor, all threads. */
export interface Round {
  readonly perSecond: number;
  readonly stationCpuUs: number;
}

/** What the load came to: the rounds, and the times of single calls. */
export interface EntryLoad {
  readonly socket: readonly Round[];
  readonly rest: readonly Round[];
  readonly singleMs: readonly number[];
}

export const SOCKETS = 8;
export const CALLS_IN_FLIGHT_PER_SOCKET = 250;
export const REST_CONNECTIONS = 64;
export const ROUNDS = 3;
const SOCKET_WARM_UP_ENTRIES = 4_000;
const SOCKET_ENTRIES = 8_000;
const REST_WARM_UP_ENTRIES = 1_000;
const REST_ENTRIES = 3_000;
const SINGLE_ENTRIES = 300;

let plates = 0;
/** Every vehicle has a plate of its own, and every call an id of its own. */
const nextPlate = () => {
  plates += 1;
  return `KA01MH${plates}`;
};

type Enter = (plate: string) => Promise<unknown>;

/** Entries by many callers at once, each waiting for its durable answer. */
async function enterAll(callers: readonly Enter[], entries: number): Promise<void> {
  let sent = 0;
  await Promise.all(
    callers.map(async (enter) => {
      while (sent < entries) {
        sent += 1;
        await enter(nextPlate());
      }
    }),
  );
}

async function measured(
  url: string,
  callers: readonly Enter[],
  entries: number,
): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  while (rounds.length < ROUNDS) {
    const cpuBefore = await stationCpuSeconds(url);
    const started = performance.now();
    await enterAll(callers, entries);
    const seconds = (performance.now() - started) / 1_000;
    const cpuSeconds = (await stationCpuSeconds(url)) - cpuBefore;
    rounds.push({ perSecond: entries / seconds, stationCpuUs: (cpuSeconds / entries) * 1e6 });
  }
  return rounds;
}

/** Milliseconds of single calls, one after the other. */
async function oneByOne(enter: Enter): Promise<readonly number[]> {
  const times: number[] = [];
  while (times.length < SINGLE_ENTRIES) {
    const started = performance.now();
    await enter(nextPlate());
    times.push(performance.now() - started);
  }
  return times;
}

function bySocket({ call }: SocketClient): Enter {
  return (plate) =>
    call.entries.create({ lotId: 'bench', laneId: 'in', plate, commandId: `entry-${plate}` });
}

function byRest(url: string, token: string): Enter {
  const { hostname, port } = new URL(url);
  // Each caller keeps one connection.
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const head = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return (plate) =>
    new Promise((done, failed) => {
      const headers = { ...head, 'idempotency-key': `entry-${plate}` };
      const path = '/api/v1/lots/bench/entries';
      const call = request({ hostname, port, path, method: 'POST', agent, headers }, (answer) => {
        answer.resume();
        answer.once('end', () => {
          if (answer.statusCode === 201) done(null);
          else failed(new Error(`an entry was answered with ${answer.statusCode}`));
        });
      });
      call.once('error', failed);
      call.end(JSON.stringify({ laneId: 'in', plate }));
    });
}

if (import.meta.main) {
  const [url = '', token = ''] = process.argv.slice(2);
  const opening = Array.from({ length: SOCKETS }, () => openSocketClient(url, token));
  const sockets = await Promise.all(opening);
  const socketCallers = sockets.flatMap((socket) =>
    Array.from({ length: CALLS_IN_FLIGHT_PER_SOCKET }, () => bySocket(socket)),
  );
  await enterAll(socketCallers, SOCKET_WARM_UP_ENTRIES);
  const socket = await measured(url, socketCallers, SOCKET_ENTRIES);
  const restCallers = Array.from({ length: REST_CONNECTIONS }, () => byRest(url, token));
  await enterAll(restCallers, REST_WARM_UP_ENTRIES);
  const rest = await measured(url, restCallers, REST_ENTRIES);
  const singleMs = await oneByOne(must(socketCallers[0], 'there are callers'));
  const load: EntryLoad = { socket, rest, singleMs };
  for (const one of sockets) one.close();
  process.send?.(load, () => process.exit(0));
}
