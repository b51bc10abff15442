import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '#domain/kernel/seeded-random.ts';
import { type SerialPair, serialPair } from '../serial-pair.ts';
import { noMqtt } from '../test-support/no-mqtt.ts';
import { type RecordedFleet, recordFleet } from '../test-support/recorded-fleet.ts';
import { type DeviceInput, smallLot } from '../test-support/small-lot.ts';
import { until } from '../test-support/wait.ts';
import { type PlayedBus, playBus } from './played-bus.testing.ts';

const UNITS = 16;
const SEED = 5_016;
/** A reply takes 30 ms at this speed; every one that is lost costs so much of the round. */
const REPLY_TIMEOUT_MS = 150;
const TEST_TIMEOUT_MS = 120_000;
const settings = { baudRate: 9_600, dataBits: 8, parity: 'even', stopBits: 1 } as const;
const id = (unit: number) => `barrier-${unit}`;
/** Two that come at nearly the same time may go in either order, at the start and at the end. */
const NEIGHBOURS = 2;
const all = Array.from({ length: UNITS }, (_, i) => i + 1);

/** Sixteen barriers on one wire of 9,600 baud. All hang on one lane; orders name none but that lane. */
describe(`sixteen barriers on one line of 9600 baud, seed ${SEED}`, {
  timeout: TEST_TIMEOUT_MS,
}, () => {
  let pair: SerialPair;
  let bus: PlayedBus;
  let fleet: RecordedFleet;

  beforeEach(async () => {
    pair = await serialPair();
    bus = await playBus({ ...settings, path: pair.fieldPath }, UNITS, seededRandom(SEED));
    const devices = all.map(
      (unit): DeviceInput => ({
        id: id(unit),
        label: id(unit),
        driver: 'barrier-modbus-rtu',
        laneId: unit === 16 ? 'out' : 'in',
        unit,
        serial: { ...settings, path: pair.stationPath },
        pollMs: 20,
        replyTimeoutMs: REPLY_TIMEOUT_MS,
      }),
    );
    fleet = await recordFleet(smallLot(devices), noMqtt);
    await until('all online', () => all.every((unit) => fleet.status(id(unit)) === 'online'));
  });
  afterEach(async () => {
    await fleet.fleet.stop();
    await bus.stop();
    await pair.stop();
  });

  const answers = (unit: number) => bus.answered.get(unit) ?? 0;
  const loops = (unit: number) =>
    fleet.inputs.flatMap(({ deviceId, input }) =>
      deviceId === id(unit) && input.kind === 'loop' && input.loop === 'arming' ? [input.on] : [],
    );
  const offlines = (unit: number) =>
    fleet.inputs.filter(
      ({ deviceId, input }) =>
        deviceId === id(unit) && input.kind === 'status' && input.status !== 'online',
    ).length;
  /** Counts polls of each unit while unit 1 is polled `rounds` times. */
  async function pollsIn(rounds: number, of: readonly number[]): Promise<number[]> {
    const from = of.map(answers);
    const first = of[0] ?? 1;
    const until1 = answers(first) + rounds;
    await until(`${rounds} polls`, () => answers(first) >= until1);
    return of.map((unit, i) => answers(unit) - (from[i] ?? 0));
  }

  it('are polled in turn, each as often as any other, and say how long a round takes', async () => {
    const polls = await pollsIn(8, all);
    expect(Math.max(...polls) - Math.min(...polls)).toBeLessThanOrEqual(NEIGHBOURS);
    const paces = () =>
      fleet.inputs.flatMap(({ input }) => (input.kind === 'line' ? [input.cycleMs] : []));
    await until('the pace of all', () => paces().length >= UNITS);
    // Sixteen requests and replies of 14 bytes take 256 ms at this speed, and no round can be shorter.
    expect(Math.min(...paces())).toBeGreaterThan(256);
  });

  it('go on when one of them is dead, which comes back by itself', async () => {
    const dead = bus.units.get(5);
    if (dead === undefined) throw new Error('no unit 5');
    dead.silent = true;
    await until('its loss', () => fleet.status(id(5)) === 'offline');
    expect(fleet.detail(id(5))).toContain('unit 5');
    const alive = all.filter((unit) => unit !== 5);
    const polls = await pollsIn(8, alive);
    expect(Math.max(...polls) - Math.min(...polls)).toBeLessThanOrEqual(NEIGHBOURS);
    dead.silent = false;
    await until('its return', () => fleet.status(id(5)) === 'online');
    expect(alive.reduce((sum, unit) => sum + offlines(unit), 0)).toBe(0);
  });

  it('bear every tenth reply broken, half replies, and a second master', async () => {
    bus.faults.corrupted = 0.1;
    bus.faults.halved = 0.03;
    bus.foreign(true);
    for (const unit of all) bus.units.get(unit)?.setInputs({ armingLoop: true });
    await until('every loop', () => all.every((unit) => loops(unit).at(-1) === true));
    await fleet.fleet.perform({ kind: 'vend', laneId: 'out' });
    await pollsIn(8, all);
    for (const unit of all) bus.units.get(unit)?.setInputs({ armingLoop: false });
    await until('every loop again', () => all.every((unit) => loops(unit).at(-1) === false));
    // What is heard is never another unit's word: each loop went on once and off once.
    const strays = all.filter(
      (unit) => loops(unit).filter((on) => on).length !== 1 + offlines(unit),
    );
    expect(strays.filter((unit) => offlines(unit) === 0)).toEqual([]);
    expect(fleet.drops.some(({ reason }) => reason === 'line-garbage')).toBe(true);
    // An order is written again where its reply was broken; to write "on" twice opens once.
    expect(bus.units.get(16)?.vends).toBe(1);
  });

  it('are all gone with their line, and all back with it', async () => {
    await pair.unplug();
    await until('all offline', () => all.every((unit) => fleet.status(id(unit)) === 'offline'));
    await bus.stop();
    await pair.plug();
    bus = await playBus({ ...settings, path: pair.fieldPath }, UNITS, seededRandom(SEED));
    await until('all online', () => all.every((unit) => fleet.status(id(unit)) === 'online'));
  });
});
