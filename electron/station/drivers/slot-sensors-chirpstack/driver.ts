import { ignoreOrders } from '../camera.ts';
import type { StartDriver } from '../driver.ts';
import { watchLife } from '../life-watch.ts';
import { DEVICE_PAYLOAD_MAX_BYTES, parseJson } from '../mqtt-device.ts';
import { recentIds } from '../recent-ids.ts';
import { watchSlots } from '../slot-presence.ts';
import { sensorReader } from './codec.ts';
import { chirpstackTopic } from './topics.ts';
import { readStatus, readUplink } from './uplink.ts';

/** Uplinks that may be told apart by their ids; older ones are forgotten. */
const RECENT_IDS_MAX = 1_024;

/** Slot sensors over LoRaWAN, by what ChirpStack publishes of one application. */
export const start: StartDriver<'slot-sensors-chirpstack'> = async (context) => {
  const { device, mqtt } = context;
  const slotOf = new Map(
    device.sensors.map(({ devEui, slotId }) => [devEui.toLowerCase(), slotId]),
  );
  const read = sensorReader(device.codec);
  const seen = recentIds(RECENT_IDS_MAX);
  const slots = watchSlots(context, slotOf.values(), device);
  const life = await watchLife(
    {
      ...context,
      emit(input) {
        if (input.kind === 'status') slots.controller(input.status);
        context.emit(input);
      },
    },
    device.quietAfterMs,
  );

  function takeUplink(json: unknown): void {
    const uplink = readUplink(json);
    if (uplink === null) {
      context.drop('malformed', 'not an uplink of ChirpStack');
      return;
    }
    const slotId = slotOf.get(uplink.devEui);
    if (slotId === undefined) {
      context.drop('unknown-device', `no sensor ${shown(uplink.devEui)} here`);
      return;
    }
    if (uplink.id !== null && seen.has(uplink.id)) {
      context.drop('duplicate', 'an uplink that has come before');
      return;
    }
    if (uplink.id !== null) seen.add(uplink.id);
    life.heard();
    const word = read(uplink);
    if (word.kind === 'malformed') {
      context.drop('malformed', word.detail);
      return;
    }
    const { occupied, kind: _, ...health } = word;
    const signal = uplink.signalDbm === null ? {} : { signalDbm: uplink.signalDbm };
    slots.heard(slotId, { ...health, ...signal });
    if (occupied !== null) slots.said(slotId, occupied);
  }

  function takeStatus(json: unknown): void {
    const status = readStatus(json);
    if (status === null) {
      context.drop('malformed', 'not a status of ChirpStack');
      return;
    }
    const slotId = slotOf.get(status.devEui);
    if (slotId === undefined) return;
    life.heard();
    const { batteryPercent } = status;
    slots.heard(slotId, batteryPercent === null ? {} : { batteryPercent });
  }

  const receive = (event: 'up' | 'status', take: (json: unknown) => void) =>
    mqtt.subscribe(chirpstackTopic(device.applicationId, '+', event), (_topic, payload, kept) => {
      // ChirpStack keeps nothing; what a broker kept is of nobody knows when.
      if (payload.length > DEVICE_PAYLOAD_MAX_BYTES)
        context.drop('oversized', `${payload.length} bytes`);
      else if (kept) context.drop('duplicate', 'a retained uplink, which is not of now');
      else take(parseJson(payload.toString('utf8')));
    });
  const ends = [
    receive('up', takeUplink),
    receive('status', takeStatus),
    mqtt.onConnection((isUp) => life.link(isUp)),
  ];
  if (!mqtt.connected) life.link(false);

  return {
    perform: ignoreOrders,
    async stop() {
      for (const end of ends) end();
      life.stop();
      slots.stop();
    },
  };
};

/** A name from the wire, cut to what fits a line. */
function shown(name: string): string {
  return JSON.stringify(name.slice(0, 32));
}
