/** What waits to go out on a line, one message at a time. */
export interface Outbox {
  /** Resolves once it is out, or dropped. Rejects as the line does. */
  put(bytes: Uint8Array): Promise<void>;
  /** The line was lost: what waits for it waits no more. */
  clear(): void;
}

/** `stuck` is called, and the message dropped, where `maxMessages` wait already: the line takes nothing any more. */
export function createOutbox(
  send: (bytes: Uint8Array) => Promise<void>,
  maxMessages: number,
  stuck: () => void,
): Outbox {
  let round = 0;
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();
  return {
    async put(bytes) {
      if (waiting >= maxMessages) {
        stuck();
        return;
      }
      waiting += 1;
      const mine = round;
      const sent = last.then(() => (mine === round ? send(bytes) : undefined));
      last = sent
        .catch(() => undefined)
        .then(() => {
          if (mine === round) waiting -= 1;
        });
      await sent;
    },
    clear() {
      round += 1;
      waiting = 0;
      last = Promise.resolve();
    },
  };
}
