import type { DeviceOf } from '#domain/facility/device-file.ts';
import { unescapeText } from '../escaped-text.ts';
import { type MockAddress, type MockEnd, openMockEnd } from '../mock-end.ts';

const HEARD_MAX_CHARS = 4_096;

export interface MockAsciiSignOptions {
  readonly address: MockAddress;
  /** As the station's file describes it. */
  readonly device: Pick<DeviceOf<'sign-ascii'>, 'frame' | 'separator' | 'reply'>;
  readonly onShow?: (lines: readonly string[]) => void;
  readonly onLost?: (sentence: string) => void;
}

export interface MockAsciiSign extends Pick<MockEnd, 'port' | 'die' | 'revive' | 'stop'> {
  readonly lines: readonly string[];
  readonly shows: number;
  setSilent(silent: boolean): void;
  sendRaw(bytes: Uint8Array): void;
}

/** Plays a sign that takes plain characters between the ends of its frame. */
export async function startMockAsciiSign(options: MockAsciiSignOptions): Promise<MockAsciiSign> {
  const [before = '', after = ''] = options.device.frame.split('{text}').map(unescapeText);
  const separator = unescapeText(options.device.separator);
  const reply = options.device.reply === undefined ? null : unescapeText(options.device.reply);
  let heard = '';
  let lines: readonly string[] = [];
  let shows = 0;
  let silent = false;

  function take(chunk: Buffer): void {
    heard = (heard + chunk.toString('latin1')).slice(-HEARD_MAX_CHARS);
    if (silent) {
      heard = '';
      return;
    }
    for (;;) {
      const from = heard.indexOf(before);
      const to = from < 0 ? -1 : heard.indexOf(after, from + before.length);
      if (to < 0) return;
      lines = heard.slice(from + before.length, to).split(separator);
      heard = heard.slice(to + after.length);
      shows += 1;
      options.onShow?.(lines);
      if (reply !== null) end.write(Buffer.from(reply, 'latin1'));
    }
  }

  const end = await openMockEnd(options.address, take, options.onLost);
  return {
    get port() {
      return end.port;
    },
    get lines() {
      return lines;
    },
    get shows() {
      return shows;
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
