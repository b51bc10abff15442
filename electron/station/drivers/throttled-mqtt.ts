import type { Instant } from '#domain/kernel/instant.ts';
import { type FlowLimits, newFlow, refill, take as takeFrom } from './flow.ts';
import { DEVICE_PAYLOAD_MAX_BYTES } from './mqtt-device.ts';
import type { MqttLink } from './mqtt-link.ts';

/** Topics of one device whose newest message may wait, and their bytes together. */
const HELD_MAX_TOPICS = 10_000;
const HELD_MAX_BYTES = 4 * 1_024 * 1_024;
/** What waits is handed on in steps of so much. */
const HAND_ON_EVERY_MS = 100;

type Receive = Parameters<MqttLink['subscribe']>[1];

interface Held {
  readonly topic: string;
  payload: Buffer;
  readonly receive: Receive;
}

export interface ThrottleOptions {
  readonly limits: FlowLimits;
  readonly now: () => Instant;
  /** A message was left out for a newer one of its topic, or for want of room. */
  readonly leftOut: () => void;
  /** What a receiver threw for a message that had waited. */
  readonly failed: (error: unknown) => void;
}

export interface ThrottledMqtt extends MqttLink {
  stop(): void;
}

/**
 * The broker as one device's driver uses it. A device that sends more than its limits has the newest
 * message of each topic wait and the others left out: what it said last is always heard, and reading it
 * costs no more than the limits. What the broker kept is not counted, since it comes only when asked for.
 */
export function throttledMqtt(mqtt: MqttLink, options: ThrottleOptions): ThrottledMqtt {
  const { limits, now, leftOut, failed } = options;
  const held = new Map<string, Held>();
  let heldBytes = 0;
  let flow = newFlow(limits, now());
  let timer: NodeJS.Timeout | undefined;
  let subscriptions = 0;

  function take(key: string, message: Held): void {
    // What a driver will not look at needs no place to wait.
    if (message.payload.length > DEVICE_PAYLOAD_MAX_BYTES) {
      hand(message);
      return;
    }
    const next = held.size === 0 ? takeFrom(flow, limits, now()) : null;
    if (next !== null) {
      flow = next;
      hand(message);
      return;
    }
    hold(key, message);
    timer ??= setTimeout(handOn, HAND_ON_EVERY_MS);
  }

  function hold(key: string, message: Held): void {
    const before = held.get(key);
    const bytes = heldBytes + message.payload.length - (before?.payload.length ?? 0);
    const isRoom = bytes <= HELD_MAX_BYTES && (before !== undefined || held.size < HELD_MAX_TOPICS);
    if (before !== undefined || !isRoom) leftOut();
    if (!isRoom) return;
    heldBytes = bytes;
    // A copy: the message is a part of what was read from the socket, which may be far larger.
    const payload = Buffer.from(message.payload);
    if (before === undefined) held.set(key, { ...message, payload });
    else before.payload = payload;
  }

  function handOn(): void {
    timer = undefined;
    flow = refill(flow, limits, now());
    for (const [key, message] of held) {
      const next = takeFrom(flow, limits, flow.at);
      if (next === null) break;
      flow = next;
      drop(key, message);
      try {
        hand(message);
      } catch (error) {
        // Of a message that comes straight through the link itself hears it.
        failed(error);
      }
    }
    if (held.size > 0) timer = setTimeout(handOn, HAND_ON_EVERY_MS);
  }

  function drop(key: string, { payload }: Held): void {
    held.delete(key);
    heldBytes -= payload.length;
  }

  /** What was said before the connection was lost is no news of after it. */
  function forget(): void {
    for (const [key, message] of held) {
      drop(key, message);
      leftOut();
    }
  }

  const endWatch = mqtt.onConnection((connected) => {
    if (!connected) forget();
  });

  return {
    get connected() {
      return mqtt.connected;
    },
    get fault() {
      return mqtt.fault ?? null;
    },
    onConnection: (changed) => mqtt.onConnection(changed),
    publish: (topic, payload, how) => mqtt.publish(topic, payload, how),
    subscribe(filter, receive) {
      subscriptions += 1;
      const head = `${subscriptions} `;
      const end = mqtt.subscribe(filter, (topic, payload, retained) => {
        if (retained) receive(topic, payload, retained);
        else take(head + topic, { topic, payload, receive });
      });
      return () => {
        end();
        for (const [key, message] of held) if (key.startsWith(head)) drop(key, message);
      };
    },
    stop() {
      clearTimeout(timer);
      endWatch();
      held.clear();
    },
  };
}

function hand({ topic, payload, receive }: Held): void {
  receive(topic, payload, false);
}
