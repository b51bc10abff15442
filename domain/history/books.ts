import { must } from '../kernel/assert.ts';
import type { MembershipId, PlanId } from '../kernel/ids.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../kernel/instant.ts';
import { zonedDay } from '../kernel/zoned.ts';
import type { CommandBody } from '../lot/command.ts';
import type { EventOf, EventType, LotEvent } from '../lot/event.ts';
import { type GroupTerms, groupTermsSchema } from '../membership/group.ts';
import { type PlanTerms, planTermsSchema } from '../membership/plan.ts';
import { type ShopTerms, shopTermsSchema } from '../validation/shop.ts';
import type { References } from './history-lot.ts';

/** Commands one after the other; each is answered by what it brought about. */
export type Course<T = void> = Generator<CommandBody, T, readonly LotEvent[]>;

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;

const PLANS: readonly PlanTerms[] = [
  {
    name: 'Monthly, any time',
    rights: { kind: 'unlimited' },
    period: 'month',
    priceMinor: 450_000,
  },
  {
    name: 'Office hours',
    rights: { kind: 'windows', windows: [{ days: [...WEEKDAYS], from: '08:00', to: '20:00' }] },
    period: 'month',
    priceMinor: 280_000,
  },
  {
    name: 'Two-wheeler, monthly',
    rights: { kind: 'unlimited' },
    period: 'month',
    priceMinor: 90_000,
    vehicleClasses: ['motorcycle'],
  },
  {
    name: 'Prepaid',
    rights: { kind: 'prepaid', lowBalanceMinor: 20_000 },
    period: 'open',
    priceMinor: 0,
  },
].map((terms) => planTermsSchema.parse(terms));

const TENANT: GroupTerms = groupTermsSchema.parse({ name: 'Riverside Offices', insideMax: 12 });

const SHOPS: readonly ShopTerms[] = [
  {
    name: 'Lotus Cinema',
    offers: [{ id: 'film', kind: 'minutes', value: 180, label: 'Film, 3 hours free' }],
  },
  {
    name: 'Fresh Market',
    offers: [{ id: 'shopping', kind: 'percent', value: 50, label: 'Shopping, half price' }],
    perDay: { countMax: 200, valueMaxMinor: null },
  },
].map((terms) => shopTermsSchema.parse(terms));

/** A member as the demo knows them; people and plates are made up. */
export interface DemoMember {
  readonly name: string;
  readonly plates: readonly string[];
  /** The place of the plan in the demo's list. */
  readonly plan: number;
}

const MEMBERS: readonly DemoMember[] = [
  { name: 'Asha Rao', plates: ['KA01MB1001'], plan: 0 },
  { name: 'Vikram Shetty', plates: ['KA05HT2002', 'KA05HT2003'], plan: 0 },
  { name: 'Meera Iyer', plates: ['KA03NC3003'], plan: 1 },
  { name: 'Joseph Mathew', plates: ['KL07CK4004'], plan: 1 },
  { name: 'Farah Khan', plates: ['KA51EQ5005'], plan: 2 },
  { name: 'Dev Patel', plates: ['GJ01RT6006'], plan: 3 },
];
/** The plan of those who come through the tenant. */
export const OFFICE_PLAN = 1;
export const MOTORCYCLE_PLAN = 2;
export const PREPAID_PLAN = 3;

/** A member with their contract. */
export interface Contract {
  readonly member: DemoMember;
  readonly membershipId: MembershipId;
}

/** Members, a tenant and shops for a demo lot that has none: its screens then show what they are for. */
export function* demoBooks(
  references: References,
  more: readonly DemoMember[] = [],
): Course<readonly Contract[]> {
  const plans: PlanId[] = [];
  for (const terms of PLANS)
    plans.push(found('PlanSaved', yield { type: 'SavePlan', planId: null, terms }).planId);
  const saved = yield { type: 'SaveGroup', groupId: null, terms: TENANT };
  const { groupId } = found('GroupSaved', saved);
  const contracts: Contract[] = [];
  for (const member of [...MEMBERS, ...more]) {
    const planId = must(plans[member.plan], 'the demo has this plan');
    // The tenant has few places; those who came later have contracts of their own.
    const isTenants = member.plan === OFFICE_PLAN && MEMBERS.includes(member);
    const started = yield {
      type: 'StartMembership',
      member: {
        planId,
        groupId: isTenants ? groupId : null,
        holderRef: references.refOfText('name', member.name),
        contactRef: null,
        plateRefs: member.plates.map((plate) => references.refOf(plate)),
        cardRefs: [],
      },
      startAt: null,
      grantReason: 'demo',
    };
    const { membershipId } = found('MembershipStarted', started);
    contracts.push({ member, membershipId });
  }
  for (const terms of SHOPS) yield { type: 'SaveShop', shopId: null, terms };
  return contracts;
}

/** A few bookings in the hours and days to come. */
export function* demoBookings(references: References, now: Instant, timeZone: string): Course {
  const tomorrow = zonedDay(now + DAY_MS, timeZone).startsAt;
  const wishes = [
    { fromAt: now + 2 * HOUR_MS, hours: 3, plate: 'KA02BK7001', name: 'Priya Nair' },
    { fromAt: now + 5 * HOUR_MS, hours: 4, plate: 'KA04BK7002', name: 'Rahul Verma' },
    { fromAt: tomorrow + 9 * HOUR_MS, hours: 8, plate: 'TN09BK7003', name: 'Lakshmi Menon' },
    { fromAt: tomorrow + 18 * HOUR_MS, hours: 5, plate: null, name: 'Arjun Das' },
  ];
  for (const { fromAt, hours, plate, name } of wishes)
    yield {
      type: 'BookReservation',
      fromAt,
      toAt: fromAt + hours * HOUR_MS,
      vehicleClass: 'car',
      wantsCharge: false,
      accessiblePermit: false,
      plateRef: plate === null ? null : references.refOf(plate),
      nameRef: references.refOfText('name', name),
      contactRef: null,
      slotId: null,
      prepaid: false,
      expectedMinor: null,
    };
}

/** Runs a course where commands are answered at once. */
export function runCourse<T>(
  course: Course<T>,
  tell: (body: CommandBody) => readonly LotEvent[],
): T {
  let step = course.next();
  while (step.done !== true) step = course.next(tell(step.value));
  return step.value;
}

function found<T extends EventType>(type: T, events: readonly LotEvent[]): EventOf<T> {
  const event = events.find((one) => one.type === type);
  return must(event as EventOf<T> | undefined, `${type} happens in the demo's books`);
}
