import mqtt from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectMqtt, type MqttConnection } from './mqtt/connect.ts';
import { COMES_AND_GOES } from './standing.ts';
import { type Mosquitto, mosquitto } from './test-support/mosquitto.ts';
import { type RecordedFleet, recordFleet } from './test-support/recorded-fleet.ts';
import { recordedLog } from './test-support/recorded-log.ts';
import { type DeviceInput, smallLot } from './test-support/small-lot.ts';
import { until } from './test-support/wait.ts';
import { contactTopic, plateTopic, presenceTopic, statusTopic } from './topics.ts';

const DEVICES: readonly DeviceInput[] = [
  { id: 'cam', label: 'Camera in', driver: 'camera-mqtt', laneId: 'in' },
  { id: 'cam-out', label: 'Camera out', driver: 'camera-mqtt', laneId: 'out' },
  { id: 'panel', label: 'Fire panel', driver: 'contact-mqtt', contact: 'fire-alarm' },
  { id: 'sensors', label: 'Sensors', driver: 'slot-sensors-mqtt' },
];
const FLOOD = 4_000;

describe('devices that send too much, or come and go', () => {
  let broker: Mosquitto;
  let link: MqttConnection;
  let field: mqtt.MqttClient;
  let fleet: RecordedFleet;

  beforeEach(async () => {
    broker = await mosquitto();
    link = await connectMqtt({ url: broker.url, log: recordedLog() });
    field = await mqtt.connectAsync(broker.url);
    fleet = await recordFleet(smallLot(DEVICES), link);
    for (const { id } of DEVICES) await say(id, 'online');
    await until('all online', () => DEVICES.every(({ id }) => fleet.status(id) === 'online'));
  });
  afterEach(async () => {
    await fleet.fleet.stop();
    await field.endAsync(true);
    await link.stop();
    await broker.stop();
  });

  const say = (deviceId: string, status: string) =>
    field.publishAsync(statusTopic('yard', deviceId), status, { qos: 1, retain: true });
  const readOf = (n: number | string) =>
    JSON.stringify({ id: `r${n}`, plate: 'AB12CDE', confidence: 0.9 });
  const of = (deviceId: string, kind: string) =>
    fleet.inputs.filter((one) => one.deviceId === deviceId && one.input.kind === kind);
  const floodedOf = (deviceId: string) =>
    fleet.drops.filter((one) => one.deviceId === deviceId && one.reason === 'flooding');

  it('throttles a camera, names it, counts each message, and hears the others meanwhile', async () => {
    for (let n = 0; n < FLOOD; n += 1)
      field.publish(plateTopic('yard', 'cam'), readOf(n), { qos: 1 });
    await field.publishAsync(plateTopic('yard', 'cam-out'), readOf('other'), { qos: 1 });
    await field.publishAsync(presenceTopic('yard', 's-1'), '1', { qos: 1 });
    await until(
      'the others',
      () => of('cam-out', 'plate').length + of('sensors', 'presence').length === 2,
    );
    await until(
      'all messages',
      () => of('cam', 'plate').length + floodedOf('cam').length === FLOOD,
    );
    expect(floodedOf('cam').length).toBeGreaterThan(FLOOD / 2);
    expect(of('cam', 'plate').at(-1)?.input).toMatchObject({ readId: `r${FLOOD - 1}` });
    expect(fleet.status('cam')).toBe('fault');
    expect(fleet.detail('cam')).toMatch(/^It sends more than 50 messages a second/);
    for (const id of ['cam-out', 'sensors', 'panel']) expect(fleet.status(id)).toBe('online');
  });

  it('hears the last word of a fire panel that floods', async () => {
    const topic = contactTopic('yard', 'panel');
    for (let n = 0; n <= FLOOD; n += 1)
      field.publish(topic, n % 2 === 0 ? '1' : '0', { qos: 1, retain: true });
    // Over the same connection: when this is heard, all of the panel's words have come.
    await field.publishAsync(plateTopic('yard', 'cam-out'), readOf('after'), { qos: 1 });
    await until('the read', () => of('cam-out', 'plate').length === 1);
    await until('its last word', () => {
      const last = of('panel', 'fire').at(-1)?.input;
      return last?.kind === 'fire' && last.on;
    });
    expect(floodedOf('panel').length).toBeGreaterThan(FLOOD / 2);
    expect(fleet.status('panel')).toBe('fault');
  });

  it('tells of a device that comes and goes once, and of its return when it stays', async () => {
    for (let n = 0; n < 20; n += 1) {
      await say('cam', 'offline');
      await say('cam', 'online');
    }
    // In the order of the topic: when the next is heard, all before it have been.
    await field.publishAsync(plateTopic('yard', 'cam'), readOf('after'), { qos: 1 });
    await until('the read', () => of('cam', 'plate').length === 1);
    const told = of('cam', 'status').map(({ input }) =>
      input.kind === 'status' ? `${input.status} ${input.detail}`.trim() : '',
    );
    expect(told.slice(-2)).toEqual([
      'online',
      `offline ${COMES_AND_GOES} It is off or lost its connection.`,
    ]);
    expect(told.length).toBeLessThan(10);
    expect(fleet.status('cam-out')).toBe('online');
  });
});
