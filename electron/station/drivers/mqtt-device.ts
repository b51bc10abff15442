import { z } from 'zod';
import type { DeviceStatus } from '#domain/lot/words.ts';
import { DEVICE_STATUSES } from '#domain/lot/words.ts';
import type { DriverContext } from './driver.ts';
import { sentenceOf } from './fault-sentence.ts';
import type { MqttLink } from './mqtt-link.ts';
import { initialMqttStatus, type MqttStatusInput, stepMqttStatus } from './mqtt-status.ts';
import { statusTopic } from './topics.ts';

/** The largest message that a driver looks at. */
export const DEVICE_PAYLOAD_MAX_BYTES = 64 * 1_024;
/** The same where it may hold a picture; the embedded broker takes a little more. */
export const PICTURE_PAYLOAD_MAX_BYTES = 280 * 1_024;
/** How long after the broker is reached a device may take to say its status. */
export const STATUS_GRACE_MS = 3_000;

const FIRMWARE_MAX_CHARS = 60;
const statusSchema = z.object({
  status: z.enum(DEVICE_STATUSES),
  detail: z.string().optional(),
  firmware: z.string().optional(),
});

type Take = Parameters<MqttLink['subscribe']>[1];

export interface MqttDevice {
  /**
   * Hands on the messages of a topic that pass the size limit; the others are counted drops. Returns what
   * ends it before the device stops.
   */
  receive(filter: string, take: Take, maxBytes?: number): () => void;
  /** The device sent data of its own, now. */
  spoke(): void;
  /** A status that came by another way than the device's status topic. */
  said(status: DeviceStatus, detail: string): void;
  stop(): void;
}

/** What every MQTT driver does: status by last will, size limit, unsubscribing at the end. */
export function openMqttDevice(context: DriverContext): MqttDevice {
  const { device, lot, mqtt } = context;
  const ends: (() => void)[] = [];
  let state = initialMqttStatus;
  let grace: NodeJS.Timeout | undefined;

  function step(input: MqttStatusInput): void {
    const next = stepMqttStatus(state, input);
    state = next.state;
    if (next.report) context.emit({ kind: 'status', ...next.report });
  }

  function onConnection(connected: boolean): void {
    clearTimeout(grace);
    step(connected ? { kind: 'link-up' } : { kind: 'link-down', why: mqtt.fault ?? null });
    if (connected) grace = setTimeout(() => step({ kind: 'grace-over' }), STATUS_GRACE_MS);
  }

  function receive(
    filter: string,
    take: Take,
    maxBytes: number = DEVICE_PAYLOAD_MAX_BYTES,
  ): () => void {
    const end = mqtt.subscribe(filter, (topic, payload, retained) => {
      if (payload.length > maxBytes) {
        context.drop('oversized', `${payload.length} bytes, ${maxBytes} allowed`);
        return;
      }
      take(topic, payload, retained);
    });
    ends.push(end);
    return end;
  }

  ends.push(mqtt.onConnection(onConnection));
  onConnection(mqtt.connected);
  receive(statusTopic(lot.id, device.id), (_topic, payload) => {
    const status = parseStatus(payload.toString('utf8'));
    if (status) {
      const { firmware, ...said } = status;
      step({ kind: 'said', ...said });
      if (firmware !== undefined) context.emit({ kind: 'about', firmware });
    }
    // An empty payload is how a retained status is taken back.
    else if (payload.length > 0)
      context.drop('malformed', 'a status that is neither online nor offline');
  });

  return {
    receive,
    spoke: () => step({ kind: 'spoke' }),
    said: (status, detail) => step({ kind: 'said', status, detail }),
    stop() {
      clearTimeout(grace);
      for (const end of ends) end();
    },
  };
}

/** `online`, `"offline"`, or `{"status":"fault","detail":"…"}`; null for anything else. */
export function parseStatus(text: string): {
  readonly status: DeviceStatus;
  readonly detail: string;
  readonly firmware?: string;
} | null {
  const plain = text
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .toLowerCase();
  const word = DEVICE_STATUSES.find((status) => status === plain);
  if (word) return { status: word, detail: plainDetail(word) };
  const parsed = statusSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { status, detail, firmware } = parsed.data;
  return {
    status,
    detail: detail ? sentenceOf(detail) : plainDetail(status),
    ...(firmware ? { firmware: firmware.slice(0, FIRMWARE_MAX_CHARS) } : {}),
  };
}

function plainDetail(status: DeviceStatus): string {
  if (status === 'online') return '';
  return status === 'offline' ? 'It is off or lost its connection.' : 'It reports a fault.';
}

/** The value, or undefined for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the caller counts it as malformed.
    return undefined;
  }
}
