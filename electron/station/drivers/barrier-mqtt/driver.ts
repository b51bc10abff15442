import { PULSE_OFFSET, relayWiring } from '#domain/facility/device/barrier-mqtt.ts';
import type { DeviceOf } from '#domain/facility/device-file.ts';
import { type BarrierEvents, newBarrierEvents } from '../barrier-events.ts';
import type { Driver, DriverContext, StartDriver } from '../driver.ts';
import { sentenceOf } from '../fault-sentence.ts';
import type { Answer } from '../modbus/bus.ts';
import { type Coils, createCoils } from '../modbus/orders.ts';
import { type MqttDevice, openMqttDevice } from '../mqtt-device.ts';
import type { RelayMake, RelayNames, RelayOrder, RelayWord } from './make.ts';
import { relayMakes } from './makes/index.ts';

/** Orders that wait for their answers; more are refused. */
const WAITING_MAX = 16;
/** An order that waited longer is refused unexecuted: its vehicle may have gone. */
const ORDER_WAIT_MAX_MS = 2_000;

type Device = DeviceOf<'barrier-mqtt'>;

interface Waiting {
  readonly isAnswer: (word: RelayWord) => boolean;
  readonly resolve: (answer: Answer<void>) => void;
}

/** A barrier behind a plain relay that speaks MQTT. */
export const start: StartDriver<'barrier-mqtt'> = async (context) => new RelayBarrier(context);

class RelayBarrier implements Driver {
  readonly #context: DriverContext<Device>;
  readonly #make: RelayMake;
  readonly #names: RelayNames;
  readonly #connection: MqttDevice;
  readonly #coils: Coils;
  readonly #events: BarrierEvents;
  readonly #waiting = new Set<Waiting>();
  /** How its relays stand, as far as it said. */
  readonly #relays = new Map<number, boolean>();
  #request = 0;
  /** Orders and the ends of impulses, one after the other. */
  #turn: Promise<void> = Promise.resolve();
  #inTurn = 0;
  #isOnline = false;
  #release: NodeJS.Timeout | undefined;

