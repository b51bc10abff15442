import { must } from '../kernel/assert.ts';
import type { DurationMs, Instant } from '../kernel/instant.ts';

/** Something that goes on in a car park, written as it happens: it yields how long until its next step. */
export type Process = Generator<DurationMs, void, void>;

/** A part of a process: as a process, and it comes to something. */
export type Part<T> = Generator<DurationMs, T, void>;

interface Entry {
  readonly at: Instant;
  /** Those of one instant come in the order in which they were put down. */
  readonly order: number;
  readonly process: Process;
}

/** Processes by the instant of their next step. A binary heap, so that the same start is the same course. */
export class Agenda {
  readonly #heap: Entry[] = [];
  #order = 0;

  /** The instant of the next step; null when nothing goes on. */
  get nextAt(): Instant | null {
    return this.#heap[0]?.at ?? null;
  }

  /** Begins a process at an instant. */
  start(at: Instant, process: Process): void {
    this.#push({ at: Math.ceil(at), order: this.#order, process });
    this.#order += 1;
  }

  /** Takes the earliest step. */
  step(): void {
    const { at, process } = must(this.#pop(), 'something goes on');
    const { done, value } = process.next();
    if (done !== true) this.start(at + Math.max(0, value), process);
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let place = heap.length;
    heap.push(entry);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = must(heap[parent], 'a parent is there');
      if (isBefore(above, entry)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = entry;
  }

  #pop(): Entry | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      const left = heap[child];
      if (left === undefined) break;
      const right = heap[child + 1];
      if (right !== undefined && isBefore(right, left)) child += 1;
      const least = must(heap[child], 'a child is there');
      if (isBefore(last, least)) break;
      heap[place] = least;
      place = child;
    }
    heap[place] = last;
    return first;
  }
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
