import { BARRIER_PROFILES } from '#domain/facility/device/barrier-profiles.ts';
import type { SerialSettings } from '#domain/facility/device/serial.ts';
import type { Random } from '#domain/kernel/seeded-random.ts';
import { openMockPort } from '../mock-port.ts';
import { withCrc } from './crc16.ts';
import { createMockController, type MockController } from './mock-controller.ts';
import { createSlave } from './slave.ts';

/** What is wrong with a played line, each from 0 to 1 of its replies. */
export interface LineFaults {
  /** A bit of the reply is flipped on its way. */
  corrupted: number;
  /** The reply breaks off. */
  halved: number;
}

export interface PlayedBus {
  readonly units: ReadonlyMap<number, MockController & { silent: boolean; vends: number }>;
  readonly faults: LineFaults;
  /** A second master that polls the same units by itself; its traffic is heard by everybody. */
  foreign(on: boolean): void;
  /** Polls that the units have answered, whether or not the reply arrived. */
  readonly answered: ReadonlyMap<number, number>;
  stop(): Promise<void>;
}

const READ_INPUTS = 2;
const BITS_PER_CHAR = 11;
const FOREIGN_EVERY_MS = 250;
const ANSWER_AFTER_MS = 3;

/**
 * A played RS-485 line at its real speed: bytes take the time that the baud rate gives them, one reply
 * after the other, and whatever is on the line is heard by the station.
 */
export async function playBus(
  serial: SerialSettings,
  unitCount: number,
  random: Random,
): Promise<PlayedBus> {
  const msPerByte = (BITS_PER_CHAR * 1_000) / serial.baudRate;
  const faults: LineFaults = { corrupted: 0, halved: 0 };
  const units = new Map<number, ReturnType<typeof playUnit>>();
  const answered = new Map<number, number>();
  const timers = new Set<NodeJS.Timeout>();
  let freeAt = 0;
  /** What is on the wire until `freeAt`. */
  let onWire: Buffer = Buffer.alloc(0);
  let foreign: NodeJS.Timeout | undefined;
  for (let unit = 1; unit <= unitCount; unit++) units.set(unit, playUnit(unit));
  const port = await openMockPort(serial, (chunk) => hear(chunk));

  function hear(chunk: Buffer): void {
    // The request itself took its time on the wire, which a pseudo-terminal does not show.
    const spokenMs = chunk.length * msPerByte;
    for (const [unit, played] of units) {
      for (const reply of played.slave.push(chunk)) {
        if (played.silent) continue;
        if (reply[1] === READ_INPUTS) answered.set(unit, (answered.get(unit) ?? 0) + 1);
        speak(disturbed(reply), spokenMs + ANSWER_AFTER_MS);
      }
    }
  }

  /** Puts bytes on the wire after `delayMs`, when it is free. They arrive when the last bit has. */
  function speak(bytes: Buffer, delayMs: number): void {
    const startAt = Math.max(performance.now() + delayMs, freeAt);
    freeAt = startAt + bytes.length * msPerByte;
    onWire = bytes;
    const timer = setTimeout(() => {
      timers.delete(timer);
      port.write(bytes);
    }, freeAt - performance.now());
    timers.add(timer);
  }

  function disturbed(reply: Buffer): Buffer {
    const bytes = Buffer.from(reply);
    if (random() < faults.halved) return bytes.subarray(0, Math.ceil(bytes.length / 2));
    if (random() < faults.corrupted) {
      const at = Math.floor(random() * bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    }
    return bytes;
  }

  /** Another master asks a unit for its coils; question and answer pass the station. */
  function foreignTurn(): void {
    const unit = 1 + Math.floor(random() * unitCount);
    const request = withCrc(Uint8Array.from([unit, 1, 0, 0, 0, 3]));
    // It does not listen before it speaks: both frames are spoilt.
    if (performance.now() < freeAt) {
      onWire.fill(0xff, onWire.length >> 1);
      return;
    }
    speak(request, 0);
    const played = units.get(unit);
    if (played === undefined || played.silent) return;
    for (const reply of played.slave.push(request)) speak(reply, ANSWER_AFTER_MS);
  }

  return {
    units,
    faults,
    answered,
    foreign(on) {
      clearInterval(foreign);
      if (on) foreign = setInterval(foreignTurn, FOREIGN_EVERY_MS);
    },
    async stop() {
      clearInterval(foreign);
      for (const timer of timers) clearTimeout(timer);
      for (const { controller } of units.values()) controller.stop();
      await port.stop();
    },
  };
}

function playUnit(unit: number) {
  const state = { silent: false, vends: 0 };
  const controller = createMockController({
    ...BARRIER_PROFILES.controller,
    onCoil(coil, on) {
      if (coil === 'vend' && on) state.vends += 1;
    },
  });
  const slave = createSlave(unit, controller.model);
  return Object.assign(state, controller, { controller, slave });
}
