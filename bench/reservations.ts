/**
 * How long it takes to say whether a window can be reserved, beside the same question put to a plain
 * list of bookings. Run: node bench/reservations.ts
 */
import type { VehicleNeeds } from '#domain/facility/kinds.ts';
import { seededRandom } from '#domain/kernel/seeded-random.ts';
import type { Command, CommandBody } from '#domain/lot/command.ts';
import { placeFor } from '#domain/lot/decide/reservation-place.ts';
import { decide } from '#domain/lot/decide.ts';
import { evolve, initialState } from '#domain/lot/evolve.ts';
import type { LotState } from '#domain/lot/state.ts';
import { DEFAULT_RESERVATION_POLICIES } from '#domain/reservation/policies.ts';
import { timingOf } from '#domain/reservation/reservation.ts';
import { overlaps, type Span } from '#domain/reservation/span.ts';
import { bigLot } from './big-lot.ts';
import { quantile, type Row } from './row.ts';
import { printRows } from './table.ts';

const SLOTS = 1_000;
const CHECKS = 2_000;
/** A plain list takes so long that a few answers must do. */
const SCANS = 200;
const SEED = 11;
const QUARTER_MS = 15 * 60_000;
const NOW = Date.parse('2026-03-02T12:00:00Z');
const AHEAD_QUARTERS = 89 * 96;
/** One booking in so many is of a slot by name. */
const NAMED_EVERY = 10;
const CAR: VehicleNeeds = { vehicleClass: 'car', wantsCharge: false, accessiblePermit: false };

/** Checks among a thousand and ten thousand bookings of the coming three months. */
export async function benchReservations(): Promise<Row[]> {
  return [1_000, 10_000].flatMap((count) => measure(count));
}

function measure(count: number): Row[] {
  const random = seededRandom(SEED);
  const { state, bookMs } = lotWith(count, random);
  const windows = Array.from({ length: CHECKS }, () => someWindow(random));
  const checksUs = windows.map((window, turn) =>
    timedUs(() => check(state, window, slotOf(state, turn))),
  );
  const scansUs = windows.slice(0, SCANS).map((window) => timedUs(() => scan(state, window)));
  const what = `reservations, check among ${count.toLocaleString('en')}`;
  return [
    { what: `${what}, median`, value: quantile(checksUs, 0.5), unit: 'µs' },
    { what: `${what}, p99`, value: quantile(checksUs, 0.99), unit: 'µs', aim: { most: 1_000 } },
    {
      what: `${what}, share of a plain list's time`,
      value: quantile(checksUs, 0.5) / quantile(scansUs, 0.5),
      unit: '×',
    },
    {
      what: `reservations, book ${count.toLocaleString('en')}, each`,
      value: (bookMs * 1_000) / count,
      unit: 'µs',
    },
  ];
}

function lotWith(count: number, random: () => number) {
  const state = initialState();
  const lot = bigLot(SLOTS);
  let seq = 0;
  const tell = (body: CommandBody) => {
    const command = commandOf(body, seq, random);
    const decision = decide(state, command);
    if (!decision.ok) return;
    for (const event of decision.events) {
      seq += 1;
      evolve(state, { seq, at: NOW, actor: command.actor, commandId: command.id, event });
    }
  };
  tell({ type: 'OpenLot', lot });
  const start = performance.now();
  for (let turn = 0; state.reservations.reservations.size < count; turn += 1) {
    const isNamed = turn % NAMED_EVERY === 0;
    const slotId = isNamed ? slotOf(state, turn) : null;
    const people = { plateRef: null, nameRef: null, contactRef: null };
    const rest = { prepaid: false, expectedMinor: null, slotId };
    tell({ type: 'BookReservation', ...CAR, ...people, ...rest, ...someWindow(random) });
  }
  return { state, bookMs: performance.now() - start };
}

function commandOf(body: CommandBody, seq: number, random: () => number): Command {
  const nonce = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  return { ...body, id: `c${seq}`, at: NOW, actor: { kind: 'station' }, nonce };
}

/** An hour to three days, within three months. */
function someWindow(random: () => number): Span {
  const fromAt = NOW + (12 + Math.floor(random() * AHEAD_QUARTERS)) * QUARTER_MS;
  return { fromAt, toAt: fromAt + (4 + Math.floor(random() ** 3 * 284)) * QUARTER_MS };
}

function slotOf({ installed }: LotState, turn: number): string {
  return installed?.slots[(turn * 7_919) % SLOTS]?.id ?? '';
}

/** Both questions: any slot that suits, and one by name. */
function check(state: LotState, window: Span, slotId: string): boolean {
  const timing = timingOf(window, DEFAULT_RESERVATION_POLICIES);
  const wish = { needs: CAR, timing, at: NOW, except: null };
  const any = placeFor(state, { ...wish, slotId: null }).ok;
  return placeFor(state, { ...wish, slotId }).ok && any;
}

/** What a list can say: how many bookings overlap at most at each quarter of an hour. */
function scan({ reservations }: LotState, window: Span): number {
  let most = 0;
  for (let at = window.fromAt; at < window.toAt; at += QUARTER_MS) {
    let count = 0;
    const quarter = { fromAt: at, toAt: at + QUARTER_MS };
    for (const one of reservations.reservations.values())
      if (overlaps(one.counted, quarter)) count += 1;
    most = Math.max(most, count);
  }
  return most;
}

function timedUs(run: () => unknown): number {
  const start = performance.now();
  run();
  return (performance.now() - start) * 1_000;
}

if (import.meta.main) printRows('reservations', await benchReservations());