  constructor(context: DriverContext<Device>) {
    const { device, lot } = context;
    this.#context = context;
    this.#make = relayMakes[device.make];
    this.#names = {
      relay: device.topic,
      station: `gatehouse/${lot.id}/device/${device.id}/answers`,
    };
    const wiring = relayWiring(device, this.#make.endsPulses);
    this.#events = newBarrierEvents(wiring, device.laneId, context.emit);
    const member = { writeCoil: (at: number, value: boolean | number) => this.#write(at, value) };
    this.#coils = createCoils(wiring, member, () => performance.now());
    this.#connection = openMqttDevice({
      ...context,
      emit: (input) => {
        if (input.kind === 'status') this.#online(input.status === 'online');
        context.emit(input);
      },
    });
    for (const filter of this.#make.filters(this.#names))
      this.#connection.receive(filter, (topic, payload) => {
        for (const word of this.#make.decode(this.#names, topic, payload.toString('utf8')))
          this.#take(word);
      });
  }

  async perform(output: Parameters<Driver['perform']>[0]): Promise<void> {
    if (output.kind !== 'vend' && output.kind !== 'hold' && output.kind !== 'close') return;
    if (output.laneId !== this.#context.device.laneId) return;
    // An order is never kept for later: a gate must not open minutes after it was asked to.
    if (!this.#isOnline) throw new Error('It is offline.');
    if (this.#inTurn >= WAITING_MAX) throw new Error('It has too many orders waiting.');
    const { kind } = output;
    const since = performance.now();
    await this.#next(async () => {
      if (performance.now() - since > ORDER_WAIT_MAX_MS)
        throw new Error('It was too busy; the order was not carried out.');
      await this.#coils.run(kind);
    });
  }

  async stop(): Promise<void> {
    clearTimeout(this.#release);
    await this.#next(async () => {
      if (!this.#isOnline || this.#coils.nextReleaseAt() === null) return;
      this.#coils.releaseAllSoon();
      await this.#coils.release();
    });
    this.#isOnline = false;
    this.#events.stop();
    clearTimeout(this.#release);
    this.#connection.stop();
    for (const { resolve } of this.#waiting) resolve({ kind: 'no-reply' });
  }

  #take(word: RelayWord): void {
    for (const waiting of this.#waiting) if (waiting.isAnswer(word)) this.#answer(waiting, word);
    switch (word.kind) {
      case 'online':
        this.#connection.said(
          word.on ? 'online' : 'offline',
          word.on ? '' : 'It is off or lost its connection.',
        );
        return;
      case 'malformed':
        this.#context.drop('malformed', word.detail);
        return;
      case 'firmware':
        this.#context.emit({ kind: 'about', firmware: word.text });
        return;
      case 'input':
        this.#connection.spoke();
        this.#events.input(word.channel, word.on);
        return;
      case 'relay':
        this.#connection.spoke();
        this.#relays.set(word.channel, word.on);
    }
  }

  #answer(waiting: Waiting, word: RelayWord): void {
    this.#waiting.delete(waiting);
    waiting.resolve(
      word.kind === 'refused'
        ? { kind: 'exception', code: 0, sentence: word.sentence }
        : { kind: 'ok', value: undefined },
    );
  }

  /** When it is there again it is asked how everything stands; an impulse of an earlier run is ended. */
  #online(isOnline: boolean): void {
    const was = this.#isOnline;
    this.#isOnline = isOnline;
    if (!isOnline) {
      this.#events.forget();
      this.#relays.clear();
    }
    if (was || !isOnline) return;
    for (const message of this.#make.ask(this.#names, this.#nextRequest()))
      this.#publish(message.topic, message.payload).catch((error: unknown) =>
        this.#context.log.warn({ error: sentenceOf(error) }, 'a relay could not be asked'),
      );
    this.#coils.releaseAllSoon();
    this.#releaseInTime();
  }

  /** After whatever is under way; then impulses are ended in time. */
  #next(work: () => Promise<void>): Promise<void> {
    this.#inTurn += 1;
    const done = this.#turn.then(work).finally(() => {
      this.#inTurn -= 1;
      this.#releaseInTime();
    });
    // What failed was told to whoever asked for it; the next one has its turn all the same.
    this.#turn = done.catch(() => undefined);
    return done;
  }

  #releaseInTime(): void {
    clearTimeout(this.#release);
    const at = this.#coils.nextReleaseAt();
    if (at === null || !this.#isOnline) return;
    this.#release = setTimeout(
      () => {
        if (!this.#isOnline) return;
        this.#next(() => this.#coils.release()).catch((error: unknown) =>
          this.#context.log.warn({ error: sentenceOf(error) }, 'an impulse could not be ended'),
        );
      },
      Math.max(0, at - performance.now()),
    );
  }

  async #write(at: number, value: boolean | number): Promise<Answer<void>> {
    const order: RelayOrder =
      typeof value === 'number'
        ? { channel: at - PULSE_OFFSET, pulseMs: value }
        : { channel: at, on: value };
    // What is off already need not say so again, and some do not.
    if (value === false && this.#relays.get(at) === false) return { kind: 'ok', value: undefined };
    const request = this.#nextRequest();
    const { topic, payload } = this.#make.order(this.#names, order, request);
    const measured = this.#context.tap.asked();
    const answered = new Promise<Answer<void>>((resolve) => {
      const waiting = { isAnswer: this.#isAnswerTo(order, request), resolve };
      this.#waiting.add(waiting);
      setTimeout(() => {
        this.#waiting.delete(waiting);
        resolve({ kind: 'no-reply' });
      }, this.#context.device.replyTimeoutMs).unref();
    });
    await this.#publish(topic, payload);
    const answer = await answered;
    if (answer.kind !== 'no-reply') measured();
    return answer;
  }

  #isAnswerTo(order: RelayOrder, request: number): (word: RelayWord) => boolean {
    if (this.#make.numbersAnswers)
      return (word) =>
        (word.kind === 'taken' || word.kind === 'refused') && word.request === request;
    const on = 'on' in order ? order.on : true;
    return (word) => word.kind === 'relay' && word.channel === order.channel && word.on === on;
  }

  #nextRequest(): number {
    this.#request = (this.#request % 0xffff) + 1;
    return this.#request;
  }

  #publish(topic: string, payload: string): Promise<void> {
    return this.#context.mqtt.publish(topic, payload);
  }
}
