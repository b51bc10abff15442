import type { Instant } from '../kernel/instant.ts';

/** Numbers that a lane controller gave and nobody was told of yet. */
export interface NumberGap {
  readonly from: number;
  readonly to: number;
  readonly since: Instant;
  /** Staff know. */
  told: boolean;
}

/** How far a lane controller's events of one epoch are in the books. Plain data: it is part of snapshots. */
export interface ControllerCount {
  readonly epoch: string;
  /** The highest number that is in the books. */
  highest: number;
  /** What is missing below it, lowest first. */
  gaps: NumberGap[];
  /** When the latest of its events happened. */
  newestAt: Instant;
}

/** What is in the books of one lane controller. */
export interface ControllerBook {
  /** The epochs that it spoke in lately, the latest last. */
  readonly counts: ControllerCount[];
  /** Fingerprints of its latest events, oldest first, with where they were told. */
  readonly marks: Map<string, { readonly epoch: string; readonly number: number }>;
}

export interface NumberedEvent {
  readonly epoch: string;
  readonly number: number;
  /** A fingerprint of what happened and when, whatever its epoch and number. */
  readonly mark: string;
  readonly happenedAt: Instant;
}

/**
 * - `known`: in the books already.
 * - `next`: the next number, or a later one with a gap before it.
 * - `late`: it fills a gap.
 * - `repeats`: in the books under another epoch: only its number is new.
 * - `restarted`: its numbers began again without a new epoch, and it is not in the books.
 */
export type Heard = 'known' | 'next' | 'late' | 'repeats' | 'restarted';

/** Epochs that are remembered of one controller. */
export const KEPT_EPOCHS = 8;
/** Fingerprints that are remembered of one controller: far more than it may have told and not heard of. */
export const KEPT_MARKS = 2_000;
/** Gaps that are remembered of one epoch; an older one is told of and can be filled no more. */
export const KEPT_GAPS = 32;

export function emptyControllerBook(): ControllerBook {
  return { counts: [], marks: new Map() };
}

/** What an event is to the books. A mark that is empty belongs to a journal older than marks. */
export function hear(book: ControllerBook | undefined, event: NumberedEvent): Heard {
  const { epoch, number, mark } = event;
  const count = book?.counts.find((one) => one.epoch === epoch);
  const before = mark === '' ? undefined : book?.marks.get(mark);
  if (count === undefined) return before === undefined ? 'next' : 'repeats';
  const isOpen = number > count.highest || count.gaps.some((gap) => holds(gap, number));
  if (before !== undefined && before.epoch !== epoch) return isOpen ? 'repeats' : 'known';
  if (before !== undefined && !isOpen) return 'known';
  if (number > count.highest) return 'next';
  if (isOpen) return 'late';
  // The number is used. A fingerprint that is not known is one of a new count, or one that is forgotten.
  return event.happenedAt > count.newestAt || isRemembered(book, epoch, number)
    ? 'restarted'
    : 'known';
}

/** Takes an event that is not `known` into the book. */
export function noteHeard(book: ControllerBook, event: NumberedEvent, at: Instant): void {
  const heard = hear(book, event);
  const { epoch, number, mark, happenedAt } = event;
  let count = book.counts.find((one) => one.epoch === epoch);
  if (count === undefined) {
    count = { epoch, highest: 0, gaps: [], newestAt: happenedAt };
    book.counts.push(count);
    if (book.counts.length > KEPT_EPOCHS) book.counts.shift();
  }
  if (heard === 'restarted') {
    count.highest = 0;
    count.gaps = [];
  }
  if (number > count.highest) {
    if (number > count.highest + 1)
      count.gaps.push({ from: count.highest + 1, to: number - 1, since: at, told: false });
    if (count.gaps.length > KEPT_GAPS) count.gaps.shift();
    count.highest = number;
  } else count.gaps = count.gaps.flatMap((gap) => without(gap, number));
  count.newestAt = Math.max(count.newestAt, happenedAt);
  if (mark === '' || book.marks.has(mark)) return;
  book.marks.set(mark, { epoch, number });
  for (const oldest of book.marks.keys()) {
    if (book.marks.size <= KEPT_MARKS) break;
    book.marks.delete(oldest);
  }
}

const holds = ({ from, to }: NumberGap, number: number) => number >= from && number <= to;

function without(gap: NumberGap, number: number): readonly NumberGap[] {
  if (!holds(gap, number)) return [gap];
  const parts = [
    { ...gap, to: number - 1 },
    { ...gap, from: number + 1 },
  ];
  return parts.filter(({ from, to }) => from <= to);
}

/** Whether another event is remembered under a number: then this one cannot be it. */
function isRemembered(book: ControllerBook | undefined, epoch: string, number: number): boolean {
  for (const one of book?.marks.values() ?? [])
    if (one.epoch === epoch && one.number === number) return true;
  return false;
}
