import type { AdviceScope } from '#domain/advice/advice.ts';
import type { AdviceList } from '#domain/advice/make-advice.ts';
import { HOUR_MS, type Instant } from '#domain/kernel/instant.ts';

/** Advice, and when it was made. */
export interface MadeAdvice extends AdviceList {
  readonly madeAt: Instant;
}

const KEPT_MAX = 8;

/** Keeps advice for an hour: it is about whole days before today, and looking takes a while. */
export class AdviceCache {
  readonly #kept = new Map<string, MadeAdvice>();

  /** What was made within the hour for the same days, or what is made now. */
  async of(scope: AdviceScope, make: () => Promise<AdviceList>): Promise<MadeAdvice> {
    const { span, nowAt } = scope;
    const key = `${span.fromAt} ${span.toAt}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined && Math.abs(nowAt - kept.madeAt) < HOUR_MS) return kept;
    const made = { ...(await make()), madeAt: nowAt };
    this.#kept.delete(key);
    this.#kept.set(key, made);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT_MAX) break;
      this.#kept.delete(oldest);
    }
    return made;
  }

  clear(): void {
    this.#kept.clear();
  }
}
