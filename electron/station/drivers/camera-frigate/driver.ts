import { createReadSink, ignoreOrders } from '../camera.ts';
import type { StartDriver } from '../driver.ts';
import { openMqttDevice } from '../mqtt-device.ts';
import { availabilityTopic, decodeUpdate } from './codec.ts';

/** One camera of a Frigate server, which publishes all its cameras on one topic. */
export const start: StartDriver<'camera-frigate'> = async (context) => {
  const { device, lot } = context;
  const connection = openMqttDevice(context);
  const take = createReadSink(context, device.laneId);
  // What cannot be read names no camera: the first one of the topic counts it, not all of them.
  const countsStrays =
    lot.devices.find((other) => other.driver === 'camera-frigate' && other.topic === device.topic)
      ?.id === device.id;
  connection.receive(device.topic, (_topic, payload, retained) => {
    const decoded = decodeUpdate(payload, device.camera);
    if (decoded.kind === 'drop' && decoded.unread && !countsStrays) return;
    if (take(decoded, retained)) connection.spoke();
  });
  connection.receive(availabilityTopic(device.topic), (_topic, payload) => {
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
      connection.stop();
    },
  };
};
