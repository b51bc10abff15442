import { ignoreOrders } from '../camera.ts';
import type { FieldInput, StartDriver } from '../driver.ts';
import { openMqttDevice } from '../mqtt-device.ts';
import { contactTopic } from '../topics.ts';
import { decodeContact } from './codec.ts';

/** A dry contact behind an MQTT input: the fire panel's, or the ticket, receipt or call button of a lane. */
export const start: StartDriver<'contact-mqtt'> = async (context) => {
  const { device, lot } = context;
  const connection = openMqttDevice(context);
  /** What it said last; a contact may repeat itself. */
  let wasOn: boolean | null = null;
  connection.receive(contactTopic(lot.id, device.id), (_topic, payload, retained) => {
    const on = decodeContact(payload);
    if (on === null) {
      context.drop('malformed', `neither on nor off: ${payload.length} bytes`);
      return;
    }
    connection.spoke();
    const input = inputOf(on, retained);
    if (on !== wasOn && input !== null) context.emit(input);
    wasOn = on;
  });

  /** A fire is a state, so the broker's memory of it counts; a button is pressed now or not at all. */
  function inputOf(on: boolean, retained: boolean): FieldInput | null {
    if (device.contact === 'fire-alarm') return { kind: 'fire', on };
    if (!on || retained) return null;
    const kind = device.contact === 'call-button' ? 'call' : device.contact;
    return { kind, laneId: device.laneId };
  }

  return {
    perform: ignoreOrders,
    async stop() {
      connection.stop();
    },
  };
};
