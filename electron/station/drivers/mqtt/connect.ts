import { randomBytes } from 'node:crypto';
import { Socket } from 'node:net';
import mqtt, { type MqttClient } from 'mqtt';
import type { Log } from '../../ports/log.ts';
import { type Backoff, type BackoffLimits, createBackoff } from '../backoff.ts';
import { sentenceOf } from '../fault-sentence.ts';
import type { MqttLink } from '../mqtt-link.ts';
import { limitLog, type RateLimitedLog } from '../rate-limited-log.ts';
import { brokerFault } from './broker-fault.ts';
import type { BrokerTrust } from './broker-trust.ts';
import { covers } from './filter.ts';
import { watchLink } from './link-watch.ts';
import { createSubscriptions, type Message, type Receive } from './subscriptions.ts';

/** How long a publish waits for the broker's acknowledgement. */
export const MQTT_PUBLISH_TIMEOUT_MS = 5_000;
/** Publishes that wait for their acknowledgement at one time; more are refused at once. */
export const MQTT_PUBLISHES_IN_FLIGHT_MAX = 1_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** What the broker is told; who watches whether it lives is `link-watch.ts`. */
const KEEPALIVE_SECONDS = 30;
/** Subscriptions made together go to the broker together. */
const SUBSCRIBE_BATCH_MS = 10;
const RECONNECT: BackoffLimits = { firstMs: 250, capMs: 10_000 };

export interface MqttOptions {
  /** Such as `mqtt://127.0.0.1:1883`; or `host` and `port`. */
  readonly url?: string;
  readonly host?: string;
  readonly port?: number;
  readonly username?: string;
  readonly password?: string;
  /** How a broker over TLS is known. Absent: by the authorities that Node knows. */
  readonly trust?: BrokerTrust;
  readonly log: Log;
  readonly reconnect?: BackoffLimits;
  /** How often the broker is asked whether it lives; 0 never. */
  readonly keepaliveSeconds?: number;
}

export interface MqttConnection extends MqttLink {
  /** Without whatever stands in it for a user and password. */
  readonly url: string;
  readonly fault: string | null;
  /** Whether any device of the station listens to a topic. */
  hears(topic: string): boolean;
  /** Closes the connection for good; publishes that wait are rejected. */
  stop(): Promise<void>;
}

/**
 * The station's connection to its broker. Resolves after the first attempt, reached or not, so that a
 * station starts while its broker is down; then goes on trying with bounded back-off until `stop`.
 */
export async function connectMqtt(options: MqttOptions): Promise<MqttConnection> {
  const connection = new Connection(options);
  await connection.firstAttempt;
  return connection;
}

class Connection implements MqttConnection {
  readonly url: string;
  readonly #address: string;
  readonly firstAttempt: Promise<void>;
  readonly #options: MqttOptions;
  readonly #log: Log;
  readonly #quiet: RateLimitedLog;
  readonly #backoff: Backoff;
  readonly #clientId = `gatehouse-station-${randomBytes(9).toString('hex')}`;
  readonly #subscriptions = createSubscriptions();
  readonly #watchers = new Set<(connected: boolean) => void>();
  /** Ends a publish that waits for its acknowledgement. */
  readonly #waiting = new Set<(error: Error) => void>();
  readonly #attempted = Promise.withResolvers<void>();
  /** Subscribed since the broker was last asked. */
  #pending = new Set<string>();
  /** What the broker was asked for on this connection. */
  #asked = new Set<string>();
  #client: MqttClient | null = null;
  #connected = false;
  #fault: string | null = null;
  /** What the watchers were told of last, while it was not reached. */
  #toldFault: string | null = null;
  #stopped = false;
  #retryTimer: NodeJS.Timeout | undefined;
  #subscribeTimer: NodeJS.Timeout | undefined;

