import { toIso } from '#domain/kernel/instant.ts';
import type { StartDriver } from '../driver.ts';
import { sentenceOf } from '../fault-sentence.ts';
import { openMqttDevice } from '../mqtt-device.ts';
import { keepSign } from '../sign-keeper.ts';
import { showTopic } from '../topics.ts';
import { encodeShow } from './codec.ts';

/** A sign that shows what is retained on its topic. */
export const start: StartDriver<'sign-mqtt'> = async (context) => {
  const { device, lot, mqtt, log } = context;
  const connection = openMqttDevice(context);
  const topic = showTopic(lot.id, device.id);
  const keeper = keepSign({
    device,
    deliver: (show) =>
      mqtt.publish(topic, encodeShow(show, toIso(context.now())), { retain: true }),
    failed: (error) =>
      log.warn({ deviceId: device.id, error: sentenceOf(error) }, 'sign not refreshed'),
  });
  // A broker that was started anew has forgotten what it held.
  const end = mqtt.onConnection((connected) => (connected ? keeper.again() : keeper.lost()));
  return {
    perform: (output) => keeper.perform(output),
    async stop() {
      end();
      connection.stop();
    },
  };
};
