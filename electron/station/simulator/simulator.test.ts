import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import ModbusRTU from 'modbus-serial';
import mqtt, { type MqttClient } from 'mqtt';
import { SerialPort } from 'serialport';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceOf } from '#domain/facility/device-file.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { parseLotFile } from '#domain/facility/parse-lot-file.ts';
import { plainPlan } from '#domain/traffic/vehicle-plan.ts';
import { type Mosquitto, mosquitto } from '../drivers/test-support/mosquitto.ts';
import { until } from '../drivers/test-support/wait.ts';
import { resourcePath } from '../resources.ts';
import { type Simulator, startSimulator } from './simulator.ts';
import { type ApiDouble, startApiDouble } from './test-support/api-double.ts';

/*
 * The simulator seen from outside: Debian's mosquitto, socat's serial pairs, a plain MQTT client and
 * a plain Modbus client in the station's place.
 */

const INPUTS = ['arming', 'safety', 'open', 'closed'] as const;
const PLATE = 'KA05MX4821';
const COUNTED_ZONE = 'two-wheel';
const COUNT_TOPIC = 'gatehouse/riverside/zone/counter-two-wheel/count';

let broker: Mosquitto;
let fieldDir: string;
let client: MqttClient;
let api: ApiDouble;
let simulator: Simulator;
const messages: { readonly topic: string; readonly text: string }[] = [];
const gates = new Map<string, Gate>();

/** Polls a barrier as a station does and writes down what changes. */
class Gate {
  readonly changes: string[] = [];
  readonly #modbus = new ModbusRTU();
  #last: readonly boolean[] = [false, false, false, true];
  #isStopped = false;
  #polling: Promise<void> = Promise.resolve();
  readonly #orders: (() => Promise<unknown>)[] = [];

  async open({ serial, unit }: DeviceOf<'barrier-modbus-rtu'>): Promise<void> {
    const path = join(fieldDir, basename(serial.path));
    await this.#modbus.connectRTUBuffered(path, { baudRate: 19_200, parity: 'even' });
    this.#modbus.setID(unit);
    this.#modbus.setTimeout(2_000);
    this.#polling = this.#poll();
  }

