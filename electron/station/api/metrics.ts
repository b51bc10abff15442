import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { CommandOutcome } from '../runtime/lot-service.ts';

/** Seconds. A durable write takes a few milliseconds; a report over a busy day, a good part of one. */
const CALL_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const DEVICE_NAMES_MAX = 2_000;

/** How a command ended: by events, by a refusal, or not taken at all. */
/**
 * The station's figures for Prometheus, with those of the process (memory, CPU, event loop lag).
 * Labels are only words that the program or a lot file knows, never what a caller sent.
 */
export class StationMetrics {
  readonly #registry = new Registry();
  readonly #commands = new Counter({
    name: 'gatehouse_commands_total',
    help: 'Commands by type and by how they ended.',
    labelNames: ['type', 'outcome'],
    registers: [this.#registry],
  });
  readonly #drops = new Counter({
    name: 'gatehouse_field_drops_total',
    help: 'Device messages that were dropped, by device and reason.',
    labelNames: ['lot', 'device', 'reason'],
    registers: [this.#registry],
  });
  readonly #calls = new Histogram({
    name: 'gatehouse_api_call_seconds',
    help: 'API calls by procedure and answer, over all transports.',
    labelNames: ['procedure', 'status'],
    buckets: CALL_BUCKETS_S,
    registers: [this.#registry],
  });
  readonly #consoles = new Gauge({
    name: 'gatehouse_consoles',
    help: 'Consoles connected now, by transport.',
    labelNames: ['transport'],
    registers: [this.#registry],
  });

  readonly #names = new Set<string>();

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  /** The media type that goes with `text()`. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  command(type: string, outcome: CommandOutcome): void {
    this.#commands.inc({ type, outcome });
  }

  drop(lotId: string, deviceId: string, reason: string): void {
    this.#drops.inc({ lot: lotId, device: this.#boundedName(deviceId), reason });
  }

  call(procedure: string, status: number, seconds: number): void {
    this.#calls.observe({ procedure, status }, seconds);
  }

  consoles(transport: 'web-socket' | 'message-port', change: 1 | -1): void {
    this.#consoles.inc({ transport }, change);
  }

  /** Adds a figure that is read whenever somebody asks, such as the inbox depth of each lot. */
  gauge(
    name: `gatehouse_${string}`,
    help: string,
    read: () => Iterable<readonly [lotId: string, value: number]>,
  ): void {
    new Gauge({
      name,
      help,
      labelNames: ['lot'],
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const [lot, value] of read()) this.set({ lot }, value);
      },
    });
  }

  /** Unknown devices name themselves, so names beyond a bound are counted together. */
  #boundedName(deviceId: string): string {
    if (this.#names.has(deviceId)) return deviceId;
    if (this.#names.size >= DEVICE_NAMES_MAX) return 'other';
    this.#names.add(deviceId);
    return deviceId;
  }

  /** Everything, in Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
