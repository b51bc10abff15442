/** Long work with its progress, 0 to 1; `signal` ends it when the caller has left. */
export type LongWork<T> = (options: {
  readonly progress: (share: number) => void;
  readonly signal: AbortSignal;
}) => Promise<T>;

export type Told<T> =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly value: T };

/** Tells how far the work is, then what it came to, until the caller leaves. */
export async function* progressStream<T>(
  work: LongWork<T>,
  callerLeft: AbortSignal | undefined,
): AsyncGenerator<Told<T>, void, void> {
  const ending = new AbortController();
  const signal =
    callerLeft === undefined ? ending.signal : AbortSignal.any([callerLeft, ending.signal]);
  // Only the latest share is of interest, so nothing piles up for a slow reader.
  let share = 0;
  let tell = () => {};
  const progress = (now: number) => {
    share = now;
    tell();
  };
  const working = work({ progress, signal });
  const done = working.then(
    () => true,
    () => true,
  );
  try {
    for (let told = -1; ; ) {
      const news = new Promise<false>((resolve) => {
        tell = () => resolve(false);
      });
      if (share !== told) {
        told = share;
        yield { kind: 'progress', share };
        continue;
      }
      if (await Promise.race([done, news])) break;
    }
    yield { kind: 'done', value: await working };
  } finally {
    ending.abort();
  }
}
