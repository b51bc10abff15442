import { randomBytes } from 'node:crypto';
import mqtt, { type MqttClient } from 'mqtt';
import type { Log } from '../../ports/log.ts';
import { type BackoffLimits, createBackoff } from '../backoff.ts';
import { sentenceOf } from '../fault-sentence.ts';
import type { MqttLink } from '../mqtt-link.ts';
import { limitLog } from '../rate-limited-log.ts';
import { covers } from './filter.ts';
import { createSubscriptions } from './subscriptions.ts';

/** How long a publish waits for the broker's acknowledgement. */
export const MQTT_PUBLISH_TIMEOUT_MS = 5_000;
/** Publishes that wait for their acknowledgement at one time; more are refused at once. */
export const MQTT_PUBLISHES_IN_FLIGHT_MAX = 1_000;
/** The outer wall for one message; drivers have their own, lower one that names the device. */
export const MQTT_PAYLOAD_MAX_BYTES = 256 * 1_024;
const CONNECT_TIMEOUT_MS = 5_000;
/** Two missed pings end a connection whose other end went silent. */
const KEEPALIVE_SECONDS = 3;
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
  readonly log: Log;
  readonly maxPayloadBytes?: number;
  readonly reconnect?: BackoffLimits;
}

export interface MqttConnection extends MqttLink {
  readonly url: string;
  /** Messages over the outer wall, since the start. */
  readonly oversizedDrops: number;
  /** Closes the connection for good; publishes that wait are rejected. */
  stop(): Promise<void>;
}

/**
 * The station's connection to its broker. Resolves after the first attempt, reached or not, so that a
 * station starts while its broker is down; then goes on trying with bounded back-off until `stop`.
 */
export async function connectMqtt(options: MqttOptions): Promise<MqttConnection> {
  const url = options.url ?? `mqtt://${options.host ?? '127.0.0.1'}:${options.port ?? 1883}`;
  const connection = createConnection(url, options);
  await connection.firstAttempt;
  return connection.link;
}

