import { randomUUID } from 'node:crypto';
import type { VehicleClass } from '#domain/facility/kinds.ts';
import { tokenDigest } from '../lane-rights.ts';
import { connectMockMqtt, type MockMqtt, type MockMqttOptions } from '../mock-mqtt.ts';
import { parseJson } from '../mqtt-device.ts';
import { controllerTopic } from '../topics.ts';
import { type ControllerMemory, openMemory, parseRights } from './memory.ts';

/** An event that was not acknowledged is told again this often. */
const TELL_AGAIN_MS = 500;

export interface MockLaneControllerOptions extends MockMqttOptions {
  /** Where it keeps its count and its queue over a power cut. */
  readonly memoryPath?: string;
}

export interface MockLaneController extends Pick<MockMqtt, 'die' | 'revive' | 'stop'> {
  readonly rights: ControllerMemory['rights'];
  /** Events that are not acknowledged yet. */
  readonly waiting: number;
  /** The button is pressed: a ticket of the stock, or null when none is left. */
  enter(vehicle?: { readonly plate?: string; readonly vehicleClass?: VehicleClass }): string | null;
  /** A code is shown at the exit: whether it opens. */
  leave(token: string): boolean;
  /** The key switch. */
  open(): void;
  /** Sends these bytes as an event, whatever they are. */
  sendRaw(payload: string | Buffer): Promise<void>;
}

/**
 * Plays a lane controller. It decides by the rights that it holds, whether anybody hears it or not, and
 * tells its events one after the other, each until it is acknowledged.
 */
export async function startMockLaneController(
  options: MockLaneControllerOptions,
): Promise<MockLaneController> {
  const topic = (what: 'event' | 'ack' | 'rights') =>
    controllerTopic(options.lotId, options.deviceId, what);
  const memory = openMemory(options.memoryPath ?? null, randomUUID());
  const { held } = memory;
  const line = await connectMockMqtt(options);
  await line.subscribe(topic('rights'), (_topic, payload) => {
    held.rights = parseRights(payload) ?? held.rights;
    memory.save();
  });
  await line.subscribe(topic('ack'), (_topic, payload) => {
    const ack = parseJson(payload.toString('utf8')) as { epoch?: unknown; number?: unknown };
    const [first] = held.queue;
    if (ack?.epoch !== held.epoch || first === undefined || first.number !== ack.number) return;
    held.queue.shift();
    memory.save();
    tell();
  });
  const timer = setInterval(tell, TELL_AGAIN_MS);

  function tell(): void {
    const [first] = held.queue;
    if (first === undefined) return;
    line.publish(topic('event'), JSON.stringify({ epoch: held.epoch, ...first })).catch(() => {
      // Nobody hears it now; it is told again.
    });
  }

  function note(event: { readonly kind: string; readonly [more: string]: unknown }): void {
    held.number += 1;
    held.queue.push({ number: held.number, at: new Date().toISOString(), ...event });
    memory.save();
    if (held.queue.length === 1) tell();
  }

  return {
    get rights() {
      return held.rights;
    },
    get waiting() {
      return held.queue.length;
    },
    enter({ plate, vehicleClass = 'car' } = {}) {
      const token = held.rights?.stock.find((one) => !held.given.includes(one));
      if (token === undefined) return null;
      held.given.push(token);
      note({ kind: 'entered', token, vehicleClass, ...(plate === undefined ? {} : { plate }) });
      return token;
    },
    leave(token) {
      if (held.rights?.out.includes(tokenDigest(token)) !== true) return false;
      note({ kind: 'left', token });
      return true;
    },
    open: () => note({ kind: 'opened' }),
    sendRaw: (payload) => line.publish(topic('event'), payload),
    die: line.die,
    revive: line.revive,
    async stop() {
      clearInterval(timer);
      await line.stop();
    },
  };
}
