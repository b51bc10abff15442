import { ACK, createDeframer, encodeFrame, NAK } from './serial-frame.ts';

/** How long the other end may take to answer a frame (PA00P016 gives it 5 s; real ones take none). */
export const FRAME_ACK_TIMEOUT_MS = 1_200;
/** How often a frame is sent before the line is given up. */
export const FRAME_TRIES_MAX = 3;
/** A frame that stops in the middle for so long is broken (PA00P016 gives a byte 200 ms). */
export const FRAME_PARTIAL_TIMEOUT_MS = 500;
/** Messages that wait for the line. More cannot come from a conversation that takes turns. */
const QUEUE_MAX = 32;

export interface SerialLinkEvents {
  readonly write: (bytes: Uint8Array) => void;
  readonly onMessage: (bytes: Buffer) => void;
  readonly onGarbage: (bytes: number) => void;
  /** The other end took no frame, however often it was sent. */
  readonly onDead: () => void;
}

export interface SerialLink {
  push(chunk: Uint8Array): void;
  send(message: Uint8Array, once: boolean): void;
  /** The line was lost: nothing that waits is sent any more. */
  reset(): void;
}

/**
 * The serial transport of ZVT, the same at both ends: one frame at a time, each answered with ACK, or with
 * NAK when it came in broken and is to be sent again.
 */
export function createSerialLink(events: SerialLinkEvents): SerialLink {
  return new FrameLink(events);
}

interface Outgoing {
  readonly frame: Buffer;
  readonly once: boolean;
  tries: number;
}

class FrameLink implements SerialLink {
  readonly #events: SerialLinkEvents;
  readonly #deframer = createDeframer();
  #queue: Outgoing[] = [];
  #sent: Outgoing | null = null;
  #answerTimer: NodeJS.Timeout | undefined;
  #partialTimer: NodeJS.Timeout | undefined;

  constructor(events: SerialLinkEvents) {
    this.#events = events;
  }

  send(message: Uint8Array, once: boolean): void {
    if (this.#queue.length >= QUEUE_MAX) {
      this.reset();
      this.#events.onDead();
      return;
    }
    this.#queue.push({ frame: encodeFrame(message), once, tries: 0 });
    if (!this.#sent) this.#next();
  }

  push(chunk: Uint8Array): void {
    clearTimeout(this.#partialTimer);
    let garbageBytes = 0;
    for (const event of this.#deframer.push(chunk)) {
      if (event.kind === 'ack') this.#acknowledged();
      else if (event.kind === 'nak') this.#sendAgain();
      else if (event.kind === 'garbage') garbageBytes += 1;
      else if (event.kind === 'broken') this.#refuse();
      else {
        this.#events.write(Buffer.from([ACK]));
        this.#events.onMessage(event.apdu);
      }
    }
    if (garbageBytes > 0) this.#events.onGarbage(garbageBytes);
    if (!this.#deframer.hasPartial) return;
    this.#partialTimer = setTimeout(() => {
      if (this.#deframer.dropPartial()) this.#refuse();
    }, FRAME_PARTIAL_TIMEOUT_MS);
  }

  reset(): void {
    clearTimeout(this.#answerTimer);
    clearTimeout(this.#partialTimer);
    this.#deframer.dropPartial();
    this.#queue = [];
    this.#sent = null;
  }

  #refuse(): void {
    this.#events.onGarbage(1);
    this.#events.write(Buffer.from([NAK]));
  }

  #acknowledged(): void {
    clearTimeout(this.#answerTimer);
    this.#sent = null;
    this.#next();
  }

  #next(): void {
    const next = this.#queue.shift();
    if (!next) return;
    this.#sent = next;
    this.#write(next);
  }

  #write(outgoing: Outgoing): void {
    outgoing.tries += 1;
    this.#events.write(outgoing.frame);
    clearTimeout(this.#answerTimer);
    this.#answerTimer = setTimeout(() => this.#unanswered(outgoing), FRAME_ACK_TIMEOUT_MS);
  }

  /** The other end says that the frame came in broken, so it has not acted on it. */
  #sendAgain(): void {
    const outgoing = this.#sent;
    if (!outgoing) return;
    if (outgoing.tries < FRAME_TRIES_MAX) this.#write(outgoing);
    else this.#dead();
  }

  #unanswered(outgoing: Outgoing): void {
    if (this.#sent !== outgoing) return;
    // It may have arrived, only its answer did not: what must not happen twice is not sent again.
    if (outgoing.once) this.#acknowledged();
    else this.#sendAgain();
  }

  #dead(): void {
    this.reset();
    this.#events.onDead();
  }
}
