import type { BarrierCoil } from '#domain/facility/device/barrier-profiles.ts';
import type { DeviceOf } from '#domain/facility/device-file.ts';
import { unescapeText } from '../escaped-text.ts';
import { type MockAddress, type MockEnd, openMockEnd } from '../mock-end.ts';
import { createLineCutter, encodeLine } from './codec.ts';

type Device = DeviceOf<'barrier-ascii'>;
type Position = 'open' | 'closed' | 'moving' | 'fault';

export interface MockAsciiBarrierOptions {
  readonly address: MockAddress;
  readonly device: Pick<Device, 'commands' | 'ending' | 'refusal' | 'status' | 'words'>;
  readonly onCoil?: (coil: BarrierCoil, on: boolean) => void;
  readonly onLost?: (sentence: string) => void;
}

export interface MockAsciiBarrier extends Pick<MockEnd, 'port' | 'die' | 'revive' | 'stop'> {
  /** Says by itself what changes, where the file has a word for it, and when it is asked. */
  setInputs(
    inputs: Partial<
      Record<'openLimit' | 'closedLimit' | 'armingLoop' | 'safetyLoop' | 'fault', boolean>
    >,
  ): void;
  /** Commands that it took, oldest first. */
  readonly taken: readonly string[];
  refuse(refuses: boolean): void;
  setSilent(silent: boolean): void;
  sendRaw(bytes: Uint8Array): void;
}

/** Plays a barrier that takes commands as lines of text. */
export async function startMockAsciiBarrier(
  options: MockAsciiBarrierOptions,
): Promise<MockAsciiBarrier> {
  const { device, onCoil } = options;
  const { commands, ending, refusal, status, words } = device;
  const cutter = createLineCutter(ending);
  const inputs = {
    ...{ openLimit: false, closedLimit: true },
    ...{ armingLoop: false, safetyLoop: false, fault: false },
  };
  const taken: string[] = [];
  let refuses = false;
  let silent = false;

  const say = (text: string) => {
    // `*` stands for anything; a played barrier says nothing in its place.
    if (!silent) end.write(encodeLine(text.replaceAll('*', ''), ending));
  };

  function position(): Position {
    if (inputs.fault) return 'fault';
    if (inputs.openLimit) return 'open';
    return inputs.closedLimit ? 'closed' : 'moving';
  }

  function sayPosition(): void {
    const word = words.find(({ gate }) => gate === position());
    if (word !== undefined) say(word.line);
  }

  function take(line: string): void {
    if (status !== undefined && line === unescapeText(status.send)) sayPosition();
    for (const [name, command] of Object.entries(commands)) {
      if (command === undefined || line !== unescapeText(command.send)) continue;
      if (refuses) {
        if (refusal !== undefined) say(refusal);
        return;
      }
      taken.push(name);
      if (command.reply !== undefined) say(command.reply);
      if (name === 'release') onCoil?.('hold', false);
      else onCoil?.(name as BarrierCoil, true);
      // A line ends nothing: an impulse is over as soon as it was heard.
      if (name === 'vend' || name === 'close') onCoil?.(name, false);
      return;
    }
  }

  const end = await openMockEnd(
    options.address,
    (chunk) => {
      if (!silent) for (const line of cutter.push(chunk).lines) take(line);
    },
    options.onLost,
  );
  return {
    get port() {
      return end.port;
    },
    taken,
    setInputs(changes) {
      const before = position();
      Object.assign(inputs, changes);
      if (position() !== before) sayPosition();
      for (const loop of ['armingLoop', 'safetyLoop'] as const) {
        const on = changes[loop];
        if (on === undefined) continue;
        const word = words.find((one) => (on ? one.on : one.off)?.includes(loop));
        if (word !== undefined) say(word.line);
      }
    },
    refuse(now) {
      refuses = now;
    },
    setSilent(now) {
      silent = now;
    },
    sendRaw: (bytes) => end.write(bytes),
    die: end.die,
    revive: end.revive,
    stop: end.stop,
  };
}
