import { randomUUID } from 'node:crypto';
import type { VehicleClass } from '#domain/facility/kinds.ts';
import {
  type Denial,
  decideAlone,
  QUEUE_MAX,
  type Shown,
} from './lane-controller-mqtt/decide-alone.ts';
import {
  type ControllerMemory,
  openMemory,
  parseHead,
  parsePart,
} from './lane-controller-mqtt/memory.ts';
import { LaneSecret, type LaneTopic } from './lane-secret.ts';
import type { MockMqtt } from './mock-mqtt.ts';

/** An event that was not acknowledged is told again this often. */
const TELL_AGAIN_MS = 500;
/** Without a beat of the station for so long it is on its own: three beats are lost. */
const ALONE_AFTER_MS = 6_500;

export interface ControllerOptions {
  /** As it was given at the station. */
  readonly token: string;
  /** Where it keeps its count and its queue over a power cut. */
  readonly memoryPath?: string;
  /** Its clock, which may be wrong; milliseconds since 1970. */
  readonly now?: () => number;
}

/** How a played controller and the station hear each other. */
export interface ControllerWire extends Pick<MockMqtt, 'die' | 'revive' | 'stop'> {
  /** Rejects where nobody can hear it. */
  tell(what: LaneTopic, payload: string | Buffer): Promise<void>;
}

export interface MockLaneController extends Pick<MockMqtt, 'die' | 'revive' | 'stop'> {
  /** What it holds; nothing of it may be changed. */
  readonly held: Readonly<ControllerMemory>;
  /** It hears no station: it decides by itself. */
  readonly isAlone: boolean;
  /** Events that are not acknowledged yet. */
  readonly waiting: number;
  /** The button at an entry is pressed: a ticket of the stock, or null when none is given. */
  press(vehicle?: { readonly plate?: string; readonly vehicleClass?: VehicleClass }): string | null;
  /** Something is shown: null when the gate opened and the vehicle passed, else why it did not. */
  show(shown: Shown, vehicleClass?: VehicleClass): Denial | null;
  /** The key switch. */
  open(): void;
  /** Sends these bytes as an event, whatever they are. */
  sendRaw(payload: string | Buffer): Promise<void>;
  /** Signs this as an event and sends it, whatever it is. */
  sendSigned(json: string): Promise<void>;
}

/**
 * Plays a lane controller. While the station lives it leaves all to it. On its own it decides by the rights
 * that it holds, and tells its events one after the other, each until it is acknowledged.
 */
