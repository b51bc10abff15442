import { toIso } from '#domain/kernel/instant.ts';
import type { FieldOutput, StartDriver } from '../driver.ts';
import { sentenceOf } from '../fault-sentence.ts';
import { openMqttDevice } from '../mqtt-device.ts';
import { showTopic } from '../topics.ts';
import { encodeShow } from './codec.ts';

/** A sign that shows what is retained on its topic. */
export const start: StartDriver<'sign-mqtt'> = async (context) => {
  const { device, lot, mqtt, log } = context;
  const connection = openMqttDevice(context);
  const topic = showTopic(lot.id, device.id);
  let wanted: readonly string[] | null = null;
  /** What the broker holds; null when that is not sure. */
  let held: readonly string[] | null = null;

  async function send(lines: readonly string[]): Promise<void> {
    held = null;
    await mqtt.publish(topic, encodeShow(lines, toIso(context.now())), { retain: true });
    if (wanted === lines) held = lines;
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
      if (held && sameLines(held, output.lines)) return;
      wanted = output.lines;
      await send(output.lines);
    },
    async stop() {
      end();
      connection.stop();
    },
  };
};

function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, i) => line === b[i]);
}
