import { type PackedRight, partOf } from '../lane-rights.ts';
import type { LaneSecret, ShownKind } from '../lane-secret.ts';
import type { ControllerMemory } from './memory.ts';

/** What stands before a controller: at most one of each, as its readers read it. */
export interface Shown {
  readonly plate?: string;
  readonly card?: string;
  readonly code?: string;
}

export type Verdict =
  | { readonly opens: true; readonly right: PackedRight | null }
  | { readonly opens: false; readonly why: Denial };

/**
 * - `station`: the station hears it, and decides.
 * - `closed`: the lane is closed while it is cut off.
 * - `stale`: its rights have run out, or it never had any.
 * - `no-right`: nothing that was shown opens now.
 * - `used`: it has let through as many vehicles of that holder as it may.
 * - `full`: it could not keep another event.
 */
export type Denial = 'station' | 'closed' | 'stale' | 'no-right' | 'used' | 'full';

/** Events that a controller keeps at most: what it cannot tell it does not do. */
export const QUEUE_MAX = 5_000;

/** Whether a lane that is cut off opens for what was shown. */
export function decideAlone(
  memory: ControllerMemory,
  secret: LaneSecret,
  shown: Shown,
  now: number,
): Verdict {
  const { head, queue } = memory;
  if (queue.length >= QUEUE_MAX) return no('full');
  if (head === null) return no('stale');
  if (head.alone === 'closed') return no('closed');
  const isStale = now >= head.untilAt;
  const found = isStale ? null : rightFor(memory, secret, shown, now);
  if (found?.opens) return found;
  if (head.alone === 'open') return { opens: true, right: null };
  return isStale ? no('stale') : (found ?? no('no-right'));
}

const no = (why: Denial): Verdict => ({ opens: false, why });

function rightFor(
  memory: ControllerMemory,
  secret: LaneSecret,
  shown: Shown,
  now: number,
): Verdict | null {
  const kinds: readonly ShownKind[] = ['code', 'card', 'plate'];
  let denied: Verdict | null = null;
  for (const kind of kinds) {
    const text = shown[kind];
    if (text === undefined) continue;
    const right = lookUp(memory, secret, kind, text);
    if (right === null || !holdsAt(right, now / 1_000)) continue;
    const used = memory.used.filter(({ s }) => s === right.s).length;
    if (right.n === undefined || used < right.n) return { opens: true, right };
    denied = no('used');
  }
  return denied;
}

/** While a new period's parts come in, some are still of the one before. */
function lookUp(
  { parts }: ControllerMemory,
  secret: LaneSecret,
  kind: ShownKind,
  text: string,
): PackedRight | null {
  for (const period of new Set(parts.map((part) => part.period))) {
    const digest = secret.digest(period, kind, text);
    const part = parts.find((one) => one.part === partOf(digest) && one.period === period);
    const right = part?.rights.find(({ d }) => d === digest);
    if (right !== undefined) return right;
  }
  return null;
}

function holdsAt({ t }: PackedRight, second: number): boolean {
  return (
    t === undefined || t.some(([from, until]) => second >= from && (until === 0 || second < until))
  );
}
