import mqtt, { type MqttClient } from 'mqtt';
import type { DeviceId, LotId } from '#domain/kernel/ids.ts';
import { compileFilter } from './mqtt/filter.ts';
import { statusTopic } from './topics.ts';

/** Half of the time that a broker waits before it speaks the last will of a silent device, twice. */
const MOCK_KEEPALIVE_SECONDS = 2;
const MOCK_RECONNECT_MS = 500;
/** What it says of itself when it comes up. */
const ONLINE = JSON.stringify({ status: 'online', firmware: 'simulated 1.0' });

/** The field's end of the broker: one device with its own connection and last will. */
export interface MockMqtt {
  publish(topic: string, payload: string | Buffer, retain?: boolean): Promise<void>;
  /** Calls `receive` for each message; survives reconnects. */
  subscribe(filter: string, receive: (topic: string, payload: Buffer) => void): Promise<void>;
  /** Power cut: the connection breaks without a farewell and stays away. */
  die(): Promise<void>;
  /** Power back. Does nothing while it lives. */
  revive(): Promise<void>;
  /** Says goodbye (`offline`, retained) and ends. */
  stop(): Promise<void>;
}

export interface MockMqttOptions {
  readonly url: string;
  readonly lotId: LotId;
  readonly deviceId: DeviceId;
  /** How the device says that it is there, where that is not the native way. */
  readonly lastWill?: {
    readonly topic: string;
    readonly online: string;
    readonly offline: string;
  };
}

/** Connects a played device and says `online`, retained. Waits for the broker. */
export async function connectMockMqtt(options: MockMqttOptions): Promise<MockMqtt> {
  const {
    topic: status,
    online,
    offline,
  } = options.lastWill ?? {
    topic: statusTopic(options.lotId, options.deviceId),
    online: ONLINE,
    offline: 'offline',
  };
  const subscriptions: [string, (topic: string, payload: Buffer) => void][] = [];
  let client: MqttClient | null = await open();

  async function open(): Promise<MqttClient> {
    const opened: MqttClient = await mqtt.connectAsync(options.url, {
      keepalive: MOCK_KEEPALIVE_SECONDS,
      reconnectPeriod: MOCK_RECONNECT_MS,
      will: { topic: status, payload: Buffer.from(offline), qos: 1, retain: true },
    });
    opened.on('error', () => {
      // A broker that is away is tried again every half second; the station reports the loss.
    });
    opened.on('connect', () => announce(opened));
    for (const [filter, receive] of subscriptions) await listen(opened, filter, receive);
    await opened.publishAsync(status, online, { qos: 1, retain: true });
    return opened;
  }

  /** After the library has reconnected by itself. */
  function announce(connected: MqttClient): void {
    connected.publish(status, online, { qos: 1, retain: true });
  }

  async function listen(
    on: MqttClient,
    filter: string,
    receive: (topic: string, payload: Buffer) => void,
  ): Promise<void> {
    const matches = compileFilter(filter);
    on.on('message', (topic, payload) => {
      if (matches(topic)) receive(topic, payload);
    });
    await on.subscribeAsync(filter, { qos: 1 });
  }

  async function die(): Promise<void> {
    const dying = client;
    client = null;
    if (!dying) return;
    dying.options.reconnectPeriod = 0;
    const closed = new Promise<void>((resolve) => dying.once('close', () => resolve()));
    dying.stream.destroy();
    await closed;
    await dying.endAsync(true);
  }

  return {
    async publish(topic, payload, retain = false) {
      if (!client) throw new Error(`The played device ${options.deviceId} is dead.`);
      await client.publishAsync(topic, payload, { qos: 1, retain });
    },
    async subscribe(filter, receive) {
      subscriptions.push([filter, receive]);
      if (client) await listen(client, filter, receive);
    },
    die,
    async revive() {
      client ??= await open();
    },
    async stop() {
      const ending = client;
      client = null;
      if (!ending) return;
      if (ending.connected) await ending.publishAsync(status, offline, { qos: 1, retain: true });
      await ending.endAsync(!ending.connected);
    },
  };
}