  constructor(options: MqttOptions) {
    this.#address = options.url ?? `mqtt://${options.host ?? '127.0.0.1'}:${options.port ?? 1883}`;
    this.url = withoutSecret(this.#address);
    this.firstAttempt = this.#attempted.promise;
    this.#options = options;
    this.#log = options.log.child({ broker: this.url });
    this.#quiet = limitLog(this.#log, Date.now);
    this.#backoff = createBackoff(options.reconnect ?? RECONNECT);
    this.#open();
  }

  get connected(): boolean {
    return this.#connected;
  }

  get fault(): string | null {
    return this.#fault;
  }

  subscribe(filter: string, receive: Receive): () => void {
    const end = this.#subscriptions.add(filter, receive);
    this.#pending.add(filter);
    this.#scheduleSubscribe();
    return () => {
      end();
      if (!this.#stopped) this.#scheduleSubscribe();
    };
  }

  hears(topic: string): boolean {
    return this.#subscriptions.hears(topic);
  }

  onConnection(changed: (connected: boolean) => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  publish(topic: string, payload: string, how?: { readonly retain?: boolean }): Promise<void> {
    const client = this.#client;
    if (!client || !this.#connected) {
      return Promise.reject(new Error('The MQTT broker is not reached.'));
    }
    if (this.#waiting.size >= MQTT_PUBLISHES_IN_FLIGHT_MAX) {
      return Promise.reject(new Error('Too many MQTT messages wait for the broker.'));
    }
    return new Promise((resolve, reject) => {
      const finish = (error: Error | null): void => {
        clearTimeout(timer);
        this.#waiting.delete(finish);
        if (error) reject(error);
        else resolve();
      };
      const timer = setTimeout(() => {
        finish(new Error(`The MQTT broker did not answer within ${MQTT_PUBLISH_TIMEOUT_MS} ms.`));
      }, MQTT_PUBLISH_TIMEOUT_MS);
      this.#waiting.add(finish);
      const options = { qos: 1, retain: how?.retain ?? false } as const;
      client.publish(topic, payload, options, (error) => finish(error ?? null));
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#subscribeTimer);
    const last = this.#client;
    this.#client = null;
    this.#connected = false;
    for (const reject of [...this.#waiting]) reject(new Error('The station stops.'));
    if (last) await last.endAsync(!last.connected);
  }

  /** A fresh client for each attempt: nothing half-sent is carried over to the next connection. */
  #open(): void {
    const { username, password, trust, keepaliveSeconds = KEEPALIVE_SECONDS } = this.#options;
    const client = mqtt.connect(this.#address, {
      ...trust,
      clientId: this.#clientId,
      clean: true,
      reconnectPeriod: 0,
      resubscribe: false,
      keepalive: keepaliveSeconds,
      connectTimeout: CONNECT_TIMEOUT_MS,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
    });
    this.#client = client;
    let isBeforeTls = /^(mqtts|ssl|wss):/.test(this.#address);
    client.stream.once('secureConnect', () => {
      isBeforeTls = false;
    });
    client.on('connect', () => {
      // An order to a gate is a small packet that must not wait for the acknowledgement of the one before.
      if (client.stream instanceof Socket) client.stream.setNoDelay(true);
      if (keepaliveSeconds > 0) this.#watch(client);
      this.#up();
    });
    client.on('message', (topic, payload, { retain }) => {
      this.#receive({ topic, payload, retained: retain });
    });
    client.on('error', (error) => {
      this.#fault = brokerFault(error, isBeforeTls);
      const why = this.#fault ?? sentenceOf(error);
      this.#quiet.warn(`error ${why}`, { error: why }, 'MQTT broker');
    });
    client.once('close', () => {
      client.end(true);
      if (this.#client === client) this.#down();
    });
  }

  #watch(client: MqttClient): void {
    const gone = (): void => {
      this.#quiet.warn('silent', {}, 'the MQTT broker went silent');
      client.stream.destroy();
    };
    const watch = watchLink(() => client.sendPing(), gone);
    client.on('packetreceive', () => watch.heard());
    client.once('close', () => watch.stop());
  }

  #up(): void {
    this.#backoff.reset();
    this.#asked = new Set();
    this.#pending = new Set();
    this.#connected = true;
    this.#fault = null;
    this.#toldFault = null;
    this.#log.info({}, 'MQTT broker reached');
    this.#ask(this.#subscriptions.wanted());
    this.#attempted.resolve();
    for (const watcher of [...this.#watchers]) watcher(true);
  }

  #down(): void {
    this.#client = null;
    this.#attempted.resolve();
    if (this.#connected) {
      this.#connected = false;
      this.#log.warn({}, 'MQTT broker lost');
      for (const reject of [...this.#waiting]) reject(new Error('The MQTT broker was lost.'));
      this.#tell();
    } else if (this.#fault !== this.#toldFault) this.#tell();
    if (!this.#stopped) this.#retryTimer = setTimeout(() => this.#open(), this.#backoff.nextMs());
  }

  #tell(): void {
    this.#toldFault = this.#fault;
    for (const watcher of [...this.#watchers]) watcher(false);
  }

  /** However large: it has been read already, and only its driver can count it under a device's name. */
  #receive(message: Message): void {
    this.#subscriptions.dispatch(message, (error) => {
      this.#log.error({ error: sentenceOf(error) }, 'a receiver of MQTT messages failed');
    });
  }

  #scheduleSubscribe(): void {
    clearTimeout(this.#subscribeTimer);
    this.#subscribeTimer = setTimeout(() => this.#subscribeNow(), SUBSCRIBE_BATCH_MS);
  }

  /** Asks for what is new (again, where a wider filter brings it: retained messages must come). */
  #subscribeNow(): void {
    const client = this.#client;
    if (!client || !this.#connected) return;
    const wanted = this.#subscriptions.wanted();
    const pending = [...this.#pending];
    this.#pending = new Set();
    const wantedSet = new Set(wanted);
    const gone = [...this.#asked].filter((filter) => !wantedSet.has(filter));
    if (gone.length > 0) {
      for (const filter of gone) this.#asked.delete(filter);
      client.unsubscribe(gone, (error) => {
        if (error) this.#log.debug({ error: error.message }, 'MQTT unsubscribe not acknowledged');
      });
    }
    this.#ask(
      wanted.filter(
        (filter) => !this.#asked.has(filter) || pending.some((narrow) => covers(filter, narrow)),
      ),
    );
  }

  #ask(filters: readonly string[]): void {
    if (filters.length === 0 || !this.#client) return;
    for (const filter of filters) this.#asked.add(filter);
    this.#client.subscribe([...filters], { qos: 1 }, (error, granted) => {
      const refused = granted?.filter((grant) => grant.qos === 128).map((grant) => grant.topic);
      if (error || refused?.length) {
        this.#log.warn({ refused, error: error?.message }, 'MQTT subscribe refused');
      }
    });
  }
}

/** An address fit for a log line: whatever stands for a user and password is left out. */
function withoutSecret(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//');
}
