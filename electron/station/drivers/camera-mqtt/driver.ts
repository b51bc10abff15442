import { createReadSink, ignoreOrders, withPicture } from '../camera.ts';
import type { StartDriver } from '../driver.ts';
import { openMqttDevice, PICTURE_PAYLOAD_MAX_BYTES } from '../mqtt-device.ts';
import { plateTopic } from '../topics.ts';
import { decodePlate } from './codec.ts';

/** A plate camera that publishes Gatehouse's own message on its own topic. */
export const start: StartDriver<'camera-mqtt'> = async (context) => {
  const connection = openMqttDevice(context);
  const take = createReadSink(context, context.device.laneId);
  connection.receive(
    plateTopic(context.lot.id, context.device.id),
    (_topic, payload, retained) => {
      const { read, picture } = decodePlate(payload);
      if (take(withPicture(context.pictures, read, picture), retained)) connection.spoke();
    },
    PICTURE_PAYLOAD_MAX_BYTES,
  );
  return {
    perform: ignoreOrders,
    async stop() {
      connection.stop();
    },
  };
};
