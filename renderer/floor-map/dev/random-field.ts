import type { LotFile } from '#domain/facility/lot-file.ts';
import { type Random, seededRandom } from '#domain/kernel/seeded-random.ts';
import type { GatePosition } from '#domain/lot/words.ts';
import type { LaneLive, SlotAttention, SlotLive, SlotLook } from '#domain/views/live.ts';
import type { LiveSource } from '../types.ts';

/** A source that can be written to, as the console's store is. */
export class MemorySource<T extends { readonly id: string }> implements LiveSource<T> {
  private readonly rows = new Map<string, T>();
  private readonly listeners = new Set<(ids: readonly string[]) => void>();

  constructor(rows: readonly T[]) {
    for (const row of rows) this.rows.set(row.id, row);
  }

  get(id: string): T | undefined {
    return this.rows.get(id);
  }

  subscribe(listener: (ids: readonly string[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  put(rows: readonly T[]): void {
    for (const row of rows) this.rows.set(row.id, row);
    const ids = rows.map((row) => row.id);
    for (const listener of this.listeners) listener(ids);
  }
}

function pick<T>(random: Random, weighted: readonly (readonly [T, number])[]): T {
  let rest = random() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
  let last = weighted[0]?.[0];
  for (const [value, weight] of weighted) {
    last = value;
    rest -= weight;
    if (rest < 0) break;
  }
  return last as T;
}

const LOOKS: readonly (readonly [SlotLook, number])[] = [
  ['vacant', 32],
  ['occupied', 48],
  ['assigned', 4],
  ['reserved', 4],
  ['blocked', 3],
  ['unknown', 3],
];
const ATTENTIONS: readonly (readonly [SlotAttention, number])[] = [
  ['none', 96],
  ['overstay', 1.2],
  ['mismatch', 1],
  ['unknown-vehicle', 1],
  ['fault', 0.8],
];
const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';

function plateOf(random: Random): string {
  const letter = () => LETTERS[Math.floor(random() * LETTERS.length)] ?? 'A';
  const number = String(Math.floor(random() * 10_000)).padStart(4, '0');
  return `KA${String(1 + Math.floor(random() * 60)).padStart(2, '0')}${letter()}${letter()}${number}`;
}

type Slot = LotFile['slots'][number];

/** A slot in a likely state. */
export function randomSlot(slot: Slot, random: Random, now: number): SlotLive {
  let look = pick(random, LOOKS);
  if (slot.kind === 'ev' && look === 'occupied' && random() < 0.6) look = 'charging';
  const inside = look === 'occupied' || look === 'charging';
  const attention = inside || random() < 0.3 ? pick(random, ATTENTIONS) : 'none';
  const since = now - Math.floor(random() * 8 * 3_600_000);
  const vehicleClass =
    slot.kind === 'motorcycle' || slot.kind === 'bus'
      ? slot.kind
      : look === 'charging'
        ? 'ev'
        : 'car';
  return {
    id: slot.id,
    look,
    attention,
    presence: inside ? 'occupied' : look === 'unknown' ? 'unknown' : 'vacant',
    presenceAt: since,
    session:
      (inside && attention !== 'unknown-vehicle') || look === 'assigned'
        ? { id: slot.id, ticketNumber: '', vehicleClass, plate: plateOf(random), since }
        : null,
    block: null,
  };
}

/** The lanes of a lot, each showing another state of its gate. */
export function variedLanes(lot: LotFile, now: number): LaneLive[] {
  const gates: readonly GatePosition[] = ['closed', 'open', 'open', 'fault', 'moving', 'unknown'];
  return lot.lanes.map((lane, i) => ({
    id: lane.id,
    phase: i === 0 ? 'asking' : 'idle',
    gate: gates[i % gates.length] ?? 'closed',
    held: i % gates.length === 2,
    hold: null,
    call: null,
    way: 'entry',
    turning: null,
    turnedByHand: false,
    armingOn: i % 2 === 0,
    safetyOn: i % gates.length === 1,
    lastPlate: { plate: 'KA05MH1234', confidence: 0.93, at: now },
    sessionId: null,
    slotLabel: null,
    dueMinor: null,
    receipt: null,
    refusal: null,
    ask: null,
    unread: null,
    question: null,
  }));
}

export function randomField(lot: LotFile, seed: number, now: number) {
  const random = seededRandom(seed);
  return {
    random,
    slots: new MemorySource(lot.slots.map((slot) => randomSlot(slot, random, now))),
    lanes: new MemorySource(variedLanes(lot, now)),
  };
}
