import { randomBytes } from 'node:crypto';
import mqtt, { type MqttClient } from 'mqtt';
import type { Instant } from '#domain/kernel/instant.ts';
import type { Log } from '../../ports/log.ts';
import { sentenceOf } from '../fault-sentence.ts';
import type { BrokerTrust } from './broker-trust.ts';

/** Topics that are remembered; the one that was silent longest goes first. */
export const SCOUT_TOPICS_MAX = 500;
/** Of each topic's latest message so much is kept. */
export const SCOUT_SAMPLE_MAX_BYTES = 512;
const TOPIC_MAX_CHARS = 200;
/** So long after somebody asked last it goes home. */
const LOOKS_FOR_MS = 60_000;
const RECONNECT_MS = 5_000;

export interface SeenTopic {
  readonly topic: string;
  readonly count: number;
  readonly lastAt: Instant;
  readonly sample: string;
}

export interface ScoutOptions {
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  readonly trust?: BrokerTrust;
  readonly log: Log;
  readonly now: () => Instant;
  readonly looksForMs?: number;
}

/**
 * Looks at everything that passes the broker, over a connection of its own, while somebody looks for what
 * is not mapped yet. The station's own connection asks for what its devices need and nothing else.
 */
export class TopicScout {
  readonly #options: ScoutOptions;
  readonly #seen = new Map<string, SeenTopic>();
  #client: MqttClient | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ScoutOptions) {
    this.#options = options;
  }

  get isLooking(): boolean {
    return this.#client !== null;
  }

  /** What was seen so far, the latest first. Begins to look, or goes on for a while. */
  look(): readonly SeenTopic[] {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.stop(), this.#options.looksForMs ?? LOOKS_FOR_MS);
    this.#timer.unref();
    this.#client ??= this.#open();
    return [...this.#seen.values()].sort((a, b) => b.lastAt - a.lastAt);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = null;
    this.#seen.clear();
    await client?.endAsync(true);
  }

  #open(): MqttClient {
    const { url, username, password, trust, log } = this.#options;
    const client = mqtt.connect(url, {
      clientId: `gatehouse-scout-${randomBytes(9).toString('hex')}`,
      clean: true,
      ...trust,
      reconnectPeriod: RECONNECT_MS,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
    });
    client.on('error', (error) => log.debug({ error: sentenceOf(error) }, 'topic scout'));
    client.on('message', (topic, payload) => this.#take(topic, payload));
    client.on('connect', () => {
      client.subscribe('#', { qos: 0 });
    });
    return client;
  }

  #take(topic: string, payload: Buffer): void {
    // A retained message that is taken back says nothing, and nobody maps a name that long.
    if (payload.length === 0 || topic.length > TOPIC_MAX_CHARS) return;
    const count = (this.#seen.get(topic)?.count ?? 0) + 1;
    const sample = payload.subarray(0, SCOUT_SAMPLE_MAX_BYTES).toString('utf8');
    this.#seen.delete(topic);
    this.#seen.set(topic, { topic, count, lastAt: this.#options.now(), sample });
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > SCOUT_TOPICS_MAX && oldest !== undefined) this.#seen.delete(oldest);
  }
}