  vend(): void {
    this.#orders.push(async () => {
      await this.#modbus.writeCoil(0, true);
      await this.#modbus.writeCoil(0, false);
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#polling;
    await new Promise<void>((resolve) => this.#modbus.close(() => resolve()));
  }

  async #poll(): Promise<void> {
    while (!this.#isStopped) {
      await this.#orders.shift()?.();
      const { data } = await this.#modbus.readDiscreteInputs(0, 5);
      INPUTS.forEach((name, i) => {
        if (data[i] !== this.#last[i]) this.changes.push(`${name} ${data[i] ? 'on' : 'off'}`);
      });
      this.#last = data;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** The two lanes with loops and what belongs to them. */
async function smallLot(): Promise<LotFile> {
  const parsed = parseLotFile(
    JSON.parse(await readFile(resourcePath('demo-lots/riverside.json'), 'utf8')),
  );
  if (!parsed.ok) throw new Error('the demo lot does not read');
  const lot = parsed.value;
  const lanes = lot.lanes.filter((lane) => lane.detection === 'loops');
  const ids = new Set(lanes.map((lane) => lane.id));
  // Without a printer, whoever presses the button asks by the API, which a double answers here.
  const devices = lot.devices.filter(
    (device) =>
      device.driver !== 'printer-escpos' &&
      !(device.driver === 'contact-mqtt' && device.contact === 'ticket-button') &&
      (!('laneId' in device) || ids.has(device.laneId ?? '')),
  );
  return { ...lot, lanes, devices };
}

beforeAll(async () => {
  broker = await mosquitto();
  fieldDir = await mkdtemp(join(tmpdir(), 'gatehouse-field-'));
  client = await mqtt.connectAsync(broker.url);
  client.on('message', (topic, payload) => {
    messages.push({ topic, text: payload.toString('utf8') });
  });
  await client.subscribeAsync('#', { qos: 1 });
  api = await startApiDouble(({ path }) => {
    if (path.endsWith('/sign-in')) return { status: 200, body: { token: 't' } };
    if (path.endsWith('/entries'))
      return {
        status: 201,
        body: { ticket: { number: 'N', token: 'GH1TOKEN' }, slot: { label: 'G-B04' } },
      };
    if (path.endsWith('/quotes')) return { status: 200, body: { dueMinor: 4_000 } };
    return { status: 201, body: {} };
  });
  const lot = await smallLot();
  simulator = await startSimulator({
    lot,
    fieldDir,
    mqttUrl: broker.url,
    seed: 1,
    speed: 600,
    arrivals: false,
    patienceMinMs: 60_000,
    api: { url: api.url, user: 'attendant', password: 'attendant-demo' },
  });
  for (const lane of ['entry-2', 'exit-2']) {
    const gate = new Gate();
    const barrier = lot.devices.find(({ id }) => id === `barrier-${lane}`);
    if (barrier?.driver !== 'barrier-modbus-rtu') throw new Error(`no barrier at ${lane}`);
    await gate.open(barrier);
    gates.set(lane, gate);
  }
});

afterAll(async () => {
  for (const gate of gates.values()) await gate.stop();
  await simulator?.stop();
  await api?.stop();
  await client?.endAsync();
  await broker?.stop();
  await rm(fieldDir, { recursive: true, force: true });
});

const said = (topic: string) =>
  messages.filter((message) => message.topic === topic).map((message) => message.text);
/** As a word or in an object, with what else a device says of itself. */
const statusesOf = (deviceId: string) =>
  said(`gatehouse/riverside/device/${deviceId}/status`).map((text) =>
    text.startsWith('{') ? JSON.parse(text).status : text,
  );
const last = (topic: string) => JSON.parse(said(topic).at(-1) ?? 'null');
const show = (lane: string, ...lines: string[]) =>
  client.publishAsync(
    `gatehouse/riverside/sign/sign-${lane}/show`,
    JSON.stringify({ lines, at: new Date().toISOString() }),
    { qos: 1, retain: true },
  );
const gateOf = (lane: string): Gate => {
  const gate = gates.get(lane);
  if (gate === undefined) throw new Error(`no gate ${lane}`);
  return gate;
};
const PASSAGE = [
  'arming on',
  'closed off',
  'open on',
  'safety on',
  'arming off',
  'safety off',
  'open off',
  'closed on',
];

describe('the simulator on the wire', () => {
  it('starts with every device online and every slot reported', async () => {
    await until('all devices are online', () =>
      ['camera-entry-2', 'sign-entry-2', 'camera-exit-2', 'slot-sensors'].every((id) =>
        statusesOf(id).includes('online'),
      ),
    );
    const { slots } = simulator.field.lot;
    const counted = slots.filter(({ zoneId }) => zoneId === COUNTED_ZONE);
    await until('all slots with a sensor are reported', () =>
      slots.every(
        ({ id, zoneId }) =>
          zoneId === COUNTED_ZONE ||
          last(`gatehouse/riverside/slot/${id}/presence`)?.occupied === false,
      ),
    );
    expect(counted.length).toBeGreaterThan(0);
    expect(last(COUNT_TOPIC)).toMatchObject({ occupied: 0 });
  });

  it('counts two-wheelers by the camera above them, not by sensors', async () => {
    simulator.field.adopt(plainPlan('KA05MX1'), null, 'g-m01');
    simulator.field.adopt(plainPlan('KA05MX2'), null, 'g-m02');
    await until('both are counted', () => last(COUNT_TOPIC)?.occupied === 2);
    expect(said('gatehouse/riverside/slot/g-m01/presence')).toEqual([]);
  });

  it('plays a whole entry: loop, plate, gate, loops, slot', async () => {
    const gate = gateOf('entry-2');
    const parked = simulator.drive({ plate: PLATE, entryLaneId: 'entry-2' });
    const plateTopic = 'gatehouse/riverside/camera/camera-entry-2/plate';
    await until('the camera reads the plate', () => said(plateTopic).length === 1);
    expect(last(plateTopic)).toMatchObject({ plate: PLATE, confidence: 0.97, direction: 'in' });
    await until('the arming loop is on', () => gate.changes.includes('arming on'));
    await show('entry-2', 'WELCOME', 'Slot G-A03', 'Level Ground');
    gate.vend();
    expect(await parked).toEqual({ kind: 'parked', slotId: 'g-a03' });
    await until('the gate has closed', () => gate.changes.includes('closed on'));
    expect(gate.changes).toEqual(PASSAGE);
    await until(
      'the slot is occupied',
      () => last('gatehouse/riverside/slot/g-a03/presence').occupied === true,
    );
  });

  it('plays an exit that asks for money, read by a Frigate camera', async () => {
    const gate = gateOf('exit-2');
    const left = simulator.leave({ plate: PLATE, exitLaneId: 'exit-2' });
    const frigate = 'frigate/tracked_object_update';
    await until('the camera reads the plate', () => said(frigate).length === 1);
    expect(last(frigate)).toMatchObject({ type: 'lpr', plate: PLATE, camera: 'exit_2_cam' });
    expect(last('gatehouse/riverside/slot/g-a03/presence').occupied).toBe(false);
    await show('exit-2', 'PLEASE PAY', 'INR 40.00');
    await until('the driver pays', () => api.calls.some(({ path }) => path.endsWith('/payments')));
    gate.vend();
    expect(await left).toBe('left');
    await until('the gate has closed', () => gate.changes.includes('closed on'));
    expect(gate.changes).toEqual(PASSAGE);
  });

  it('takes a ticket by the button and puts it under the scanner of the exit', async () => {
    const parked = simulator.drive({
      plate: 'KA01ZZ0001',
      entryLaneId: 'entry-2',
      plan: { entryBy: 'button' },
    });
    await until('the button is pressed', () =>
      api.calls.some(({ path }) => path.endsWith('/entries')),
    );
    gateOf('entry-2').vend();
    expect(await parked).toEqual({ kind: 'parked', slotId: 'g-b04' });

    let scanned = '';
    const port = new SerialPort({ path: join(fieldDir, 'scanner-exit-2'), baudRate: 9_600 });
    port.on('data', (chunk: Buffer) => {
      scanned += chunk.toString('latin1');
    });
    const left = simulator.leave({ plate: 'KA01ZZ0001', exitLaneId: 'exit-2' });
    await until('the ticket is scanned', () => scanned === 'GH1TOKEN\r');
    gateOf('exit-2').vend();
    expect(await left).toBe('left');
    await new Promise<void>((resolve) => port.close(() => resolve()));
  });

  it('backs out of a lane after the gate was opened', async () => {
    const gate = gateOf('entry-2');
    await until('the gate is closed', () => gate.changes.at(-1) === 'closed on');
    gate.changes.length = 0;
    const gone = simulator.drive({
      plate: 'KA01ZZ0002',
      entryLaneId: 'entry-2',
      plan: { backsOut: true },
    });
    await until('it stands at the gate', () => gate.changes.includes('arming on'));
    gate.vend();
    expect(await gone).toEqual({ kind: 'gone', ending: 'backed-out' });
    expect(gate.changes).not.toContain('safety on');
    await until('the loop is free', () => gate.changes.includes('arming off'));
  });

  it('says by its last will that a device lost its power, and comes back', async () => {
    await simulator.field.sensors?.die();
    await until('the will is spoken', () => statusesOf('slot-sensors').at(-1) === 'offline');
    await simulator.field.sensors?.revive();
    await until('it is back', () => statusesOf('slot-sensors').at(-1) === 'online');
  });
});
