import type { Driver, DriverContext, FieldOutput, StartDriver } from '../driver.ts';
import { type BarrierDevice, decodeInputs, inputRange } from './codec.ts';
import { type Master, openMaster } from './master.ts';
import { type Coils, createCoils } from './orders.ts';
import { initialWatch, stepWatch, type WatchInput } from './watch.ts';

/** However slowly a lot file lets it poll: a dead barrier must show within 5 s. */
const POLL_MAX_MS = 1_000;
const REPLY_TIMEOUT_MAX_MS = 700;
/** After a missed poll the next one comes sooner. */
const POLL_AFTER_MISS_MAX_MS = 100;
/** Orders that wait for the line; more are refused. */
export const ORDERS_MAX = 16;
/** An order that waited longer is refused unexecuted: its vehicle may have gone. */
export const ORDER_WAIT_MAX_MS = 2_000;

interface PendingOrder {
  readonly kind: 'vend' | 'hold' | 'close';
  readonly since: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** A barrier controller on a Modbus RTU line: polled for its inputs, commanded by its coils. */
export const start: StartDriver<'barrier-modbus-rtu'> = async (context) => new Barrier(context);

class Barrier implements Driver {
  readonly #context: DriverContext<BarrierDevice>;
  readonly #device: BarrierDevice;
  readonly #range: { readonly address: number; readonly count: number };
  readonly #master: Master;
  readonly #coils: Coils;
  readonly #orders: PendingOrder[] = [];
  readonly #running: Promise<void>;
  #watch = initialWatch;
  #stopped = false;
  #wake: () => void = () => undefined;

  constructor(context: DriverContext<BarrierDevice>) {
    this.#context = context;
    this.#device = context.device;
    this.#range = inputRange(this.#device.inputs);
    const { serial, unit, replyTimeoutMs } = this.#device;
    const timeoutMs = Math.min(replyTimeoutMs, REPLY_TIMEOUT_MAX_MS);
    const events = {
      onOpen: () => this.#wake(),
      onDown: (sentence: string) => this.#step({ kind: 'line-down', sentence }),
      onGarbage: (bytes: number) =>
        context.drop('line-garbage', `${bytes} bytes of no valid reply`),
    };
    this.#master = openMaster(serial, unit, timeoutMs, events, context.tap);
    this.#coils = createCoils(this.#device, this.#master, () => performance.now());
    this.#running = this.#run();
  }

  perform(output: FieldOutput): Promise<void> {
    if (output.kind !== 'vend' && output.kind !== 'hold' && output.kind !== 'close')
      return Promise.resolve();
    if (output.laneId !== this.#device.laneId) return Promise.resolve();
    // An order is never kept for later: a gate must not open minutes after it was asked to.
    if (this.#watch.status !== 'online') return Promise.reject(new Error('It is offline.'));
    if (this.#orders.length >= ORDERS_MAX)
      return Promise.reject(new Error('It has too many orders waiting.'));
    return new Promise((resolve, reject) => {
      this.#orders.push({ kind: output.kind, since: performance.now(), resolve, reject });
      this.#wake();
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#running;
    await this.#master.stop();
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const order = this.#orders.shift();
      if (order) {
        await this.#execute(order);
        continue;
      }
      if (this.#master.isOpen) await this.#poll();
      if (this.#watch.status === 'online') await this.#coils.release();
      if (!this.#stopped && this.#orders.length === 0) await this.#rest();
    }
    for (const order of this.#orders.splice(0)) order.reject(new Error('The station stops.'));
    if (this.#watch.status === 'online' && this.#coils.nextReleaseAt() !== null) {
      this.#coils.releaseAllSoon();
      await this.#coils.release();
    }
  }

  async #execute(order: PendingOrder): Promise<void> {
    if (performance.now() - order.since > ORDER_WAIT_MAX_MS) {
      order.reject(new Error('It was too busy; the order was not carried out.'));
      return;
    }
    await this.#coils.run(order.kind).then(order.resolve, order.reject);
  }

  async #poll(): Promise<void> {
    const answer = await this.#master.readInputs(this.#range.address, this.#range.count);
    // A line that was lost meanwhile has said so itself.
    if (this.#stopped || (answer.kind === 'no-reply' && !this.#master.isOpen)) return;
    switch (answer.kind) {
      case 'ok':
        this.#master.settled();
        this.#step({ kind: 'reading', reading: decodeInputs(this.#device.inputs, answer.value) });
        return;
      case 'exception':
        this.#context.drop('malformed', answer.sentence);
        this.#step(answer);
        return;
      case 'no-reply':
        this.#step(answer);
    }
  }

  #step(input: WatchInput): void {
    const { laneId, serial } = this.#device;
    const wasOnline = this.#watch.status === 'online';
    const { state, emits, reopen } = stepWatch(this.#watch, input, { laneId, path: serial.path });
    this.#watch = state;
    // A run that was cut off may have left an impulse standing.
    if (!wasOnline && state.status === 'online') this.#coils.releaseAllSoon();
    for (const emit of emits) this.#context.emit(emit);
    if (reopen) this.#master.reopen();
  }

  /** Until the next poll, the end of an impulse, an order, or the opening of the line. */
  async #rest(): Promise<void> {
    const pollMs = Math.min(this.#device.pollMs, POLL_MAX_MS);
    const missing = this.#watch.missed > 0;
    const waitMs = missing ? Math.min(pollMs, POLL_AFTER_MISS_MAX_MS) : pollMs;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
  }
}
