/** Hands on a count that has stood for a while, or at once where nothing was known. */
export interface SettledCount {
  said(count: number): void;
  stop(): void;
}

/**
 * A camera that looks at parked vehicles loses one behind each that drives by, and finds it again. A count is
 * believed when it has kept for `settleMs`; the first one is believed at once.
 */
export function settledCount(settleMs: number, take: (count: number) => void): SettledCount {
  let believed: number | null = null;
  let waiting: number | null = null;
  let timer: NodeJS.Timeout | undefined;

  function believe(count: number): void {
    clearTimeout(timer);
    waiting = null;
    believed = count;
    take(count);
  }

  return {
    said(count) {
      if (believed === null || settleMs === 0) return believe(count);
      if (count === waiting) return;
      clearTimeout(timer);
      waiting = count === believed ? null : count;
      if (waiting !== null) timer = setTimeout(() => believe(count), settleMs);
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
