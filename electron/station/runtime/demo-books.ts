import type { MembershipId, PlanId } from '#domain/kernel/ids.ts';
import { DAY_MS, HOUR_MS, type Instant } from '#domain/kernel/instant.ts';
import { zonedDay } from '#domain/kernel/zoned.ts';
import type { Actor } from '#domain/lot/actor.ts';
import type { CommandBody } from '#domain/lot/command.ts';
import type { EventOf, EventType } from '#domain/lot/event.ts';
import { type GroupTerms, groupTermsSchema } from '#domain/membership/group.ts';
import { type PlanTerms, planTermsSchema } from '#domain/membership/plan.ts';
import { type ShopTerms, shopTermsSchema } from '#domain/validation/shop.ts';
import type { LotUnit } from './lot-unit.ts';

const STATION: Actor = { kind: 'station' };
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

const MEMBERS = [
  { name: 'Asha Rao', plates: ['KA01MB1001'], plan: 0 },
  { name: 'Vikram Shetty', plates: ['KA05HT2002', 'KA05HT2003'], plan: 0 },
  { name: 'Meera Iyer', plates: ['KA03NC3003'], plan: 1 },
  { name: 'Joseph Mathew', plates: ['KL07CK4004'], plan: 1 },
  { name: 'Farah Khan', plates: ['KA51EQ5005'], plan: 2 },
  { name: 'Dev Patel', plates: ['GJ01RT6006'], plan: 3 },
] as const;

/**
 * Members, a tenant, shops and bookings for a demo lot that has none: its screens then show what they
 * are for. The people and plates are made up.
 */
export async function fillDemoBooks(unit: LotUnit, now: Instant): Promise<void> {
  const { memberships, validations, reservations } = unit.state;
  if (memberships.plans.size + validations.shops.size + reservations.reservations.size > 0) return;
  const plans: PlanId[] = [];
  for (const terms of PLANS)
    plans.push((await tell(unit, { type: 'SavePlan', planId: null, terms }, 'PlanSaved')).planId);
  const group = await tell(unit, { type: 'SaveGroup', groupId: null, terms: TENANT }, 'GroupSaved');
  for (const { name, plates, plan } of MEMBERS)
    await startMember(unit, {
      name,
      plates,
      planId: plans[plan] ?? '',
      groupId: plan === 1 ? group.groupId : null,
    });
  for (const terms of SHOPS)
    await tell(unit, { type: 'SaveShop', shopId: null, terms }, 'ShopSaved');
  await book(unit, now);
}

async function startMember(
  unit: LotUnit,
  member: {
    readonly name: string;
    readonly plates: readonly string[];
    readonly planId: PlanId;
    readonly groupId: string | null;
  },
): Promise<MembershipId> {
  const { name, plates, planId, groupId } = member;
  const started = await tell(
    unit,
    {
      type: 'StartMembership',
      member: {
        planId,
        groupId,
        holderRef: unit.refOfText('name', name) ?? '',
        contactRef: null,
        plateRefs: plates.flatMap((plate) => unit.refOf(plate) ?? []),
        cardRefs: [],
      },
      startAt: null,
      grantReason: 'demo',
    },
    'MembershipStarted',
  );
  return started.membershipId;
}

/** A few bookings in the hours and days to come. */
async function book(unit: LotUnit, now: Instant): Promise<void> {
  const timeZone = unit.lot?.timeZone ?? 'UTC';
  const tomorrow = zonedDay(now + DAY_MS, timeZone).startsAt;
  const wishes = [
    { fromAt: now + 2 * HOUR_MS, hours: 3, plate: 'KA02BK7001', name: 'Priya Nair' },
    { fromAt: now + 5 * HOUR_MS, hours: 4, plate: 'KA04BK7002', name: 'Rahul Verma' },
    { fromAt: tomorrow + 9 * HOUR_MS, hours: 8, plate: 'TN09BK7003', name: 'Lakshmi Menon' },
    { fromAt: tomorrow + 18 * HOUR_MS, hours: 5, plate: null, name: 'Arjun Das' },
  ];
  for (const { fromAt, hours, plate, name } of wishes)
    await tell(
      unit,
      {
        type: 'BookReservation',
        fromAt,
        toAt: fromAt + hours * HOUR_MS,
        vehicleClass: 'car',
        wantsCharge: false,
        accessiblePermit: false,
        plateRef: plate === null ? null : unit.refOf(plate),
        nameRef: unit.refOfText('name', name),
        contactRef: null,
        slotId: null,
        prepaid: false,
        expectedMinor: null,
      },
      'ReservationBooked',
    );
}

async function tell<T extends EventType>(
  unit: LotUnit,
  body: CommandBody,
  type: T,
): Promise<EventOf<T>> {
  const outcome = await unit.submit(body, { actor: STATION });
  if (!outcome.ok) throw new Error(`The demo's books: ${outcome.refusal.message}`);
  const found = outcome.events.find(({ event }) => event.type === type);
  if (found === undefined) throw new Error(`The demo's books: ${type} did not happen.`);
  return found.event as EventOf<T>;
}
