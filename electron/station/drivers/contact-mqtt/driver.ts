import { ignoreOrders } from '../camera.ts';
import type { FieldInput, StartDriver } from '../driver.ts';
import { openMqttDevice } from '../mqtt-device.ts';
import { contactTopic } from '../topics.ts';
import { decodeContact } from './codec.ts';

/** A fire panel is silent when it has been so for this long: a contact that flaps is one alarm. */
export const FIRE_SILENT_MS = 1_000;

/** A dry contact behind an MQTT input: the fire panel's, or the ticket, receipt or call button of a lane. */
export const start: StartDriver<'contact-mqtt'> = async (context) => {
  const { device, lot } = context;
  const connection = openMqttDevice(context);
  /** What it said last; a contact may repeat itself. */
  let wasOn: boolean | null = null;
  let silence: NodeJS.Timeout | undefined;
  connection.receive(contactTopic(lot.id, device.id), (_topic, payload, retained) => {
    const on = decodeContact(payload);
    if (on === null) {
      context.drop('malformed', `neither on nor off: ${payload.length} bytes`);
      return;
    }
    connection.spoke();
    const input = inputOf(on, retained);
    if (on !== wasOn && input !== null) tell(input, wasOn === null);
    wasOn = on;
  });

  /** On at once; off when it stays so, but for what stood there before. */
  function tell(input: FieldInput, isFirst: boolean): void {
    clearTimeout(silence);
    if (input.kind !== 'fire' || input.on || isFirst) context.emit(input);
    else silence = setTimeout(() => context.emit(input), FIRE_SILENT_MS);
  }

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
      clearTimeout(silence);
      connection.stop();
    },
  };
};
