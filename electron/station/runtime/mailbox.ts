/** Messages that may wait for one viewer; beyond that they are replaced by one new snapshot. */
const MAILBOX_MAX_MESSAGES = 64;

/** What one viewer has yet to read. Never grows beyond its bound, never blocks who writes. */
export class Mailbox<T> implements AsyncIterable<T> {
  readonly #catchUp: () => T;
  #waiting: T[] = [];
  #wake: (() => void) | null = null;
  #behind = true;
  #ended = false;

  /** `catchUp` makes the message that stands for all before it; it is the first one read. */
  constructor(catchUp: () => T, signal?: AbortSignal) {
    this.#catchUp = catchUp;
    if (signal?.aborted === true) this.#ended = true;
    signal?.addEventListener('abort', () => this.end(), { once: true });
  }

  put(message: T): void {
    if (this.#behind) return;
    this.#waiting.push(message);
    if (this.#waiting.length > MAILBOX_MAX_MESSAGES) {
      this.#waiting = [];
      this.#behind = true;
    }
    this.#wake?.();
  }

  /** Everything that waits is out of date: this is read instead. */
  replace(message: T): void {
    this.#waiting = [message];
    this.#behind = false;
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    while (!this.#ended) {
      if (this.#behind) {
        this.#behind = false;
        yield this.#catchUp();
        continue;
      }
      const message = this.#waiting.shift();
      if (message !== undefined) {
        yield message;
        continue;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
  }
}
