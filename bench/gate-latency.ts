/**
 * From the moment a camera publishes a plate over MQTT to the moment the order to open has reached the
 * barrier, over a real serial line and Modbus RTU, with the entry durable in between. Beside it, in the same
 * run and turn about: a message's way through the broker and back, and an fdatasync of the same disk, which
 * are what such an order cannot do without. Run: node bench/gate-latency.ts
 */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import { must } from '#domain/kernel/assert.ts';
import { startMockBarrier } from '#station/drivers/barrier-modbus-rtu/mock.ts';
import { type SerialPair, serialPair } from '#station/drivers/serial-pair.ts';
import type { DeviceInput } from '#station/drivers/test-support/small-lot.ts';
import { plateTopic, statusTopic } from '#station/drivers/topics.ts';
import { eventually } from '#station/test-support/eventually.ts';
import { bigLot } from './big-lot.ts';
import { quantile, type Row } from './row.ts';
import { type BenchStation, deviceUrl, startBenchStation } from './support/station-process.ts';
import { printRows } from './table.ts';

const SLOTS = 2_000;
const LANES = 6;
/** Vehicles at each lane. */
const ROUNDS = 100;
const WARM_UP_ROUNDS = 10;
/** An impulse of a barrier lasts half a second: the next vehicle of a lane comes after it. */
const ROUND_MS = 600;
const COMMIT_BYTES = 4_096;
const ARRIVES_WITHIN_MS = 5_000;
/** The project's aim: so many times what the broker and the disk alone take, at the 99th of a hundred. */
const RATIO_AIM = 3;
const LOT = 'bench';
const SERIAL = { baudRate: 115_200, dataBits: 8, parity: 'even', stopBits: 1 } as const;

export async function benchGateLatency(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-gates-'));
  const lines: SerialPair[] = [];
  for (let lane = 0; lane < LANES; lane += 1) lines.push(await serialPair());
  const station = await startBenchStation(lotWithGates(lines));
  try {
    return rowsOf(await measure(station, lines, folder));
  } finally {
    await station.stop();
    for (const line of lines) await line.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lanes that let in whom their camera reads, each with a barrier on a line of its own. */
function lotWithGates(lines: readonly SerialPair[]): ReturnType<typeof bigLot> {
  const lot = bigLot(SLOTS);
  const entry = must(lot.lanes[0], 'the lot has an entry');
  const devices = lines.flatMap(({ stationPath: path }, n): DeviceInput[] => [
    { id: `cam-${n}`, label: `Camera ${n}`, driver: 'camera-mqtt', laneId: `gate-${n}` },
    {
      id: `barrier-${n}`,
      label: `Barrier ${n}`,
      driver: 'barrier-modbus-rtu',
      laneId: `gate-${n}`,
      serial: { path, ...SERIAL },
    },
  ]);
  const lanes = lines.map((_line, n) => ({ ...entry, id: `gate-${n}`, label: `Gate ${n}` }));
  // The station reads the file anew, with its defaults.
  return { ...lot, lanes: [...lot.lanes, ...lanes], devices: devices as typeof lot.devices };
}

interface Measured {
  readonly gateMs: readonly number[];
  readonly brokerMs: readonly number[];
  readonly diskMs: readonly number[];
}

async function measure(
  station: BenchStation,
  lines: readonly SerialPair[],
  folder: string,
): Promise<Measured> {
  const opened: (() => void)[] = [];
  const barriers = await Promise.all(
    lines.map(({ fieldPath: path }, n) =>
      startMockBarrier({
        serial: { path, ...SERIAL },
        unit: 1,
        coils: { vend: 0, hold: 1, close: 2 },
        inputs: { armingLoop: 0, safetyLoop: 1, openLimit: 2, closedLimit: 3, fault: 4 },
        onCoil: (coil, on) => {
          if (coil === 'vend' && on) opened[n]?.();
        },
      }),
    ),
  );
  const cameras: MqttClient[] = [];
  for (let n = 0; n < LANES; n += 1) cameras.push(await cameraOf(station, n));
  let echoed = () => {};
  for (const [n, camera] of cameras.entries()) {
    camera.on('message', () => echoed());
    // A device hears its own topics alone: its status goes to the broker and comes back.
    await camera.subscribeAsync(statusTopic(LOT, `cam-${n}`), { qos: 1 });
  }
  const file = openSync(join(folder, 'disk'), 'w');
  try {
    await allOnline(station, cameras);
    const measured = { gateMs: [] as number[], brokerMs: [] as number[], diskMs: [] as number[] };
    for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
      const kept = round < WARM_UP_ROUNDS ? null : measured;
      for (const [n, camera] of cameras.entries()) {
        const startedAt = performance.now();
        const gateMs = await timed(
          camera,
          plateTopic(LOT, `cam-${n}`),
          readOf(round, n),
          (heard) => {
            opened[n] = heard;
          },
        );
        const brokerMs = await timed(camera, statusTopic(LOT, `cam-${n}`), 'online', (heard) => {
          echoed = heard;
        });
        kept?.gateMs.push(gateMs);
        kept?.brokerMs.push(brokerMs);
        const synced = syncOnce(file);
        kept?.diskMs.push(synced);
        const restMs = ROUND_MS / LANES - (performance.now() - startedAt);
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, restMs)));
      }
    }
    return measured;
  } finally {
    closeSync(file);
    for (const camera of cameras) await camera.endAsync(true);
    for (const barrier of barriers) await barrier.stop();
  }
}

