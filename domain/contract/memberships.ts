import { z } from 'zod';
import { VEHICLE_CLASSES } from '../facility/kinds.ts';
import { groupTermsSchema } from '../membership/group.ts';
import { PLAN_KINDS, planTermsSchema } from '../membership/plan.ts';
import { REMINDER_REASONS } from '../membership/reminders.ts';
import { MEMBERSHIP_STANDINGS } from '../membership/standing.ts';
import {
  base,
  doneSchema,
  freeText,
  inLot,
  instantSchema,
  minorSchema,
  plateSchema,
  reasonSchema,
  write,
} from './shared.ts';

const idText = z.string().min(1).max(64);
const nameText = freeText(120, 1, 'a name');
/** What a reader says of a card: RFID, never a payment card. */
const cardText = freeText(64, 4, 'a card number of at least 4 characters');

const planRowSchema = z.object({
  id: z.string(),
  terms: planTermsSchema,
  retired: z.boolean(),
  /** Memberships that have not ended. */
  members: z.number().int(),
});
export type PlanRow = z.infer<typeof planRowSchema>;

export const plansContract = {
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/plans', tags: ['memberships'] })
    .input(inLot)
    .output(z.array(planRowSchema)),
  create: base
    .route({
      method: 'POST',
      path: '/lots/{lotId}/plans',
      tags: ['memberships'],
      successStatus: 201,
    })
    .input(write.extend({ terms: planTermsSchema }))
    .output(z.object({ planId: z.string() })),
  /** Other terms, for all members of the plan from now on; a price from the next renewal on. */
  change: base
    .route({ method: 'PUT', path: '/lots/{lotId}/plans/{planId}', tags: ['memberships'] })
    .input(write.extend({ planId: idText, terms: planTermsSchema }))
    .output(doneSchema),
  /** Offers it no longer, or again. Its members keep it. */
  retire: base
    .route({ method: 'POST', path: '/lots/{lotId}/plans/{planId}/retire', tags: ['memberships'] })
    .input(write.extend({ planId: idText, retired: z.boolean().default(true) }))
    .output(doneSchema),
};

const groupRowSchema = z.object({
  id: z.string(),
  terms: groupTermsSchema,
  members: z.number().int(),
  inside: z.number().int(),
  /** Slots that are kept for it and not in use by it. */
  held: z.number().int(),
});
export type GroupRow = z.infer<typeof groupRowSchema>;

export const groupsContract = {
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/groups', tags: ['memberships'] })
    .input(inLot)
    .output(z.array(groupRowSchema)),
  create: base
    .route({
      method: 'POST',
      path: '/lots/{lotId}/groups',
      tags: ['memberships'],
      successStatus: 201,
    })
    .input(write.extend({ terms: groupTermsSchema }))
    .output(z.object({ groupId: z.string() })),
  change: base
    .route({ method: 'PUT', path: '/lots/{lotId}/groups/{groupId}', tags: ['memberships'] })
    .input(write.extend({ groupId: idText, terms: groupTermsSchema }))
    .output(doneSchema),
};

export const membershipRowSchema = z.object({
  id: z.string(),
  /** Nine symbols, as the pass says it. */
  number: z.string(),
  /** Null for a role that may not see names and plates. */
  holder: z.string().nullable(),
  contact: z.string().nullable(),
  plates: z.array(z.string()),
  planId: z.string(),
  planName: z.string(),
  planKind: z.enum(PLAN_KINDS),
  groupId: z.string().nullable(),
  groupName: z.string().nullable(),
  standing: z.enum(MEMBERSHIP_STANDINGS),
  /** Why it is suspended or ended. */
  stateReason: z.string(),
  startAt: instantSchema,
  /** Null before the first payment, and for a plan without periods. */
  paidUntilAt: instantSchema.nullable(),
  graceUntilAt: instantSchema.nullable(),
  inside: z.number().int(),
  insideMax: z.number().int(),
  balanceMinor: minorSchema,
  debtMinor: minorSchema,
});
export type MembershipRow = z.infer<typeof membershipRowSchema>;

const membershipDetailSchema = membershipRowSchema.extend({
  terms: planTermsSchema,
  cards: z.array(z.string()),
  /** The signed text of the pass's QR code. */
  token: z.string(),
  createdAt: instantSchema,
  /** What was used in this month, and what is left of what the plan counts. */
  usage: z.object({
    month: z.string(),
    entries: z.number().int(),
    usedMinutes: z.number().int(),
    entriesLeft: z.number().int().nullable(),
    minutesLeft: z.number().int().nullable(),
  }),
  months: z.array(
    z.object({ month: z.string(), entries: z.number().int(), usedMinutes: z.number().int() }),
  ),
  periods: z.array(
    z.object({
      fromAt: instantSchema,
      /** Null without an end. */
      untilAt: instantSchema.nullable(),
      by: z.enum(['payment', 'grant']),
      entries: z.number().int(),
    }),
  ),
  stays: z.array(
    z.object({
      sessionId: z.string(),
      plate: z.string().nullable(),
      slotLabel: z.string().nullable(),
      vehicleClass: z.enum(VEHICLE_CLASSES),
      since: instantSchema.nullable(),
      /** The plan does not cover it: entries or the tenant's quota were used up. */
      isBeyond: z.boolean(),
    }),
  ),
  /** What the next period costs with taxes; null where none can be paid now. */
  feeDueMinor: minorSchema.nullable(),
  /** What the balance may still take; null for a plan without a balance. */
  topUpMaxMinor: minorSchema.nullable(),
});
export type MembershipDetail = z.infer<typeof membershipDetailSchema>;

