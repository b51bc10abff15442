import { type Course, demoBookings, demoBooks } from '#domain/history/books.ts';
import type { References } from '#domain/history/history-lot.ts';
import { must } from '#domain/kernel/assert.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { Actor } from '#domain/lot/actor.ts';
import type { LotUnit } from './lot-unit.ts';

const STATION: Actor = { kind: 'station' };

/** Members, a tenant, shops and bookings for a demo lot that was opened without a history. */
export async function fillDemoBooks(unit: LotUnit, now: Instant): Promise<void> {
  const { memberships, validations, reservations } = unit.state;
  if (memberships.plans.size + validations.shops.size + reservations.reservations.size > 0) return;
  const references: References = {
    refOf: (plate) => must(unit.refOf(plate), 'the demo writes plates as they are'),
    refOfText: (kind, text) => must(unit.refOfText(kind, text), 'nobody in the demo is nameless'),
  };
  await run(unit, demoBooks(references));
  await run(unit, demoBookings(references, now, unit.lot?.timeZone ?? 'UTC'));
}

async function run(unit: LotUnit, course: Course<unknown>): Promise<void> {
  let step = course.next();
  while (step.done !== true) {
    const outcome = await unit.submit(step.value, { actor: STATION });
    if (!outcome.ok) throw new Error(`The demo's books: ${outcome.refusal.message}`);
    step = course.next(outcome.events.map(({ event }) => event));
  }
}
