import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smallLot } from '../facility/small-lot.testing.ts';
import { must } from '../kernel/assert.ts';
import { reservationPoliciesSchema } from '../reservation/policies.ts';
import { isActive, type Reservation } from '../reservation/reservation.ts';
import { NOON, TestLot } from './lot.testing.ts';
import { arrives, BOOKING, drivesIn, drivesOut, HOUR, MINUTE } from './reservation.testing.ts';
import { withheldSlots } from './reservation-hold.ts';

const SLOTS = [
  { id: 's1' },
  { id: 's2' },
  { id: 's3' },
  { id: 'c1', kind: 'compact' },
  { id: 'c2', kind: 'compact' },
  { id: 'e1', kind: 'ev' },
  { id: 'a1', kind: 'accessible' },
  { id: 'm1', kind: 'motorcycle' },
] as const;
/** Who came before the hold began has left by the time that a reserved driver may come. */
const TRANSIENT_STAY_MS = 60 * MINUTE;

function newLot(): TestLot {
  const lot = smallLot(SLOTS);
  const sharePercent = { standard: 100, compact: 100, ev: 100, accessible: 100, motorcycle: 100 };
  const reservations = reservationPoliciesSchema.parse({ sharePercent });
  return new TestLot({ ...lot, policies: { ...lot.policies, reservations } });
}

const needs = fc.constantFrom(
  { vehicleClass: 'car', wantsCharge: false, accessiblePermit: false } as const,
  { vehicleClass: 'ev', wantsCharge: true, accessiblePermit: false } as const,
  { vehicleClass: 'car', wantsCharge: false, accessiblePermit: true } as const,
  { vehicleClass: 'motorcycle', wantsCharge: false, accessiblePermit: false } as const,
);
const wish = fc.record({
  needs,
  fromQuarters: fc.integer({ min: 0, max: 60 }),
  quarters: fc.integer({ min: 1, max: 40 }),
  slotId: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom(...SLOTS.map(({ id }) => id)) },
  ),
  /** When in its tolerance the vehicle comes, and how long before its end it leaves. */
  comes: fc.double({ min: 0, max: 0.999, noNaN: true }),
  leaves: fc.double({ min: 0, max: 1, noNaN: true }),
});
type Wish = typeof wish extends fc.Arbitrary<infer W> ? W : never;

function book(lot: TestLot, one: Wish): Reservation | null {
  const fromAt = NOON + one.fromQuarters * 15 * MINUTE;
  const toAt = fromAt + one.quarters * 15 * MINUTE;
  const answer = lot.tell({ ...BOOKING, ...one.needs, slotId: one.slotId, fromAt, toAt });
  if (!answer.ok) return null;
  const [event] = answer.events;
  const id = event?.type === 'ReservationBooked' ? event.reservationId : '';
  return must(lot.state.reservations.reservations.get(id), 'booked');
}

/** Whether all bookings that may be inside at an instant find a slot of their own (augmenting paths). */
function allMatch(lot: TestLot, at: number): boolean {
  const { pool, slotIndex } = must(lot.state.installed, 'open');
  const inside = [...lot.state.reservations.reservations.values()].filter(
    ({ counted }) => counted.fromAt <= at && at < counted.toAt,
  );
  const takenBy = new Map<number, number>();
  const suits = (one: Reservation) =>
    one.slotId !== null
      ? [must(slotIndex.get(one.slotId), 'a slot')]
      : [...slotIndex.values()].filter((slot) =>
          pool.tiersFor(one).some((tier) => tier.includes(pool.classOf(slot))),
        );
  const place = (booking: number, seen: Set<number>): boolean => {
    for (const slot of suits(must(inside[booking], 'a booking'))) {
      if (seen.has(slot)) continue;
      seen.add(slot);
      const other = takenBy.get(slot);
      if (other !== undefined && !place(other, seen)) continue;
      takenBy.set(slot, booking);
      return true;
    }
    return false;
  };
  return inside.every((_, booking) => place(booking, new Set()));
}

test('whenever a booking is taken, all that overlap at any instant have a slot each', () => {
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 25 }), (wishes) => {
      const lot = newLot();
      for (const one of wishes) book(lot, one);
      for (const { counted } of lot.state.reservations.reservations.values())
        expect(allMatch(lot, counted.fromAt)).toBe(true);
    }),
    { numRuns: 150 },
  );
});

test('reserved drivers always find a slot, in whatever order they come, while transients keep coming', () => {
  fc.assert(
    fc.property(
      fc.array(wish, { maxLength: 20 }),
      fc.array(needs, { minLength: 1, maxLength: 20 }),
      (wishes, kinds) => {
        const lot = newLot();
        const plans = wishes.flatMap((one) => {
          const reservation = book(lot, one);
          return reservation === null ? [] : [{ one, reservation }];
        });
        const todo = new Map<Reservation, { comesAt: number; leavesAt: number }>();
        for (const { one, reservation } of plans) {
          const { earliestAt, missAt, graceUntilAt } = reservation.timing;
          const comesAt = Math.max(
            NOON,
            Math.floor(earliestAt + one.comes * (missAt - earliestAt)),
          );
          const leavesAt = Math.floor(graceUntilAt - one.leaves * (graceUntilAt - comesAt - 1));
          todo.set(reservation, { comesAt, leavesAt });
        }
        play(lot, todo, kinds);
      },
    ),
    { numRuns: 60 },
  );
});

function play(
  lot: TestLot,
  todo: Map<Reservation, { comesAt: number; leavesAt: number }>,
  kinds: readonly Wish['needs'][],
): void {
  const pool = must(lot.state.installed, 'open').pool;
  let turn = 0;
  const inside: { sessionId: string; leavesAt: number }[] = [];
  const endAt = Math.max(NOON, ...[...todo.values()].map(({ leavesAt }) => leavesAt)) + HOUR;
  for (lot.at = NOON; lot.at <= endAt; lot.at += 5 * MINUTE) {
    for (const [place, gone] of [...inside.entries()].reverse()) {
      if (gone.leavesAt > lot.at) continue;
      drivesOut(lot, gone.sessionId);
      inside.splice(place, 1);
    }
    lot.tell({ type: 'Tick' });
    for (const [one, { comesAt, leavesAt }] of todo) {
      if (comesAt > lot.at || one.state !== 'booked') continue;
      const sessionId = arrives(lot, one);
      expect(sessionId, `slot for ${JSON.stringify(one.timing)}`).not.toBeNull();
      if (one.slotId !== null) expect(lot.state.slots.get(one.slotId)?.sessionId).toBe(sessionId);
      inside.push({ sessionId: sessionId ?? '', leavesAt: Math.max(leavesAt, lot.at) });
    }
    for (let tries = 0; tries < 3; tries += 1) {
      const kind = must(kinds[turn % kinds.length], 'some kind comes');
      turn += 1;
      const slot = pool.choose('in', kind, withheldSlots(lot.state));
      if (slot === null) continue;
      const sessionId = drivesIn(lot, slot, kind);
      inside.push({ sessionId, leavesAt: lot.at + TRANSIENT_STAY_MS });
    }
  }
  for (const one of todo.keys()) expect(isActive(one)).toBe(false);
}
