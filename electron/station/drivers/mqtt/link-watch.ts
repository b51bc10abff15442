/** How often a link is looked at. */
const LOOK_EVERY_MS = 1_500;
/** After so many looks without a word the other end is asked, and after so many more it is gone. */
const ASKED_AFTER_LOOKS = 2;
const GONE_AFTER_LOOKS = 4;

export interface LinkWatch {
  /** Something came from the other end, whatever it was. */
  heard(): void;
  stop(): void;
}

/**
 * Finds out whether the other end of a link still lives: silent for 3 s it is asked, for 6 s it is gone. All
 * that comes counts as a word, since in a storm of messages the answer to a question comes last; and a look
 * comes after what has arrived was read, since a stall of this process is no silence of the other end.
 */
export function watchLink(ask: () => void, gone: () => void): LinkWatch {
  let silentLooks = 0;
  let isStopped = false;
  const look = (): void => {
    if (isStopped) return;
    silentLooks += 1;
    if (silentLooks >= GONE_AFTER_LOOKS) {
      stop();
      gone();
    } else if (silentLooks >= ASKED_AFTER_LOOKS) ask();
  };
  const timer = setInterval(() => setImmediate(look), LOOK_EVERY_MS);
  function stop(): void {
    isStopped = true;
    clearInterval(timer);
  }
  return {
    heard() {
      silentLooks = 0;
    },
    stop,
  };
}
