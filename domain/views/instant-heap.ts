import type { Instant } from '../kernel/instant.ts';

/** Instants of which the earliest is always at hand. A binary heap. */
export class InstantHeap {
  readonly #items: Instant[] = [];

  get size(): number {
    return this.#items.length;
  }

  /** The earliest, or null. */
  get first(): Instant | null {
    return this.#items[0] ?? null;
  }

  push(at: Instant): void {
    const items = this.#items;
    let place = items.length;
    items.push(at);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = items[parent] ?? at;
      if (above <= at) break;
      items[place] = above;
      place = parent;
    }
    items[place] = at;
  }

  /** Takes the earliest away. */
  pop(): Instant | null {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (first === undefined || last === undefined) return null;
    if (items.length === 0) return first;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      const left = items[child];
      if (left === undefined) break;
      const right = items[child + 1];
      if (right !== undefined && right < left) child += 1;
      const least = items[child] ?? left;
      if (least >= last) break;
      items[place] = least;
      place = child;
    }
    items[place] = last;
    return first;
  }
}