const readOf = (round: number, lane: number) =>
  JSON.stringify({
    id: `${round}-${lane}`,
    plate: `KA${lane}GT${1_000 + round}`,
    confidence: 0.95,
  });

/** From a message's leaving to the call of what `listen` is given, milliseconds. */
async function timed(
  field: MqttClient,
  topic: string,
  payload: string,
  listen: (heard: () => void) => void,
): Promise<number> {
  const sentAt = performance.now();
  const heardAt = await new Promise<number>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`nothing came of ${topic} within ${ARRIVES_WITHIN_MS} ms`)),
      ARRIVES_WITHIN_MS,
    );
    listen(() => {
      clearTimeout(timer);
      resolve(performance.now());
    });
    field.publish(topic, payload, { qos: 1 });
  });
  return heardAt - sentAt;
}

/** What a commit costs at least: some bytes more, and the disk's word that it has them. */
function syncOnce(file: number): number {
  const startedAt = performance.now();
  writeSync(file, Buffer.alloc(COMMIT_BYTES, 1));
  fdatasyncSync(file);
  return performance.now() - startedAt;
}

/** A camera with its own name at the broker. */
async function cameraOf(station: BenchStation, n: number): Promise<MqttClient> {
  const camera = await connectAsync(await deviceUrl(station, LOT, `cam-${n}`));
  // Else a packet waits for the acknowledgement of the one before, and the floor would be too easy to keep to.
  if (camera.stream instanceof Socket) camera.stream.setNoDelay(true);
  return camera;
}

async function allOnline(station: BenchStation, cameras: readonly MqttClient[]): Promise<void> {
  for (const [n, camera] of cameras.entries())
    await camera.publishAsync(statusTopic(LOT, `cam-${n}`), 'online', { qos: 1 });
  await eventually('all devices are online', async () => {
    const answer = await fetch(`${station.url}/api/v1/lots/${LOT}/devices`, {
      headers: { authorization: `Bearer ${station.token}` },
    });
    const devices = (await answer.json()) as { status: string }[];
    return devices.every(({ status }) => status === 'online');
  });
}

function rowsOf({ gateMs, brokerMs, diskMs }: Measured): Row[] {
  const floor = (share: number) => quantile(brokerMs, share) + quantile(diskMs, share);
  const rows = (what: string, values: readonly number[]): Row[] => [
    { what: `${what}, median`, value: quantile(values, 0.5), unit: 'ms' },
    { what: `${what}, p99`, value: quantile(values, 0.99), unit: 'ms' },
  ];
  return [
    ...rows('from the plate over MQTT to the order at the barrier', gateMs),
    ...rows('to the broker and back', brokerMs),
    ...rows('fdatasync of 4 KiB', diskMs),
    { what: 'ratio of the medians', value: quantile(gateMs, 0.5) / floor(0.5), unit: '' },
    {
      what: 'ratio of the p99, to broker and disk together',
      value: quantile(gateMs, 0.99) / floor(0.99),
      unit: '',
      aim: { most: RATIO_AIM },
    },
  ];
}

if (import.meta.main) printRows('gate-latency', await benchGateLatency());
