import { type ModbusBarrier, wiringOf } from '#domain/facility/device/barrier-modbus.ts';
import type { BarrierWiring } from '#domain/facility/device/barrier-profiles.ts';
import type { Driver, DriverContext, FieldOutput } from '../driver.ts';
import { type BusMember, type BusOptions, lineName } from './bus.ts';
import { type Coils, createCoils } from './orders.ts';
import { decodeInputs, type ReadRange, readRange } from './reading.ts';
import { joinBus } from './shared-buses.ts';
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

/** How often the line's pace is told at the most. */
const PACE_EVERY_MS = 5_000;

/** A barrier behind Modbus coils and inputs: polled for its inputs, commanded by its coils. */
export async function startBarrier(
  context: DriverContext<ModbusBarrier>,
  bus: BusOptions,
): Promise<Driver> {
  const barrier = new Barrier(context, lineName(bus.address));
  await barrier.start(bus);
  return barrier;
}

class Barrier implements Driver {
  readonly #context: DriverContext<ModbusBarrier>;
  readonly #device: ModbusBarrier;
  readonly #lineName: string;
  readonly #wiring: BarrierWiring;
  readonly #range: ReadRange;
  readonly #orders: PendingOrder[] = [];
  #member: BusMember | null = null;
  #coils: Coils | null = null;
  #running: Promise<void> = Promise.resolve();
  #watch = initialWatch;
  #paceToldAt = 0;
  #stopped = false;
  #wake: () => void = () => undefined;

  constructor(context: DriverContext<ModbusBarrier>, line: string) {
    this.#context = context;
    this.#device = context.device;
    this.#lineName = line;
    this.#wiring = wiringOf(this.#device);
    this.#range = readRange(this.#wiring);
  }

  async start(bus: BusOptions): Promise<void> {
    const { unit, replyTimeoutMs } = this.#device;
    const member = await joinBus(bus, {
      unit,
      replyTimeoutMs: Math.min(replyTimeoutMs, REPLY_TIMEOUT_MAX_MS),
      tap: this.#context.tap,
      onOpen: () => this.#wake(),
      onDown: (sentence) => this.#step({ kind: 'line-down', sentence }),
      onGarbage: (bytes) => this.#context.drop('line-garbage', `${bytes} bytes of no valid reply`),
    });
    this.#member = member;
    const coils = createCoils(this.#wiring, member, () => performance.now());
    this.#coils = coils;
    this.#running = this.#run(member, coils);
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
    await this.#member?.leave();
  }

  async #run(member: BusMember, coils: Coils): Promise<void> {
    while (!this.#stopped) {
      const order = this.#orders.shift();
      if (order) {
        await execute(order, coils);
        continue;
      }
      if (member.isOpen) await this.#poll(member);
      if (this.#watch.status === 'online') await coils.release();
      if (!this.#stopped && this.#orders.length === 0) await this.#rest(coils);
    }
    for (const order of this.#orders.splice(0)) order.reject(new Error('The station stops.'));
    if (this.#watch.status === 'online' && coils.nextReleaseAt() !== null) {
      coils.releaseAllSoon();
      await coils.release();
    }
  }

  async #poll(member: BusMember): Promise<void> {
    const { table, address, count } = this.#range;
    const answer = await member.readBits(table, address, count);
    // A line that was lost meanwhile has said so itself.
    if (this.#stopped || (answer.kind === 'no-reply' && !member.isOpen)) return;
    switch (answer.kind) {
      case 'ok':
        this.#step({ kind: 'reading', reading: decodeInputs(this.#wiring, answer.value) });
        this.#tellPace(member);
        return;
      case 'exception':
        this.#context.drop('malformed', answer.sentence);
        this.#step(answer);
        return;
      case 'no-reply':
        this.#step(answer);
    }
  }

  #tellPace(member: BusMember): void {
    const now = performance.now();
    const pace = member.pace.read();
    if (pace === null || now - this.#paceToldAt < PACE_EVERY_MS) return;
    this.#paceToldAt = now;
    this.#context.emit({ kind: 'line', ...pace });
  }

  #step(input: WatchInput): void {
    const { laneId, unit } = this.#device;
    const wasOnline = this.#watch.status === 'online';
    const where = { laneId, path: this.#lineName, unit };
    const { state, emits, reopen } = stepWatch(this.#watch, input, where);
    this.#watch = state;
    // A run that was cut off may have left an impulse standing.
    if (!wasOnline && state.status === 'online') this.#coils?.releaseAllSoon();
    for (const emit of emits) this.#context.emit(emit);
    if (reopen) this.#member?.reopen();
  }

  /** Until the next poll, the end of an impulse, an order, or the opening of the line. */
  async #rest(coils: Coils): Promise<void> {
    const pollMs = Math.min(this.#device.pollMs, POLL_MAX_MS);
    const missing = this.#watch.missed > 0;
    const waitMs = missing ? Math.min(pollMs, POLL_AFTER_MISS_MAX_MS) : pollMs;
    const releaseAt = this.#watch.status === 'online' ? coils.nextReleaseAt() : null;
    const toReleaseMs = releaseAt === null ? waitMs : Math.max(0, releaseAt - performance.now());
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.min(waitMs, toReleaseMs));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
  }
}

async function execute(order: PendingOrder, coils: Coils): Promise<void> {
  if (performance.now() - order.since > ORDER_WAIT_MAX_MS) {
    order.reject(new Error('It was too busy; the order was not carried out.'));
    return;
  }
  await coils.run(order.kind).then(order.resolve, order.reject);
}
