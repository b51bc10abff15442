import { createReadSink, ignoreOrders, withPicture } from '../camera.ts';
import { pictureType } from '../camera-push/pictures-of.ts';
import type { StartDriver } from '../driver.ts';
import { openMqttDevice, PICTURE_PAYLOAD_MAX_BYTES } from '../mqtt-device.ts';
import { decodeUpdate, objectOfRead } from './codec.ts';
import { decodeEvent, isVehicle, siblingTopic } from './tracked-vehicle.ts';
import { watchUnread } from './unread-watch.ts';

/** One camera of a Frigate server, which publishes all its cameras on one topic. */
export const start: StartDriver<'camera-frigate'> = async (context) => {
  const { device, lot } = context;
  const connection = openMqttDevice(context);
  const take = createReadSink(context, device.laneId);
  const watch = watchUnread(({ id, at, vehicleClass }, picture) => {
    const vehicle = vehicleClass === null ? {} : { vehicleClass };
    const unread = { kind: 'unread', value: { id, at, vehicle } } as const;
    take(withPicture(context.pictures, unread, picture), false);
  }, context.now);
  // What cannot be read names no camera: the first one of the topic counts it, not all of them.
  const countsStrays =
    lot.devices.find((other) => other.driver === 'camera-frigate' && other.topic === device.topic)
      ?.id === device.id;
  connection.receive(device.topic, (_topic, payload, retained) => {
    const decoded = decodeUpdate(payload, device.camera);
    if (decoded.kind === 'drop' && decoded.unread && !countsStrays) return;
    const object = decoded.kind === 'ok' ? objectOfRead(decoded.value.id) : '';
    const pictured = withPicture(context.pictures, decoded, watch.pictureOf(object));
    if (!take(pictured, retained)) return;
    watch.read(object);
    connection.spoke();
  });
  connection.receive(siblingTopic(device.topic, 'events'), (_topic, payload, retained) => {
    const decoded = decodeEvent(payload, device.camera);
    if (decoded.kind === 'drop' && countsStrays) context.drop(decoded.reason, decoded.detail);
    // What the broker kept is of another time.
    if (decoded.kind === 'ok' && !retained) watch.saw(decoded.value);
  });
  const snapshots = siblingTopic(device.topic, `${device.camera}/+/snapshot`);
  connection.receive(
    snapshots,
    (topic, payload, retained) => {
      const label = topic.split('/').at(-2) ?? '';
      // People and dogs have pictures as well.
      if (!retained && isVehicle(label) && pictureType(payload) !== null)
        watch.pictured(label, payload);
    },
    PICTURE_PAYLOAD_MAX_BYTES,
  );
  connection.receive(siblingTopic(device.topic, 'available'), (_topic, payload) => {
    const word = payload.toString('utf8').trim();
    if (word === 'online') connection.said('online', '');
    // Frigate says `stopped` when it was ended on purpose, `offline` by its last will.
    else if (word === 'offline' || word === 'stopped')
      connection.said('offline', 'Frigate is off.');
    else if (word !== '')
      context.drop('malformed', 'an availability that is not online or offline');
  });
  return {
    perform: ignoreOrders,
    async stop() {
      watch.stop();
      connection.stop();
    },
  };
};
