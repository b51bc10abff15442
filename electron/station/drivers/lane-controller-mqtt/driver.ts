import type { StartDriver } from '../driver.ts';
import { serveController } from '../lane-controller.ts';
import type { LaneTopic } from '../lane-secret.ts';
import { openMqttDevice } from '../mqtt-device.ts';
import { controllerTopic } from '../topics.ts';

/** A lane's own controller on MQTT: the broker keeps its rights for it. */
export const start: StartDriver<'lane-controller-mqtt'> = async (context) => {
  const { device, lot, mqtt } = context;
  const connection = openMqttDevice(context);
  const topic = (what: LaneTopic) => controllerTopic(lot.id, device.id, what);
  const served = serveController(context, {
    send: (what, signed, retain) => mqtt.publish(topic(what), signed, { retain }),
    spoke: connection.spoke,
    said: connection.said,
  });
  connection.receive(topic('event'), (_topic, payload) => served.hear(payload));
  const end = mqtt.onConnection((connected) => {
    // A broker that was started anew has forgotten what it held.
    if (connected) served.tellAll();
  });
  return {
    perform: served.perform,
    async stop() {
      served.stop();
      end();
      connection.stop();
    },
  };
};
