/**
 * Slot sensors in a process of their own: they publish at an even rate, over several connections, mostly
 * what they have said before and now and then a change. Arguments: the broker's address, slots, messages
 * a second, seed. On `stop` every slot's state is said once more, and the parent is told all of it.
 */
import { connectAsync, type MqttClient } from 'mqtt';
import { seededRandom } from '#domain/kernel/seeded-random.ts';
import { presenceTopic } from '#station/drivers/topics.ts';
import { LOT_ID } from './soak-lot.ts';

export interface LoadDone {
  /** Messages that left, the last round included. */
  readonly sent: number;
  readonly changes: number;
  /** Messages that could not leave, because the broker was away. */
  readonly unsent: number;
  /** Slot by slot, whether it is occupied now. */
  readonly occupied: readonly boolean[];
}

const CONNECTIONS = 8;
const TURN_MS = 2;
/** A sensor that changes its mind earlier would be damped, and nobody could say what holds. */
const CHANGE_AT_MOST_EVERY_MS = 3_000;
const CHANGE_SHARE = 0.04;
/** What a stall of this process may make it send at once. */
const TURN_MAX_MESSAGES = 500;

if (import.meta.main) {
  const [url = '', ...numbers] = process.argv.slice(2);
  const [slots = 1, perSecond = 1, seed = 1] = numbers.map(Number);
  const done = await run(url, slots, perSecond, seed);
  process.send?.(done, () => process.exit(0));
}

async function run(url: string, slots: number, perSecond: number, seed: number): Promise<LoadDone> {
  const random = seededRandom(seed);
  const clients: MqttClient[] = [];
  for (let n = 0; n < CONNECTIONS; n += 1) {
    const client = await connectAsync(url, { reconnectPeriod: 200, queueQoSZero: false });
    client.on('error', () => undefined);
    clients.push(client);
  }
  const occupied = Array.from({ length: slots }, () => false);
  const changedAt = new Float64Array(slots).fill(Number.NEGATIVE_INFINITY);
  let isStopped = false;
  process.on('message', () => {
    isStopped = true;
  });
  process.send?.('ready');
  let [sent, unsent, changes, due] = [0, 0, 0, 0];
  let last = performance.now();
  while (!isStopped) {
    const now = performance.now();
    due = Math.min(TURN_MAX_MESSAGES, due + ((now - last) / 1_000) * perSecond);
    last = now;
    for (; due >= 1; due -= 1) {
      const slot = (sent + unsent) % slots;
      if (now - (changedAt[slot] ?? 0) > CHANGE_AT_MOST_EVERY_MS && random() < CHANGE_SHARE) {
        occupied[slot] = !occupied[slot];
        changedAt[slot] = now;
        changes += 1;
      }
      const client = clients[slot % CONNECTIONS];
      if (client?.connected !== true) {
        unsent += 1;
        continue;
      }
      client.publish(presenceTopic(LOT_ID, `s${slot}`), occupied[slot] ? '1' : '0', { qos: 0 });
      sent += 1;
    }
    await new Promise((resolve) => setTimeout(resolve, TURN_MS));
  }
  const said = occupied.map((isOccupied, slot) =>
    clients[slot % CONNECTIONS]?.publishAsync(
      presenceTopic(LOT_ID, `s${slot}`),
      isOccupied ? '1' : '0',
      { qos: 1 },
    ),
  );
  await Promise.all(said);
  for (const client of clients) await client.endAsync();
  return { sent: sent + slots, changes, unsent, occupied };
}