export async function playController(
  options: ControllerOptions,
  openWire: (take: (what: LaneTopic, payload: Buffer) => void) => Promise<ControllerWire>,
): Promise<MockLaneController> {
  const { now = Date.now } = options;
  const secret = LaneSecret.ofToken(options.token);
  const memory = openMemory(options.memoryPath ?? null, randomUUID());
  const { held } = memory;
  /** When the last beat was heard, by a clock that nobody sets. */
  let beatAt: number | null = null;
  let lastBeat = 0;
  /** How far the station's clock is ahead of its own. */
  let aheadMs = 0;
  const wire = await openWire((what, payload) => {
    // Anything that the station has not signed for this is nobody's word.
    const json = secret.verify(what, payload);
    if (json === null) return;
    if (what === 'rights') takeHead(json);
    else if (what === 'beat') takeBeat(json);
    else if (what === 'ack') takeAck(json);
    else takePart(what, json);
  });

  function takePart(what: LaneTopic, json: string): void {
    const part = parsePart(json);
    if (part === null || what !== `rights/${part.part}`) return;
    const rights = part.rights.map((right) => ({ ...right, t: right.t?.map(([a, b]) => [a, b]) }));
    held.parts = [
      ...held.parts.filter((one) => one.part !== part.part),
      { ...part, rights: rights as ControllerMemory['parts'][number]['rights'] },
    ];
    memory.save();
  }

  function takeHead(json: string): void {
    const head = parseHead(json);
    if (head === null) return;
    held.head = { ...head, parts: [...head.parts], stock: [...head.stock] };
    // By now the station has taken into account what it had in its books when it made these.
    held.used = held.used.filter(({ takenAt }) => takenAt === null || takenAt > head.at);
    held.given = held.given.filter((token) => head.stock.includes(token));
    memory.save();
  }

  function takeBeat(json: string): void {
    const { at } = JSON.parse(json) as { at: number };
    // One that was recorded and is played again keeps no lane from deciding.
    if (at <= lastBeat) return;
    lastBeat = at;
    aheadMs = at - now();
    beatAt = performance.now();
  }

  function takeAck(json: string): void {
    const ack = JSON.parse(json) as { epoch: string; number: number; at: number };
    const [first] = held.queue;
    if (ack.epoch !== held.epoch || first === undefined || first.number !== ack.number) return;
    held.queue.shift();
    held.used = held.used.map((one) =>
      one.number === ack.number ? { ...one, takenAt: ack.at } : one,
    );
    memory.save();
    tell();
  }

  const timer = setInterval(tell, TELL_AGAIN_MS);

  function tell(): void {
    const [first] = held.queue;
    if (first === undefined) return;
    const told = { epoch: held.epoch, ...first, sentAt: now() };
    wire.tell('event', secret.sign('event', JSON.stringify(told))).catch(() => {
      // Nobody hears it now; it is told again.
    });
  }

  /** On disk before anything moves. */
  function note(event: { readonly kind: string; readonly [more: string]: unknown }): number {
    held.number += 1;
    held.queue.push({ number: held.number, at: now(), ...event });
    memory.save();
    if (held.queue.length === 1) tell();
    return held.number;
  }

  const isAlone = () => beatAt === null || performance.now() - beatAt > ALONE_AFTER_MS;
  const stationTime = () => now() + aheadMs;

  /** Plates and cards lie in the queue as they travel: sealed. */
  const sealed = ({ plate, card, code }: Shown) => ({
    ...(code === undefined ? {} : { code }),
    ...(plate === undefined ? {} : { plate: secret.seal(plate) }),
    ...(card === undefined ? {} : { card: secret.seal(card) }),
  });

  function takeTicket(): string | null {
    const { head } = held;
    const isTrusted = head !== null && (head.alone === 'open' || stationTime() < head.untilAt);
    if (!isTrusted || head.way !== 'entry' || head.alone === 'closed') return null;
    const token = head.stock.find((one) => !held.given.includes(one));
    if (token !== undefined) held.given.push(token);
    return token ?? null;
  }

  return {
    held,
    get isAlone() {
      return isAlone();
    },
    get waiting() {
      return held.queue.length;
    },
    press({ plate, vehicleClass = 'car' } = {}) {
      if (!isAlone() || held.queue.length >= QUEUE_MAX) return null;
      const ticket = takeTicket();
      if (ticket === null) return null;
      note({
        kind: 'entered',
        ticket,
        vehicleClass,
        ...sealed(plate === undefined ? {} : { plate }),
      });
      return ticket;
    },
    show(shown, vehicleClass = 'car') {
      if (!isAlone()) return 'station';
      const verdict = decideAlone(held, secret, shown, stationTime());
      if (!verdict.opens) return verdict.why;
      const isEntry = held.head?.way === 'entry';
      const ticket = isEntry && verdict.right === null ? takeTicket() : null;
      const number = note({
        kind: isEntry ? 'entered' : 'left',
        ...sealed(shown),
        ...(isEntry ? { vehicleClass } : {}),
        ...(ticket === null ? {} : { ticket }),
      });
      if (verdict.right !== null) held.used.push({ s: verdict.right.s, number, takenAt: null });
      memory.save();
      return null;
    },
    open: () => void note({ kind: 'opened' }),
    sendRaw: (payload) => wire.tell('event', payload),
    sendSigned: (json) => wire.tell('event', secret.sign('event', json)),
    die: wire.die,
    revive: wire.revive,
    async stop() {
      clearInterval(timer);
      await wire.stop();
    },
  };
}
