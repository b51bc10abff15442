import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import { zonedDay, zonedMinute } from '../kernel/zoned.ts';
import { dueOf } from '../lot/decide/payment-due.ts';
import { paidUntil } from '../membership/membership.ts';
import type { PaymentPurpose } from '../payment/payment.ts';
import { drawPlate } from '../traffic/plates.ts';
import { plainPlan } from '../traffic/vehicle-plan.ts';
import type { Process } from './agenda.ts';
import {
  type Contract,
  type DemoMember,
  MOTORCYCLE_PLAN,
  OFFICE_PLAN,
  PREPAID_PLAN,
} from './books.ts';
import { drawName } from './names.ts';
import { payByRequest } from './pay.ts';
import { visit } from './visit.ts';
import { between, happens, isEnding, oneOf, type World } from './world.ts';

/** Members for each hundred slots. */
const PER_HUNDRED = 9;
const TOP_UP_MINOR = 100_000;
const LOW_MINOR = 30_000;

/** Members that a lot of this size has beside those that the demo knows by name. */
export function drawMembers({ lot, random }: World): readonly DemoMember[] {
  const count = Math.round((lot.lot.slots.length * PER_HUNDRED) / 100);
  return Array.from({ length: count }, (_, index) => ({
    name: drawName(random),
    plates: [drawPlate(random)],
    plan: [OFFICE_PLAN, 0, OFFICE_PLAN, PREPAID_PLAN, MOTORCYCLE_PLAN][index % 5] ?? 0,
  }));
}

/** The days of a member: most working days for some, now and then for others. */
export function* memberDays(world: World, { member }: Contract): Process {
  const { lot, agenda } = world;
  const { timeZone } = lot.lot;
  const isOffice = member.plan === OFFICE_PLAN || member.plan === 0;
  for (;;) {
    const day = zonedDay(lot.at, timeZone);
    const weekday = new Date(`${day.day}T00:00:00Z`).getUTCDay();
    const isWeekend = weekday === 0 || weekday === 6;
    const share = isOffice ? (isWeekend ? 0.04 : 0.84) : 0.35;
    const minute = isOffice ? between(world, 8.1 * 60, 10 * 60) : between(world, 9 * 60, 19 * 60);
    const comesAt = zonedMinute(day, Math.round(minute), timeZone);
    if (happens(world, share) && comesAt > lot.at && comesAt < world.quietAt) {
      const stayMs = between(world, isOffice ? 7 : 1, isOffice ? 9.6 : 4) * HOUR_MS;
      const vehicleClass = member.plan === MOTORCYCLE_PLAN ? 'motorcycle' : 'car';
      const needs = { vehicleClass, wantsCharge: false, accessiblePermit: false } as const;
      const plan = plainPlan(oneOf(world, member.plates) ?? '', { needs });
      agenda.start(comesAt, visit(world, { ...plan, entryBy: 'plate', stayMs }));
    }
    yield day.endsAt - lot.at + MINUTE_MS;
  }
}

/** Pays the next period before the last one ends, and fills a balance that runs low. */
export function* memberFees(world: World, { membershipId }: Contract): Process {
  const { lot } = world;
  for (;;) {
    yield between(world, 0.8, 1.2) * DAY_MS;
    if (isEnding(world)) return;
    const membership = lot.state.memberships.memberships.get(membershipId);
    if (membership === undefined) return;
    const plan = lot.state.memberships.plans.get(membership.planId);
    const isPrepaid = plan?.terms.rights.kind === 'prepaid';
    if (isPrepaid && membership.balanceMinor < LOW_MINOR)
      yield* pay(world, { kind: 'membership', membershipId, what: 'top-up' }, TOP_UP_MINOR);
    const endsAt = paidUntil(membership);
    if (!isPrepaid && endsAt !== null && endsAt < lot.at + 3 * DAY_MS)
      yield* pay(world, { kind: 'membership', membershipId, what: 'fee' }, null);
  }
}

function* pay(world: World, purpose: PaymentPurpose, wantedMinor: number | null): Process {
  const { lot } = world;
  const due = dueOf(lot.state, purpose, lot.at, wantedMinor ?? 0);
  if (!due.ok || due.dueMinor === 0) return;
  const method = happens(world, 0.7) ? 'online' : 'upi';
  yield* payByRequest(world, purpose, due.dueMinor, { method, laneId: null });
}