const details = {
  planId: idText,
  groupId: idText.nullable(),
  holder: nameText,
  contact: nameText.nullable(),
  plates: z.array(plateSchema).max(50),
  cards: z.array(cardText).max(50),
};

const ofMembership = write.extend({ membershipId: idText });
const withReason = ofMembership.extend({ reason: reasonSchema });
const path = (rest: string) => `/lots/{lotId}/memberships/{membershipId}${rest}` as const;
const tags = ['memberships'];

export const membershipsContract = {
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/memberships', tags })
    .input(
      inLot.extend({
        /** A part of the name, a plate, the contact, or the beginning of the number. */
        search: freeText(64).optional(),
        standing: z.enum([...MEMBERSHIP_STANDINGS, 'current', 'all']).default('current'),
        planId: idText.optional(),
        groupId: idText.optional(),
        limit: z.coerce.number().int().min(1).max(5_000).default(1_000),
      }),
    )
    .output(z.array(membershipRowSchema)),
  /** Who should be spoken to, the most urgent first. */
  reminders: base
    .route({ method: 'GET', path: '/lots/{lotId}/memberships/reminders', tags })
    .input(inLot)
    .output(
      z.array(
        z.object({
          membership: membershipRowSchema,
          why: z.enum(REMINDER_REASONS),
          at: instantSchema.nullable(),
          amountMinor: minorSchema.nullable(),
        }),
      ),
    ),
  get: base
    .route({ method: 'GET', path: path(''), tags })
    .input(inLot.extend({ membershipId: idText }))
    .output(membershipDetailSchema),
  create: base
    .route({ method: 'POST', path: '/lots/{lotId}/memberships', tags, successStatus: 201 })
    .input(
      write.extend({
        ...details,
        groupId: details.groupId.default(null),
        contact: details.contact.default(null),
        plates: details.plates.default([]),
        cards: details.cards.default([]),
        /** Now where missing. */
        startAt: instantSchema.optional(),
        /** Gives the first period without a payment here, such as against an invoice. */
        grantReason: reasonSchema.optional(),
      }),
    )
    .output(z.object({ membershipId: z.string(), number: z.string(), token: z.string() })),
  /** What is left out stays as it is. */
  change: base
    .route({ method: 'PATCH', path: path(''), tags })
    .input(ofMembership.extend(z.object(details).partial().shape))
    .output(doneSchema),
  renew: base
    .route({ method: 'POST', path: path('/renew'), tags })
    .input(withReason)
    .output(z.object({ fromAt: instantSchema, untilAt: instantSchema })),
  suspend: base
    .route({ method: 'POST', path: path('/suspend'), tags })
    .input(withReason)
    .output(doneSchema),
  resume: base
    .route({ method: 'POST', path: path('/resume'), tags })
    .input(withReason)
    .output(doneSchema),
  end: base
    .route({ method: 'POST', path: path('/end'), tags })
    .input(withReason)
    .output(doneSchema),
  waiveDebt: base
    .route({ method: 'POST', path: path('/waive-debt'), tags })
    .input(withReason.extend({ amountMinor: minorSchema.min(1) }))
    .output(doneSchema),
  /** Ends stays that no exit saw, so that the credential opens the entry again. */
  resync: base
    .route({ method: 'POST', path: path('/resync'), tags })
    .input(withReason.extend({ sessionId: idText.optional() }))
    .output(z.object({ sessionIds: z.array(z.string()) })),
  /** The same for a plate, whether it is a member's or not. */
  resyncPlate: base
    .route({ method: 'POST', path: '/lots/{lotId}/credentials/resync', tags })
    .input(write.extend({ plate: plateSchema, reason: reasonSchema }))
    .output(z.object({ sessionIds: z.array(z.string()) })),
};

const blockedPlateSchema = z.object({
  /** Null for a role that may not see plates. */
  plate: z.string().nullable(),
  reason: z.string(),
  untilAt: instantSchema.nullable(),
  by: z.string(),
  since: instantSchema,
  /** Its time is over: it stops nobody any more. */
  isOver: z.boolean(),
  /** It is inside now. */
  isInside: z.boolean(),
});
export type BlockedPlateRow = z.infer<typeof blockedPlateSchema>;

export const blockedPlatesContract = {
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/blocked-plates', tags })
    .input(inLot.extend({ search: freeText(64).optional() }))
    .output(z.array(blockedPlateSchema)),
  /** The same plate again changes the reason or the time. */
  block: base
    .route({ method: 'POST', path: '/lots/{lotId}/blocked-plates', tags, successStatus: 201 })
    .input(
      write.extend({
        plate: plateSchema,
        reason: reasonSchema,
        untilAt: instantSchema.nullable().default(null),
      }),
    )
    .output(doneSchema),
  /** The plate stands in the body: addresses end up in logs. */
  unblock: base
    .route({ method: 'POST', path: '/lots/{lotId}/blocked-plates/unblock', tags })
    .input(write.extend({ plate: plateSchema, reason: reasonSchema }))
    .output(doneSchema),
};
