import type { FieldOutput, StartDriver } from '../driver.ts';
import type { LaneRights } from '../lane-rights.ts';
import { openMqttDevice } from '../mqtt-device.ts';
import { controllerTopic } from '../topics.ts';
import { decodeEvent } from './codec.ts';

/**
 * A lane's own controller. Its numbered events are acknowledged once they are in the books, and the
 * rights that it may go by without a link are kept with the broker for it.
 */
export const start: StartDriver<'lane-controller-mqtt'> = async (context) => {
  const { device, lot, mqtt, log } = context;
  const connection = openMqttDevice(context);
  const topic = (what: 'event' | 'ack' | 'rights') => controllerTopic(lot.id, device.id, what);
  let isStopped = false;
  let rights: LaneRights | null = null;

  connection.receive(topic('event'), (_topic, payload) => {
    const replay = decodeEvent(payload);
    if (replay === null) {
      context.drop('malformed', 'not an event of a lane controller');
      return;
    }
    connection.spoke();
    const { epoch, number } = replay;
    context.emit({
      kind: 'replay',
      laneId: device.laneId,
      replay,
      taken() {
        if (isStopped) return;
        mqtt.publish(topic('ack'), JSON.stringify({ epoch, number })).catch((error: Error) => {
          // It tells the event again, and is acknowledged then.
          log.debug({ deviceId: device.id, error: error.message }, 'not acknowledged');
        });
      },
    });
  });

  const send = (wanted: LaneRights) =>
    mqtt.publish(topic('rights'), JSON.stringify(wanted), { retain: true });

  const end = mqtt.onConnection((connected) => {
    if (!connected || rights === null) return;
    // A broker that was started anew has forgotten what it held.
    send(rights).catch((error: Error) => {
      log.warn({ deviceId: device.id, error: error.message }, 'rights not sent again');
    });
  });

  async function perform(output: FieldOutput): Promise<void> {
    if (output.kind !== 'rights' || output.laneId !== device.laneId) return;
    rights = output.rights;
    await send(rights);
  }

  return {
    perform,
    async stop() {
      isStopped = true;
      end();
      connection.stop();
    },
  };
};
