import { startMockCharger } from '../charger-ocpp/mock.ts';
import { startFleet } from '../fleet.ts';
import { LaneSecret } from '../lane-secret.ts';
import { connectMqtt } from '../mqtt/connect.ts';
import { createPushDoor } from '../push-link.ts';
import { chargerDoor } from './charger-door.ts';
import { RECORDED_TOKEN } from './recorded-driver.ts';
import { recordedLog } from './recorded-log.ts';
import { type DeviceInput, smallLot } from './small-lot.ts';

/**
 * A program of its own: starts the drivers of the given devices, stops them when all are online, and
 * must then end by itself. One that leaves a timer, a socket or a port behind hangs, and its test says so.
 */
const [mqttUrl = '', devicesJson = '[]', signOfLifeJson = 'null'] = process.argv.slice(2);
const devices: DeviceInput[] = JSON.parse(devicesJson);
const signOfLife: { contentType: string; text: string } | null = JSON.parse(signOfLifeJson);
const log = recordedLog();
const mqtt = await connectMqtt({ url: mqttUrl, log });
const online = Promise.withResolvers<void>();
const waiting = new Set(devices.map((device) => device.id));
const lot = smallLot(devices);
const door = createPushDoor();
const charger = devices.find(({ driver }) => driver === 'charger-ocpp');
const dialling = charger === undefined ? null : await dialIn(charger.id);
const fleet = await startFleet({
  lot,
  mqtt,
  push: door.ofLot(lot.id),
  ...(dialling === null ? {} : { sockets: dialling.sockets }),
  secretOf: () => LaneSecret.ofToken(RECORDED_TOKEN),
  log,
  emit(deviceId, input) {
    if (input.kind !== 'status' || input.status !== 'online') return;
    waiting.delete(deviceId);
    if (waiting.size === 0) online.resolve();
  },
  drop: () => undefined,
  now: Date.now,
});
if (signOfLife !== null) {
  const { contentType, text } = signOfLife;
  for (const { id } of lot.devices) door.take(lot.id, id, { contentType, body: Buffer.from(text) });
}
await online.promise;
await fleet.stop();
await dialling?.stop();
await mqtt.stop();
process.stdout.write('stopped\n');

/** A charger that dials in over real HTTP; it ends after its driver did. */
async function dialIn(deviceId: string) {
  const http = await chargerDoor();
  const token = http.tokens.lend({ lotId: lot.id, deviceId });
  const mock = await startMockCharger({ url: http.url, deviceId, token, connectorIds: [1] });
  return {
    sockets: http.door.ofLot(lot.id),
    async stop() {
      await mock.stop();
      await http.stop();
    },
  };
}
