export interface TerminalLineEvents {
  readonly onUp: () => void;
  /** One whole message, as bytes. */
  readonly onMessage: (bytes: Buffer) => void;
  /** The line could not be opened or was lost; it is tried again. A sentence for staff. */
  readonly onDown: (sentence: string) => void;
  /** Bytes that are no message. */
  readonly onGarbage: (bytes: number) => void;
}

/** How messages travel to a terminal and back: plain over TCP, framed and answered over a serial line. */
export interface TerminalLine {
  /**
   * Sends a message; lost when the line is down. `once`: never again by itself, unless the other end
   * says that it came in broken. A payment is sent so: nobody may pay for a lost acknowledgement.
   */
  send(message: Uint8Array, once: boolean): void;
  /** Closes and opens again, after the back-off. */
  reopen(): void;
  /** The terminal works: after the next loss the first retry comes soon. */
  settled(): void;
  stop(): Promise<void>;
}

/** A message that was begun and not ended within this time is dropped. */
export const PARTIAL_MESSAGE_TIMEOUT_MS = 1_000;
