/** Of the time of a line, silent units get this share at most while others answer. */
export const SILENT_SHARE = 0.2;
/** So many requests in a row without a reply, and a unit counts as silent. */
export const SILENT_AFTER = 3;
/** Orders go first, so many in a row at most while somebody waits to be polled. */
export const ORDERS_IN_A_ROW_MAX = 4;

interface Waiting<M> {
  readonly member: M;
  readonly isOrder: boolean;
}

/** Whose turn it is on a line that many share. Each may wait with one request at a time. */
export interface Turns<M> {
  ask(member: M, isOrder: boolean): void;
  /** Takes the next one out; or says how long nobody may, null when nobody waits. Times in ms. */
  next(now: number): { readonly member: M } | { readonly waitMs: number | null };
  /** The turn is over: the member answered or not, and how long the line was taken. */
  done(member: M, answered: boolean, now: number, tookMs: number): void;
  leave(member: M): void;
  isSilent(member: M): boolean;
}

/**
 * First come, first served, which is in turn as each waits with one request at a time. Orders come before
 * polls, but never so many that polls starve. A unit that does not answer costs its whole timeout, so all
 * such units together are asked no more often than `SILENT_SHARE` of the time allows.
 */
export function createTurns<M>(): Turns<M> {
  let waiting: Waiting<M>[] = [];
  const misses = new Map<M, number>();
  let ordersInARow = 0;
  let silentDueAt = Number.NEGATIVE_INFINITY;
  const isSilent = (member: M) => (misses.get(member) ?? 0) >= SILENT_AFTER;
  const nobodyAnswers = () => [...misses.keys()].every(isSilent);

  function take(index: number): { readonly member: M } {
    const [taken] = waiting.splice(index, 1);
    if (taken === undefined) throw new Error('the turn of nobody');
    ordersInARow = taken.isOrder ? ordersInARow + 1 : 0;
    return { member: taken.member };
  }

  return {
    ask(member, isOrder) {
      if (!misses.has(member)) misses.set(member, 0);
      waiting.push({ member, isOrder });
    },
    next(now) {
      if (waiting.length === 0) return { waitMs: null };
      const mayAskSilent = now >= silentDueAt || nobodyAnswers();
      const poll = waiting.findIndex(
        ({ member, isOrder }) => !isOrder && (mayAskSilent || !isSilent(member)),
      );
      const order = waiting.findIndex(({ isOrder }) => isOrder);
      if (order >= 0 && (poll < 0 || ordersInARow < ORDERS_IN_A_ROW_MAX)) return take(order);
      if (poll >= 0) return take(poll);
      return { waitMs: Math.max(0, silentDueAt - now) };
    },
    done(member, answered, now, tookMs) {
      if (!misses.has(member)) return;
      misses.set(member, answered ? 0 : (misses.get(member) ?? 0) + 1);
      if (!answered && isSilent(member)) silentDueAt = now + tookMs * (1 / SILENT_SHARE - 1);
    },
    leave(member) {
      misses.delete(member);
      waiting = waiting.filter((one) => one.member !== member);
    },
    isSilent,
  };
}
