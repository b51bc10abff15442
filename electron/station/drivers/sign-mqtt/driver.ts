import { toIso } from '#domain/kernel/instant.ts';
import type { FieldOutput, Show, StartDriver } from '../driver.ts';
import { sentenceOf } from '../fault-sentence.ts';
import { openMqttDevice } from '../mqtt-device.ts';
import { showTopic } from '../topics.ts';
import { encodeShow } from './codec.ts';

/** A sign that shows what is retained on its topic. */
export const start: StartDriver<'sign-mqtt'> = async (context) => {
  const { device, lot, mqtt, log } = context;
  const connection = openMqttDevice(context);
  const topic = showTopic(lot.id, device.id);
  let wanted: Show | null = null;
  /** What the broker holds; null when that is not sure. */
  let held: Show | null = null;

  async function send(show: Show): Promise<void> {
    held = null;
    await mqtt.publish(topic, encodeShow(show, toIso(context.now())), { retain: true });
    if (wanted === show) held = show;
  }

  const end = mqtt.onConnection((connected) => {
    held = null;
    if (!connected || !wanted) return;
    // A broker that was started anew has forgotten what it held.
    send(wanted).catch((error: unknown) => {
      log.warn({ deviceId: device.id, error: sentenceOf(error) }, 'sign not refreshed');
    });
  });

  return {
    async perform(output: FieldOutput) {
      if (output.kind !== 'show' || output.laneId !== device.laneId) return;
      if (held && sameShow(held, output)) return;
      wanted = output;
      await send(output);
    },
    async stop() {
      end();
      connection.stop();
    },
  };
};

function sameShow(a: Show, b: Show): boolean {
  if (a.qr !== b.qr || a.lines.length !== b.lines.length) return false;
  return a.lines.every((line, i) => line === b.lines[i]);
}
