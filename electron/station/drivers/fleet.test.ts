import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCardTerminal } from '../simulator/card-terminal/terminal.ts';
import { startMockCamera } from './camera-mqtt/mock.ts';
import { FieldTraffic } from './field-traffic.ts';
import { connectMqtt, type MqttConnection } from './mqtt/connect.ts';
import { BROKER_LOST } from './mqtt-status.ts';
import { loadDriver } from './registry.ts';
import { startMockSign } from './sign-mqtt/mock.ts';
import { startMockSlotSensors } from './slot-sensors-mqtt/mock.ts';
import { type Mosquitto, mosquitto } from './test-support/mosquitto.ts';
import { type RecordedFleet, recordFleet } from './test-support/recorded-fleet.ts';
import { recordedLog } from './test-support/recorded-log.ts';
import { type DeviceInput, smallLot } from './test-support/small-lot.ts';
import { until } from './test-support/wait.ts';
import { plateTopic, presenceTopic, statusTopic } from './topics.ts';
import { UNKNOWN_DEVICE_ID } from './unknown-devices.ts';

const camera: DeviceInput = { id: 'cam', label: 'Camera in', driver: 'camera-mqtt', laneId: 'in' };
const sign: DeviceInput = { id: 'sign', label: 'Sign in', driver: 'sign-mqtt', laneId: 'in' };
const sensors: DeviceInput = { id: 'sensors', label: 'Sensors', driver: 'slot-sensors-mqtt' };
const frigate = (id: string, laneId: string): DeviceInput => ({
  id,
  label: id,
  driver: 'camera-frigate',
  laneId,
  camera: `${id}-view`,
});

