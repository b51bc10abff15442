/** How a unit is reached on its line, over its latest requests. */
export interface LinePace {
  /** From one answered poll to the next, milliseconds. */
  readonly cycleMs: number;
  /** From a request to its reply, milliseconds. */
  readonly answerMs: number;
  /** Requests that had no valid reply, percent. */
  readonly lostPercent: number;
}

export interface Pace {
  took(answered: boolean, startedAt: number, endedAt: number): void;
  /** Null until it has answered twice. */
  read(): LinePace | null;
}

/** The latest ones weigh most: after so many requests little is left of what was before. */
const WEIGHT = 1 / 32;

export function createPace(): Pace {
  let cycleMs: number | null = null;
  let answerMs: number | null = null;
  let lost = 0;
  let answeredAt: number | null = null;
  const mix = (old: number | null, now: number) =>
    old === null ? now : old + (now - old) * WEIGHT;
  return {
    took(answered, startedAt, endedAt) {
      lost = mix(lost, answered ? 0 : 1);
      if (!answered) return;
      answerMs = mix(answerMs, endedAt - startedAt);
      if (answeredAt !== null) cycleMs = mix(cycleMs, endedAt - answeredAt);
      answeredAt = endedAt;
    },
    read() {
      if (cycleMs === null || answerMs === null) return null;
      return {
        cycleMs: Math.round(cycleMs),
        answerMs: Math.round(answerMs),
        lostPercent: Math.round(lost * 100),
      };
    },
  };
}
