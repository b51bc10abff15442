/**
 * How long it takes to choose a slot among 100,000, and to say that it is taken or free again.
 * Run: node bench/allocation.ts
 */
import { SlotPool } from '#domain/allocation/slot-pool.ts';
import { SLOT_KINDS, VEHICLE_CLASSES, type VehicleNeeds } from '#domain/facility/kinds.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { parseLotFile } from '#domain/facility/parse-lot-file.ts';
import { seededRandom } from '#domain/kernel/seeded-random.ts';
import { bigLot } from './big-lot.ts';
import { quantile, type Row } from './row.ts';
import { printRows } from './table.ts';

const SLOTS = 100_000;
const WARM_UP = 20_000;
const MEASURED = 200_000;
/** The lot stays this full: choosing then looks past many taken slots. */
const FULL_SHARE = 0.9;
const SEED = 7;

/** Times of choosing, taking and releasing in a lot of 100,000 slots of all kinds. */
export async function benchAllocation(): Promise<Row[]> {
  const plain = bigLot(SLOTS);
  const lot: LotFile = { ...plain, slots: plain.slots.map(withSomeKind) };
  const parsing = performance.now();
  const parsed = parseLotFile(lot);
  const parsedMs = performance.now() - parsing;
  if (!parsed.ok) throw new Error(`the bench lot is no lot: ${JSON.stringify(parsed.error[0])}`);
  const building = performance.now();
  const pool = new SlotPool(lot);
  const builtMs = performance.now() - building;
  for (let slot = 0; slot < SLOTS; slot += 1) pool.setVacant(slot, true);
  const { choosesUs, changesUs } = run(pool);
  return [
    {
      what: 'allocation, choose among 100,000 slots, median',
      value: quantile(choosesUs, 0.5),
      unit: 'µs',
      aim: { most: 10 },
    },
    {
      what: 'allocation, choose among 100,000 slots, p99',
      value: quantile(choosesUs, 0.99),
      unit: 'µs',
    },
    {
      what: 'allocation, take or release a slot, median',
      value: quantile(changesUs, 0.5),
      unit: 'µs',
    },
    {
      what: 'allocation, take or release a slot, p99',
      value: quantile(changesUs, 0.99),
      unit: 'µs',
    },
    { what: 'allocation, build the pool of 100,000 slots', value: builtMs, unit: 'ms' },
    { what: 'lot file of 100,000 slots, parse and check', value: parsedMs, unit: 'ms' },
  ];
}

function withSomeKind(slot: LotFile['slots'][number], index: number): LotFile['slots'][number] {
  // Most slots are standard ones, and every other kind is there.
  return { ...slot, kind: SLOT_KINDS[index % 12] ?? 'standard' };
}

function run(pool: SlotPool): { choosesUs: number[]; changesUs: number[] } {
  const random = seededRandom(SEED);
  const taken: number[] = [];
  const choosesUs: number[] = [];
  const changesUs: number[] = [];
  const change = (slot: number, vacant: boolean): void => {
    const start = performance.now();
    pool.setVacant(slot, vacant);
    changesUs.push((performance.now() - start) * 1_000);
  };
  while (choosesUs.length < WARM_UP + MEASURED) {
    const needs = someNeeds(random);
    const start = performance.now();
    const slot = pool.choose('in', needs);
    choosesUs.push((performance.now() - start) * 1_000);
    if (slot !== null) {
      change(slot, false);
      taken.push(slot);
    }
    if (taken.length < SLOTS * FULL_SHARE && slot !== null) continue;
    const leaving = Math.floor(random() * taken.length);
    const last = taken.pop();
    if (last === undefined) continue;
    const left = taken[leaving] ?? last;
    if (leaving < taken.length) taken[leaving] = last;
    change(left, true);
  }
  return { choosesUs: choosesUs.slice(WARM_UP), changesUs: changesUs.slice(WARM_UP) };
}

function someNeeds(random: () => number): VehicleNeeds {
  return {
    vehicleClass: VEHICLE_CLASSES[Math.floor(random() * VEHICLE_CLASSES.length)] ?? 'car',
    wantsCharge: random() < 0.5,
    accessiblePermit: random() < 0.05,
  };
}

if (import.meta.main) printRows('allocation', await benchAllocation());
