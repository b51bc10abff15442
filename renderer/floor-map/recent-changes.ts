/** How long a change stays marked. Milliseconds. */
const SHOWN_MS = 1_800;
/** More marks than this at once say nothing any more. */
const MARKS_MAX = 40;

/** Slots that changed a moment ago, with how strongly that is still shown. */
export class RecentChanges {
  private readonly since = new Map<number, number>();

  /** Marks a slot from `now` (milliseconds) on; the oldest mark gives way when there are too many. */
  add(index: number, now: number): void {
    this.since.delete(index);
    if (this.since.size >= MARKS_MAX) {
      const oldest = this.since.keys().next();
      if (oldest.done !== true) this.since.delete(oldest.value);
    }
    this.since.set(index, now);
  }

  clear(): void {
    this.since.clear();
  }

  get size(): number {
    return this.since.size;
  }

  /**
   * Strength of every mark at `now`, 1 fresh to 0 gone, and forgets those that are over. Without
   * motion a mark stands still at full strength until it is over.
   */
  strengths(now: number, still: boolean): Map<number, number> {
    const result = new Map<number, number>();
    for (const [index, at] of this.since) {
      const age = (now - at) / SHOWN_MS;
      if (age >= 1) this.since.delete(index);
      else result.set(index, still ? 0.8 : (1 - Math.max(0, age)) ** 1.5);
    }
    return result;
  }
}
