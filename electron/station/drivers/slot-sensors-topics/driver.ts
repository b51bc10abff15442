import { ignoreOrders } from '../camera.ts';
import type { StartDriver } from '../driver.ts';
import { openMqttDevice } from '../mqtt-device.ts';
import { watchSlots } from '../slot-presence.ts';
import { messageReader } from './codec.ts';

/** Slot sensors of any maker, each on a topic of its own: what it means stands in the configuration. */
export const start: StartDriver<'slot-sensors-topics'> = async (context) => {
  const { device } = context;
  const read = messageReader(device);
  const slots = watchSlots(
    context,
    device.sensors.map(({ slotId }) => slotId),
    device,
  );
  const connection = openMqttDevice({
    ...context,
    emit(input) {
      if (input.kind === 'status') slots.controller(input.status);
      context.emit(input);
    },
  });
  for (const { topic, slotId } of device.sensors)
    connection.receive(topic, (_topic, payload, retained) => {
      // An empty payload is how a retained message is taken back.
      if (payload.length === 0) return;
      const word = read(payload);
      if (word.kind === 'malformed') {
        context.drop('malformed', `of slot ${slotId}: ${word.detail}`);
        return;
      }
      const { occupied, kind: _, ...health } = word;
      // What the broker kept is good news of the slot, but no sign of life.
      if (!retained) {
        connection.spoke();
        slots.heard(slotId, health);
      }
      if (occupied !== null) slots.said(slotId, occupied, retained);
    });
  return {
    perform: ignoreOrders,
    async stop() {
      connection.stop();
      slots.stop();
    },
  };
};