describe('a fleet on mosquitto', () => {
  let broker: Mosquitto;
  let link: MqttConnection;
  let stranger: mqtt.MqttClient;
  let recorded: RecordedFleet | null = null;
  const at = new Date().toISOString();
  const mock = (deviceId: string) => ({ url: broker.url, lotId: 'yard', deviceId });

  beforeEach(async () => {
    broker = await mosquitto();
    const reconnect = { firstMs: 20, capMs: 200 };
    link = await connectMqtt({ url: broker.url, log: recordedLog(), reconnect });
    stranger = await mqtt.connectAsync(broker.url, { reconnectPeriod: 100 });
  });
  afterEach(async () => {
    await recorded?.fleet.stop();
    await stranger.endAsync(true);
    await link.stop();
    await broker.stop();
  });

  it('hears and commands the devices of a lane', async () => {
    recorded = await recordFleet(smallLot([camera, sign, sensors]), link);
    const { inputs, fleet, status } = recorded;
    const played = await startMockCamera(mock('cam'));
    const shown = await startMockSign(mock('sign'));
    const slots = await startMockSlotSensors(mock('sensors'));
    await until('all online', () =>
      ['cam', 'sign', 'sensors'].every((id) => status(id) === 'online'),
    );
    await played.read({ id: 'r1', plate: 'AB12CDE', confidence: 0.9, at });
    await slots.presence('s-1', true, at);
    await fleet.perform({ kind: 'show', laneId: 'in', lines: ['Welcome'] });
    await until('the sign', () => shown.lines[0] === 'Welcome');
    await until(
      'both inputs',
      () =>
        inputs.filter(({ input }) => input.kind !== 'status' && input.kind !== 'about').length >= 2,
    );
    expect(
      inputs
        .filter(({ input }) => input.kind !== 'status' && input.kind !== 'about')
        .toSorted((a, b) => a.deviceId.localeCompare(b.deviceId)),
    ).toEqual([
      {
        deviceId: 'cam',
        input: {
          kind: 'plate',
          laneId: 'in',
          readId: 'r1',
          plate: 'AB12CDE',
          confidence: 0.9,
          vehicle: {},
          cameraAt: Date.parse(at),
        },
      },
      { deviceId: 'sensors', input: { kind: 'presence', slotId: 's-1', presence: 'occupied' } },
    ]);
    await Promise.all([played.stop(), shown.stop(), slots.stop()]);
  });

  it('is offline as a whole without its broker, and comes back as a whole', async () => {
    recorded = await recordFleet(smallLot([camera, sign]), link);
    const { status, detail } = recorded;
    const played = await startMockCamera(mock('cam'));
    const shown = await startMockSign(mock('sign'));
    await until('both online', () => status('cam') === 'online' && status('sign') === 'online');
    await broker.halt(true);
    await until('both offline', () => status('cam') === 'offline' && status('sign') === 'offline');
    expect([detail('cam'), detail('sign')]).toEqual([BROKER_LOST, BROKER_LOST]);
    await broker.start();
    await until('both back', () => status('cam') === 'online' && status('sign') === 'online');
    await Promise.all([played.stop(), shown.stop()]);
  });

  it('reports the death of one device and of no other', async () => {
    recorded = await recordFleet(smallLot([camera, sign]), link);
    const { status } = recorded;
    const played = await startMockCamera(mock('cam'));
    const shown = await startMockSign(mock('sign'));
    await until('both online', () => status('cam') === 'online' && status('sign') === 'online');
    await played.die();
    await until('the death', () => status('cam') === 'offline');
    expect(status('sign')).toBe('online');
    await shown.stop();
  });

  it('counts devices that the lot does not have, under one name', async () => {
    recorded = await recordFleet(smallLot([camera, sign]), link);
    const { drops } = recorded;
    for (const topic of [
      plateTopic('yard', 'ghost'),
      plateTopic('yard', 'sign'),
      statusTopic('yard', 'ghost'),
    ]) {
      await stranger.publishAsync(topic, '{"plate":"SECRET1"}', { qos: 1, retain: true });
    }
    await until('three drops', () => drops.length >= 3);
    expect(new Set(drops.map(({ deviceId }) => deviceId))).toEqual(new Set([UNKNOWN_DEVICE_ID]));
    expect(drops.map(({ detail }) => detail)).toContain('no camera "ghost" in this lot');
  });

  it('counts a slot without a sensor once, however many controllers hear it', async () => {
    const east: DeviceInput = { ...sensors, id: 'east', slotIds: ['s-1'] };
    const west: DeviceInput = { ...sensors, id: 'west', slotIds: ['s-2'] };
    recorded = await recordFleet(smallLot([east, west]), link);
    const { drops, inputs } = recorded;
    for (const slotId of ['s-9', 's-3', 's-1', 's-2']) {
      await stranger.publishAsync(presenceTopic('yard', slotId), '1', { qos: 1, retain: true });
    }
    const presences = () => inputs.filter(({ input }) => input.kind === 'presence');
    await until('both presences', () => presences().length === 2);
    expect(presences().map(({ deviceId }) => deviceId)).toEqual(['east', 'west']);
    await until('both strays', () => drops.length >= 2);
    expect(drops.map(({ deviceId, reason }) => `${deviceId} ${reason}`)).toEqual([
      'east unknown-slot',
      'east unknown-slot',
    ]);
  });

  it('tells the cameras of one Frigate apart, and follows its availability', async () => {
    recorded = await recordFleet(smallLot([frigate('north', 'in'), frigate('south', 'out')]), link);
    const { drops, inputs, status } = recorded;
    await stranger.publishAsync('frigate/available', 'online', { qos: 1, retain: true });
    await until('both online', () => status('north') === 'online' && status('south') === 'online');
    const topic = 'frigate/tracked_object_update';
    await stranger.publishAsync(topic, 'garbage', { qos: 1 });
    const update = { type: 'lpr', id: 'x', name: null, plate: 'AB12', score: 0.9, timestamp: 1 };
    await stranger.publishAsync(topic, JSON.stringify({ ...update, camera: 'street' }), { qos: 1 });
    await stranger.publishAsync(topic, JSON.stringify({ ...update, camera: 'south-view' }), {
      qos: 1,
    });
    const plates = () => inputs.filter(({ input }) => input.kind === 'plate');
    await until('the read', () => plates().length > 0);
    expect(plates().map(({ deviceId }) => deviceId)).toEqual(['south']);
    expect(drops.map(({ deviceId }) => deviceId)).toEqual(['north']);
    await stranger.publishAsync('frigate/available', 'offline', { qos: 1, retain: true });
    await until(
      'both offline',
      () => status('north') === 'offline' && status('south') === 'offline',
    );
  });

  it('keeps plates and floods out of the log', async () => {
    recorded = await recordFleet(smallLot([camera]), link);
    const { drops, log } = recorded;
    const topic = plateTopic('yard', 'cam');
    const bad = JSON.stringify({
      id: 'r',
      plate: 'SECRET-PLATE-TOO-LONG-TO-BE-ONE',
      confidence: 1,
    });
    const played = await startMockCamera(mock('cam'));
    await until('online', () => recorded?.status('cam') === 'online');
    for (let n = 0; n < 500; n++) stranger.publish(topic, bad, { qos: 1 });
    await until('all', () => drops.length >= 500);
    await played.stop();
    expect(JSON.stringify([drops, log.lines])).not.toContain('SECRET');
    expect(log.lines.filter(({ message }) => message === 'field input dropped')).toHaveLength(1);
    expect(
      drops.every(({ deviceId, reason }) => deviceId === 'cam' && reason === 'bad-plate'),
    ).toBe(true);
  });

  it('does not take a read that the broker kept for one of now', async () => {
    const read = JSON.stringify({ id: 'old', plate: 'AB12CDE', confidence: 1 });
    await stranger.publishAsync(plateTopic('yard', 'cam'), read, { qos: 1, retain: true });
    recorded = await recordFleet(smallLot([camera]), link);
    const { drops, inputs } = recorded;
    await until('the drop', () => drops.length > 0);
    expect(drops[0]).toMatchObject({ deviceId: 'cam', reason: 'duplicate' });
    expect(inputs.filter(({ input }) => input.kind === 'plate')).toEqual([]);
  });

  it('keeps going when a driver cannot start, and tries it again', async () => {
    let failures = 2;
    recorded = await recordFleet(smallLot([camera, sign]), link, {
      retry: { firstMs: 10, capMs: 20 },
      load(context) {
        if (context.device.id === 'cam' && failures-- > 0) throw new Error('no lens');
        return loadDriver(context);
      },
    });
    const { fleet, status, detail } = recorded;
    expect(status('cam')).toBe('fault');
    expect(detail('cam')).toBe('It cannot be started: no lens');
    await fleet.perform({ kind: 'show', laneId: 'out', lines: [] });
    const played = await startMockCamera(mock('cam'));
    await until('online', () => status('cam') === 'online');
    await played.stop();
  });

  it('names the devices that did not take an order', async () => {
    const serial = { path: '/nowhere/line' };
    const barrier: DeviceInput = {
      id: 'bar',
      label: 'Barrier in',
      driver: 'barrier-modbus-rtu',
      laneId: 'in',
      serial,
    };
    recorded = await recordFleet(smallLot([barrier, sign, camera]), link);
    const { fleet, status, detail } = recorded;
    await until('offline', () => status('bar') === 'offline');
    expect(detail('bar')).toContain('/nowhere/line cannot be opened');
    await expect(fleet.perform({ kind: 'vend', laneId: 'in' })).rejects.toThrow(
      'Barrier in: It is offline.',
    );
    await fleet.perform({ kind: 'show', laneId: 'in', lines: ['x'] });
  });

  it('shows an order in the traffic of those whose business it is', async () => {
    const traffic = new FieldTraffic(Date.now);
    recorded = await recordFleet(smallLot([sign, camera]), link, { traffic });
    const watch = traffic.watch({ deviceIds: null, repeats: true });
    const ordered: string[] = [];
    const reading = (async () => {
      for await (const { entries } of watch)
        for (const { deviceId, words } of entries)
          for (const word of words) if (word.kind === 'order') ordered.push(deviceId);
    })();
    await recorded.fleet.perform({ kind: 'show', laneId: 'in', lines: ['Welcome'] });
    await recorded.fleet.perform({ kind: 'vend', laneId: 'in' });
    await recorded.fleet.perform({ kind: 'show', laneId: 'in', lines: ['Full'] });
    await until('both are read', () => ordered.length >= 2);
    watch.end();
    await reading;
    expect(ordered).toEqual(['sign', 'sign']);
    traffic.close();
  });

  it('gives a payment to the one terminal that it names, and answers for one that is not there', async () => {
    const played = await startCardTerminal({
      connection: { kind: 'tcp', port: 0 },
      currencyNumeric: 826,
    });
    const terminal = (id: string, port: number): DeviceInput => ({
      id,
      label: id,
      driver: 'terminal-zvt',
      laneId: 'out',
      connection: { kind: 'tcp', host: '127.0.0.1', port },
    });
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-fleet-'));
    // Port 9 is nobody's: the other terminal stays offline.
    const devices = [terminal('desk', played.port ?? 0), terminal('other', 9), sign];
    recorded = await recordFleet(smallLot(devices), link, { memoryFolder: folder });
    const { fleet, inputs, status } = recorded;
    await until('online', () => status('desk') === 'online');
    const order = (deviceId: string, paymentId: string) =>
      ({ kind: 'charge', deviceId, paymentId, amountMinor: 450, currency: 'GBP' }) as const;
    await expect(fleet.perform(order('ghost', 'p1'))).rejects.toThrow('No card terminal "ghost"');
    await expect(fleet.perform(order('sign', 'p2'))).rejects.toThrow('No card terminal "sign"');
    const charges = () => inputs.flatMap(({ input }) => (input.kind === 'charge' ? [input] : []));
    expect(charges()).toMatchObject([
      { paymentId: 'p1', outcome: 'failed', code: 'offline' },
      { paymentId: 'p2', outcome: 'failed', code: 'offline' },
    ]);
    // A terminal is no barrier: what is ordered of its lane is not its business.
    await fleet.perform({ kind: 'vend', laneId: 'out' });
    await fleet.perform(order('desk', 'p3'));
    await until('captured', () => charges().length === 3);
    expect(charges()[2]).toMatchObject({ paymentId: 'p3', outcome: 'captured' });
    expect(await readFile(join(folder, 'desk.json'), 'utf8')).toContain('"paymentId":"p3"');
    await played.stop();
    await rm(folder, { recursive: true });
  });

  it('serves the new file after a restart, and the old one no more', async () => {
    recorded = await recordFleet(smallLot([camera]), link);
    const { fleet, inputs, status, drops } = recorded;
    const played = await startMockCamera(mock('cam'));
    await until('online', () => status('cam') === 'online');
    await fleet.restart(smallLot([{ ...camera, id: 'cam-2' }]));
    const second = await startMockCamera(mock('cam-2'));
    await until('the new one', () => status('cam-2') === 'online');
    await played.read({ id: 'r1', plate: 'AB12CDE', confidence: 0.9, at });
    await until('the drop', () => drops.some(({ reason }) => reason === 'unknown-device'));
    await second.read({ id: 'r2', plate: 'AB12CDE', confidence: 0.9, at });
    await until('the read', () => inputs.some(({ input }) => input.kind === 'plate'));
    expect(
      inputs.filter(({ input }) => input.kind === 'plate').map(({ deviceId }) => deviceId),
    ).toEqual(['cam-2']);
    await Promise.all([played.stop(), second.stop()]);
  });
});
