import { ARROWS } from '#domain/facility/device/sign.ts';
import { type MockAddress, type MockEnd, openMockEnd } from '../mock-end.ts';
import { checksumOf, createFrameSplitter } from './codec.ts';

const STX = '\x02';
const ETX = '\x03';
const ESC = '\x1b';
const COLOUR = '\x1c';

export interface MockAlphaSignOptions {
  readonly address: MockAddress;
  /** Answers when it is asked for a text. */
  readonly answers?: boolean;
  readonly onShow?: (lines: readonly string[]) => void;
  readonly onLost?: (sentence: string) => void;
}

export interface MockAlphaSign extends Pick<MockEnd, 'port' | 'die' | 'revive' | 'stop'> {
  readonly lines: readonly string[];
  /** Packets that wrote a text. */
  readonly shows: number;
  /** Packets whose checksum or form was wrong. */
  readonly broken: number;
  /** How the text moves, by the code of the protocol. */
  readonly mode: string;
  /** Hears and says nothing. */
  setSilent(silent: boolean): void;
  /** Forgets the text, as after a power cut. */
  forget(): void;
  sendRaw(bytes: Uint8Array): void;
}

/** Plays a sign of Adaptive's family: one text file, checksums where they are sent, read back on wish. */
export async function startMockAlphaSign(options: MockAlphaSignOptions): Promise<MockAlphaSign> {
  const splitter = createFrameSplitter();
  let text = '';
  let mode = '';
  let shows = 0;
  let broken = 0;
  let silent = false;

  function take(frame: string): void {
    const from = frame.indexOf(STX);
    const end = frame.lastIndexOf(ETX);
    const told = frame.slice(from, end < 0 ? undefined : end + 1);
    if (from < 0 || (end >= 0 && frame.slice(end + 1) !== checksumOf(told))) {
      broken += 1;
      return;
    }
    const command = told.slice(1, end < 0 ? undefined : -1);
    if (command.startsWith('A')) show(command.slice(2));
    else if (command.startsWith('B') && options.answers) answer(command[1] ?? '');
  }

  /** ESC, position, mode, perhaps a colour, then the text. */
  function show(body: string): void {
    mode = body.startsWith(ESC) ? (body[2] ?? '') : '';
    const rest = body.startsWith(ESC) ? body.slice(3) : body;
    text = rest.startsWith(COLOUR) ? rest.slice(2) : rest;
    shows += 1;
    options.onShow?.(linesOf(text));
  }

  function answer(file: string): void {
    const told = `${STX}A${file}${text}${ETX}`;
    const reply = `${'\0'.repeat(20)}\x01000${told}${checksumOf(told)}\x04`;
    end.write(Buffer.from(reply, 'latin1'));
  }

  const end = await openMockEnd(
    options.address,
    (chunk) => {
      if (silent) return;
      for (const frame of splitter.push(chunk).frames) take(frame);
    },
    options.onLost,
  );
  return {
    get port() {
      return end.port;
    },
    get lines() {
      return linesOf(text);
    },
    get shows() {
      return shows;
    },
    get broken() {
      return broken;
    },
    get mode() {
      return mode;
    },
    setSilent(now) {
      silent = now;
    },
    forget() {
      text = '';
    },
    sendRaw: (bytes) => end.write(bytes),
    die: end.die,
    revive: end.revive,
    stop: end.stop,
  };
}

const CHARACTERS: readonly (readonly [string, string])[] = [
  ['\x08\x64', ARROWS.up],
  ['\x08\x65', ARROWS.down],
  ['\x08\x66', ARROWS.left],
  ['\x08\x67', ARROWS.right],
];

function linesOf(text: string): readonly string[] {
  if (text === '') return [];
  const plain = CHARACTERS.reduce((said, [code, char]) => said.replaceAll(code, char), text);
  return plain.split('\r');
}
