import type { MessagePortMain, UtilityProcess } from 'electron';
import type { FromStation, ToStation } from '#station/shell-messages.ts';
import type { ShiftAnswer } from './close-guard.ts';

/** How long the station may take to say whether a shift is open. */
export const SHIFT_ANSWER_TIMEOUT_MS = 2_000;
/** How long the station may take to finish what it writes. */
export const STOP_TIMEOUT_MS = 10_000;

/** The part of Electron's utility process that the link needs. */
export type StationProcess = Pick<UtilityProcess, 'postMessage' | 'on' | 'kill'>;

export type StationEvents = {
  /** The station serves at this address. */
  ready(url: string): void;
  /** The station has ended without being asked to; the sentence is the last that it said. */
  lost(message: string): void;
};

/** The shell's end of the few words it has with the station. */
export class StationLink {
  readonly #process: StationProcess;
  readonly #answers = new Map<number, (answer: ShiftAnswer) => void>();
  readonly #exited: Promise<void>;
  #lastId = 0;
  #stopping = false;
  #hasExited = false;
  #lastWords: string | undefined;

  constructor(process: StationProcess, events: StationEvents) {
    this.#process = process;
    process.on('message', (message: FromStation) => this.#hear(message, events));
    this.#exited = new Promise((resolve) => {
      process.on('exit', (code: number) => {
        this.#hasExited = true;
        resolve();
        for (const answer of this.#answers.values()) answer('closed');
        if (!this.#stopping) {
          events.lost(this.#lastWords ?? `The station has ended unexpectedly (code ${code}).`);
        }
      });
    });
  }

  /** Hands a window's port to the station, which speaks the contract over it. */
  attachConsole(port: MessagePortMain): void {
    this.#send({ kind: 'attach-console' }, [port]);
  }

  /** Asks whether a shift is open; a station that is gone holds none that closing could hurt. */
  askShiftOpen(): Promise<ShiftAnswer> {
    if (this.#hasExited) return Promise.resolve('closed');
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#answers.get(id)?.('no-answer'), SHIFT_ANSWER_TIMEOUT_MS);
      this.#answers.set(id, (answer) => {
        clearTimeout(timer);
        this.#answers.delete(id);
        resolve(answer);
      });
      this.#send({ kind: 'shift-open?', id });
    });
  }

  /** Asks the station to finish and ends it when it does not; resolves once it is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#hasExited) return;
    this.#send({ kind: 'stop' });
    const insist = setTimeout(() => this.#process.kill(), STOP_TIMEOUT_MS);
    await this.#exited;
    clearTimeout(insist);
  }

  #send(message: ToStation, ports: MessagePortMain[] = []): void {
    this.#process.postMessage(message, ports);
  }

  #hear(message: FromStation, events: StationEvents): void {
    switch (message.kind) {
      case 'ready':
        events.ready(message.url);
        break;
      case 'shift-open':
        this.#answers.get(message.id)?.(message.open ? 'open' : 'closed');
        break;
      case 'failed':
        this.#lastWords = message.message;
    }
  }
}
