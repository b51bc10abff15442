/**
 * Durable entries a second through the API of a whole station with a lot of 50,000 slots: HTTP server,
 * permissions, contract, runtime, journal, views. Run: node bench/web-socket.ts
 */
import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { bigLot } from './big-lot.ts';
import { median, quantile, type Row } from './row.ts';
import {
  CALLS_IN_FLIGHT_PER_SOCKET,
  type EntryLoad,
  REST_CONNECTIONS,
  type Round,
  SOCKETS,
} from './support/entry-load.ts';
import { startBenchStation } from './support/station-process.ts';
import { printRows } from './table.ts';

const SLOTS = 50_000;
const LOAD = resolve(import.meta.dirname, 'support/entry-load.ts');

/** Entries with a new plate and an id each, counted when their durable answer has come. */
export async function benchWebSocket(): Promise<Row[]> {
  const station = await startBenchStation(bigLot(SLOTS));
  try {
    const { socket, rest, singleMs } = await runLoad(station.url, station.token);
    const inFlight = SOCKETS * CALLS_IN_FLIGHT_PER_SOCKET;
    return [
      ...rowsOf(`entries over ${SOCKETS} WebSockets, ${inFlight} calls in flight`, socket),
      ...rowsOf(`entries over REST, ${REST_CONNECTIONS} connections`, rest),
      { what: 'one entry by itself over WebSocket, median', value: median(singleMs), unit: 'ms' },
      {
        what: 'one entry by itself over WebSocket, p95',
        value: quantile(singleMs, 0.95),
        unit: 'ms',
      },
    ];
  } finally {
    await station.stop();
  }
}

/** The processor time tells more than the speed where other work shares the cores. */
function rowsOf(what: string, rounds: readonly Round[]): Row[] {
  const perSecond = median(rounds.map((round) => round.perSecond));
  const cpuUs = median(rounds.map((round) => round.stationCpuUs));
  return [
    { what, value: perSecond, unit: 'entries/s' },
    { what: '  processor time of the station for each', value: cpuUs, unit: 'µs' },
  ];
}

function runLoad(url: string, token: string): Promise<EntryLoad> {
  return new Promise((done, failed) => {
    const child = fork(LOAD, [url, token]);
    child.once('message', (load) => done(load as EntryLoad));
    child.once('exit', (code) => failed(new Error(`the callers ended with ${code}`)));
  });
}

if (import.meta.main) printRows('web-socket', await benchWebSocket());
