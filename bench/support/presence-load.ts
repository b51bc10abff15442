/**
 * Slot sensors in a process of their own: they publish changes over MQTT at an even rate, one slot
 * after the other, occupied and vacant in turn. Arguments: the broker's address, how many slots, how
 * many changes a second, for how many seconds. Sends its parent when each message left.
 */
import { connectAsync } from 'mqtt';
import { presenceTopic } from '#station/drivers/topics.ts';

/** When message `n` left: epoch milliseconds with fractions. Message `n` is about slot `n % slots`. */
export type SentAt = readonly number[];

/** Epoch milliseconds of this machine with fractions, comparable between its processes. */
export const preciseNow = () => performance.timeOrigin + performance.now();

const TURN_MS = 1;

if (import.meta.main) {
  const [mqttUrl = '', ...numbers] = process.argv.slice(2);
  const [slots = 1, perSecond = 1, seconds = 1] = numbers.map(Number);
  const sensors = await connectAsync(mqttUrl, { keepalive: 60 });
  const total = perSecond * seconds;
  const sentAt: number[] = [];
  const started = performance.now();
  while (sentAt.length < total) {
    const due = Math.min(total, ((performance.now() - started) / 1_000) * perSecond);
    while (sentAt.length < due) {
      const slot = sentAt.length % slots;
      const isOccupied = Math.floor(sentAt.length / slots) % 2 === 0;
      sentAt.push(preciseNow());
      sensors.publish(presenceTopic('bench', `s${slot}`), isOccupied ? '1' : '0', { qos: 1 });
    }
    await new Promise((resolve) => setTimeout(resolve, TURN_MS));
  }
  await sensors.endAsync();
  process.send?.(sentAt, () => process.exit(0));
}
