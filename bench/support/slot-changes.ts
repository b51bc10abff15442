import type { SentAt } from './presence-load.ts';

/** That a change of slot number `slot` was seen, epoch milliseconds. */
export interface Seen {
  readonly slot: number;
  readonly at: number;
}

/**
 * The delay of each published change: to the first thing that was seen of its slot before the next
 * change of that slot left.
 * @returns milliseconds, and how many of the wanted changes were never seen
 */
export function delaysOf(
  sentAt: SentAt,
  slots: number,
  seen: readonly Seen[],
  isWanted: (slot: number) => boolean = () => true,
): { readonly delaysMs: readonly number[]; readonly missed: number } {
  const bySlot = new Map<number, number[]>();
  for (const { slot, at } of seen) {
    const times = bySlot.get(slot);
    if (times === undefined) bySlot.set(slot, [at]);
    else times.push(at);
  }
  const delaysMs: number[] = [];
  let missed = 0;
  sentAt.forEach((left, message) => {
    const slot = message % slots;
    if (!isWanted(slot)) return;
    const next = sentAt[message + slots] ?? Number.POSITIVE_INFINITY;
    const at = bySlot.get(slot)?.find((time) => time >= left && time < next);
    if (at === undefined) missed += 1;
    else delaysMs.push(at - left);
  });
  return { delaysMs, missed };
}
