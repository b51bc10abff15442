import type { VaultEntry } from '../../ports/journal.ts';

/** What the crash writer puts in its journal at any seq: fixed, so that a reader needs no record of it. */
const BATCH_MAX_EVENTS = 40;

/** How many events the batch after `after` has, 1 to 40. */
export function batchSize(after: number): number {
  return 1 + ((Math.imul(after + 1, 0x9e3779b1) >>> 16) % BATCH_MAX_EVENTS);
}

/** The plate that comes with the batch after `after`. */
export function batchPlate(after: number): string {
  return `KA05CR${after}`;
}

export function batchVault(after: number, refOf: (plate: string) => string): readonly VaultEntry[] {
  const clear = batchPlate(after);
  return [{ ref: refOf(clear), clear }];
}

/** The ends of all batches from the beginning up to `lastSeq`; its last member is `lastSeq` or short of it. */
export function batchEnds(lastSeq: number): readonly number[] {
  const ends: number[] = [0];
  for (let end = batchSize(0); end <= lastSeq; end += batchSize(end)) ends.push(end);
  return ends;
}