function createConnection(
  url: string,
  options: MqttOptions,
): { readonly link: MqttConnection; readonly firstAttempt: Promise<void> } {
  const { log } = options;
  const maxPayloadBytes = options.maxPayloadBytes ?? MQTT_PAYLOAD_MAX_BYTES;
  const quiet = limitLog(log, Date.now);
  const backoff = createBackoff(options.reconnect ?? RECONNECT);
  const subscriptions = createSubscriptions();
  const watchers = new Set<(connected: boolean) => void>();
  const waiting = new Set<(error: Error) => void>();
  const clientId = `gatehouse-station-${randomBytes(9).toString('hex')}`;
  const attempted = Promise.withResolvers<void>();
  let pendingFilters = new Set<string>();
  /** What the broker was asked for on this connection. */
  let asked = new Set<string>();
  let client: MqttClient | null = null;
  let connected = false;
  let stopped = false;
  let oversizedDrops = 0;
  let retryTimer: NodeJS.Timeout | undefined;
  let subscribeTimer: NodeJS.Timeout | undefined;

  function open(): void {
    // A fresh client for each attempt: nothing half-sent is carried over to the next connection.
    const opening = mqtt.connect(url, {
      clientId,
      clean: true,
      reconnectPeriod: 0,
      resubscribe: false,
      keepalive: KEEPALIVE_SECONDS,
      connectTimeout: CONNECT_TIMEOUT_MS,
      ...(options.username === undefined ? {} : { username: options.username }),
      ...(options.password === undefined ? {} : { password: options.password }),
    });
    client = opening;
    opening.on('connect', () => up());
    opening.on('message', receive);
    opening.on('error', (error) => {
      quiet.warn('error', { url: withoutSecret(url), error: sentenceOf(error) }, 'MQTT broker');
    });
    opening.once('close', () => {
      opening.end(true);
      if (client === opening) down();
    });
  }

  function up(): void {
    backoff.reset();
    asked = new Set();
    pendingFilters = new Set();
    connected = true;
    log.info({ url: withoutSecret(url) }, 'MQTT broker reached');
    ask(subscriptions.wanted());
    attempted.resolve();
    for (const watcher of [...watchers]) watcher(true);
  }

  function down(): void {
    client = null;
    attempted.resolve();
    if (connected) {
      connected = false;
      log.warn({ url: withoutSecret(url) }, 'MQTT broker lost');
      for (const reject of [...waiting]) reject(new Error('The MQTT broker was lost.'));
      for (const watcher of [...watchers]) watcher(false);
    }
    if (!stopped) retryTimer = setTimeout(open, backoff.nextMs());
  }

  function receive(topic: string, payload: Buffer): void {
    if (payload.length > maxPayloadBytes) {
      oversizedDrops += 1;
      const fields = { topic: topic.slice(0, 200), bytes: payload.length };
      quiet.warn('oversized', fields, 'oversized MQTT message dropped');
      return;
    }
    subscriptions.dispatch(topic, payload, receiverFailed);
  }

  function receiverFailed(error: unknown): void {
    log.error({ error: sentenceOf(error) }, 'a receiver of MQTT messages failed');
  }

  function ask(filters: readonly string[]): void {
    if (filters.length === 0 || !client || !connected) return;
    for (const filter of filters) asked.add(filter);
    client.subscribe([...filters], { qos: 1 }, (error, granted) => {
      const refused = granted?.filter((grant) => grant.qos === 128).map((grant) => grant.topic);
      if (error || refused?.length) {
        log.warn({ filters: refused ?? filters, error: error?.message }, 'MQTT subscribe refused');
      }
    });
  }

  /** Asks for what is new (again, where a wider filter brings it: retained messages must come). */
  function flushSubscriptions(): void {
    const wanted = subscriptions.wanted();
    const wantedSet = new Set(wanted);
    const pending = [...pendingFilters];
    pendingFilters = new Set();
    const news = wanted.filter(
      (filter) => !asked.has(filter) || pending.some((narrow) => covers(filter, narrow)),
    );
    const gone = [...asked].filter((filter) => !wantedSet.has(filter));
    if (gone.length > 0 && client && connected) {
      for (const filter of gone) asked.delete(filter);
      client.unsubscribe(gone, (error) => {
        if (error) log.debug({ error: error.message }, 'MQTT unsubscribe not acknowledged');
      });
    }
    ask(news);
  }

  function scheduleFlush(): void {
    clearTimeout(subscribeTimer);
    subscribeTimer = setTimeout(flushSubscriptions, SUBSCRIBE_BATCH_MS);
  }

  function publish(topic: string, payload: string, retain: boolean): Promise<void> {
    const target = client;
    if (!target || !connected) return Promise.reject(new Error('The MQTT broker is not reached.'));
    if (waiting.size >= MQTT_PUBLISHES_IN_FLIGHT_MAX) {
      return Promise.reject(new Error('Too many MQTT messages wait for the broker.'));
    }
    return new Promise((resolve, reject) => {
      const finish = (error: Error | null): void => {
        clearTimeout(timer);
        waiting.delete(finish);
        if (error) reject(error);
        else resolve();
      };
      const timer = setTimeout(() => {
        finish(new Error(`The MQTT broker did not answer within ${MQTT_PUBLISH_TIMEOUT_MS} ms.`));
      }, MQTT_PUBLISH_TIMEOUT_MS);
      waiting.add(finish);
      target.publish(topic, payload, { qos: 1, retain }, (error) => finish(error ?? null));
    });
  }

  async function stop(): Promise<void> {
    stopped = true;
    clearTimeout(retryTimer);
    clearTimeout(subscribeTimer);
    const last = client;
    client = null;
    connected = false;
    for (const reject of [...waiting]) reject(new Error('The station stops.'));
    if (last) await last.endAsync(!last.connected);
  }

  open();
  return {
    firstAttempt: attempted.promise,
    link: {
      url,
      get connected() {
        return connected;
      },
      get oversizedDrops() {
        return oversizedDrops;
      },
      subscribe(filter, receiver) {
        const end = subscriptions.add(filter, receiver);
        pendingFilters.add(filter);
        scheduleFlush();
        return () => {
          end();
          if (!stopped) scheduleFlush();
        };
      },
      publish: (topic, payload, how) => publish(topic, payload, how?.retain ?? false),
      onConnection(changed) {
        watchers.add(changed);
        return () => watchers.delete(changed);
      },
      stop,
    },
  };
}

/** An address fit for a log line: whatever stands for a user and password is left out. */
function withoutSecret(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//');
}
