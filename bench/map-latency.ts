/**
 * From the moment a slot's sensor publishes over MQTT to the moment the change has arrived at a console,
 * and to the moment it is painted on the console's map in Chromium, at 1,000 changes a second. Station,
 * sensors and console are processes of one machine, so one clock tells. Run: node bench/map-latency.ts
 */
import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { connectAsync } from 'mqtt';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { presenceTopic } from '#station/drivers/topics.ts';
import { bigLot } from './big-lot.ts';
import { quantile, type Row } from './row.ts';
import { isConsoleBuilt, watchPaintedSlots } from './support/painted-slots.ts';
import { preciseNow, type SentAt } from './support/presence-load.ts';
import { delaysOf, type Seen } from './support/slot-changes.ts';
import { openSocketClient } from './support/socket-client.ts';
import { stationCpuSeconds } from './support/station-cpu.ts';
import { type BenchStation, startBenchStation } from './support/station-process.ts';
import { printRows } from './table.ts';

const SLOTS = 2_000;
const CHANGES_PER_SECOND = 1_000;
const SECONDS = 12;
/** Neighbours in the first row that are watched on the canvas. */
const PAINTED_SLOTS = 40;
const LAST_CHANGES_MS = 1_000;
const MISSED_SHARE_MAX = 0.01;
const SENSORS = resolve(import.meta.dirname, 'support/presence-load.ts');

/** Delays to a WebSocket client, and to the canvas where the console is built. */
export async function benchMapLatency(): Promise<Row[]> {
  const station = await startBenchStation(lotWithSensors());
  try {
    const rows = await toSocket(station);
    if (isConsoleBuilt()) rows.push(...(await toCanvas(station)));
    else process.stderr.write('The console is not built: nothing is painted. npm run build\n');
    return rows;
  } finally {
    await station.stop();
  }
}

function lotWithSensors(): LotFile {
  return {
    ...bigLot(SLOTS),
    devices: [{ id: 'sensors', label: 'Sensors', driver: 'slot-sensors-mqtt' }],
  };
}

async function toSocket(station: BenchStation): Promise<Row[]> {
  const client = await openSocketClient(station.url, station.token);
  const seen: Seen[] = [];
  const presence = new Map<string, string>();
  const messages = await client.call.live.watch({ lotId: 'bench' });
  const started = Promise.withResolvers<void>();
  const watching = (async () => {
    for await (const message of messages) {
      const at = preciseNow();
      for (const slot of message.slots ?? []) {
        const isChange = message.kind === 'delta' && presence.get(slot.id) !== slot.presence;
        if (isChange) seen.push({ slot: Number(slot.id.slice(1)), at });
        presence.set(slot.id, slot.presence);
      }
      started.resolve();
    }
  })();
  // The end of the connection ends the watch with an error, after all was measured.
  watching.catch(() => undefined);
  await started.promise;
  const cpuBefore = await stationCpuSeconds(station.url);
  const sentAt = await publish(station.mqttUrl);
  const cpuShare = ((await stationCpuSeconds(station.url)) - cpuBefore) / SECONDS;
  client.close();
  return [
    ...rowsOf('from MQTT to a console over WebSocket', delaysOf(sentAt, SLOTS, seen)),
    { what: 'the station meanwhile, of one core', value: cpuShare * 100, unit: '%' },
  ];
}

async function toCanvas(station: BenchStation): Promise<Row[]> {
  const sensor = await connectAsync(station.mqttUrl);
  const change = async (slot: number) => {
    await sensor.publishAsync(presenceTopic('bench', `s${slot}`), '1', { qos: 1 });
  };
  const painted = await watchPaintedSlots(station.url, station.token, PAINTED_SLOTS, change);
  try {
    const [cpuBefore, framesBefore] = [await painted.cpuSeconds(), await painted.frames()];
    const sentAt = await publish(station.mqttUrl);
    const cpuShare = ((await painted.cpuSeconds()) - cpuBefore) / SECONDS;
    const framesPerSecond =
      ((await painted.frames()) - framesBefore) / (SECONDS + LAST_CHANGES_MS / 1_000);
    const seen = await painted.seen();
    const isWatched = (slot: number) => slot > 0 && slot < PAINTED_SLOTS - 1;
    return [
      ...rowsOf(
        'from MQTT to the map in Chromium, painted',
        delaysOf(sentAt, SLOTS, seen, isWatched),
      ),
      { what: 'the console meanwhile', value: framesPerSecond, unit: 'frames/s' },
      {
        what: "the console's main thread meanwhile, of one core",
        value: cpuShare * 100,
        unit: '%',
      },
    ];
  } finally {
    await painted.close();
    await sensor.endAsync();
  }
}

/** Lets the sensors run, and waits for their last changes to arrive. */
async function publish(mqttUrl: string): Promise<SentAt> {
  const child = fork(SENSORS, [
    mqttUrl,
    String(SLOTS),
    String(CHANGES_PER_SECOND),
    String(SECONDS),
  ]);
  const sentAt = await new Promise<SentAt>((done, failed) => {
    child.once('message', (message) => done(message as SentAt));
    child.once('exit', (code) => failed(new Error(`the sensors ended with ${code}`)));
  });
  await new Promise((resolve) => setTimeout(resolve, LAST_CHANGES_MS));
  return sentAt;
}

function rowsOf(
  what: string,
  { delaysMs, missed }: { readonly delaysMs: readonly number[]; readonly missed: number },
): Row[] {
  if (missed > delaysMs.length * MISSED_SHARE_MAX)
    throw new Error(`${what}: ${missed} changes never came, ${delaysMs.length} did`);
  return [
    { what: `${what}, median`, value: quantile(delaysMs, 0.5), unit: 'ms' },
    { what: `${what}, p95`, value: quantile(delaysMs, 0.95), unit: 'ms', aim: { most: 100 } },
  ];
}

if (import.meta.main) printRows('map-latency', await benchMapLatency());
