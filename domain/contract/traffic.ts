import { z } from 'zod';
import { SLOT_KINDS, VEHICLE_CLASSES } from '../facility/kinds.ts';
import { QUOTE_LINE_CODES } from '../tariff/quote.ts';
import {
  base,
  codeSchema,
  doneSchema,
  freeText,
  inLot,
  instantSchema,
  minorSchema,
  plateSchema,
  reasonSchema,
  write,
} from './shared.ts';

export const SESSION_STATES = ['entering', 'inside', 'ended', 'void'] as const;

export const sessionRowSchema = z.object({
  id: z.string(),
  ticketNumber: z.string(),
  state: z.enum(SESSION_STATES),
  plate: z.string().nullable(),
  vehicleClass: z.enum(VEHICLE_CLASSES),
  slotId: z.string().nullable(),
  slotLabel: z.string().nullable(),
  entryLaneId: z.string(),
  exitLaneId: z.string().nullable(),
  entryAt: instantSchema,
  exitAt: instantSchema.nullable(),
  paidMinor: minorSchema,
});
export type SessionRow = z.infer<typeof sessionRowSchema>;

const slotBriefSchema = z.object({
  id: z.string(),
  label: z.string(),
  levelId: z.string(),
  kind: z.enum(SLOT_KINDS),
});

export const quoteSchema = z.object({
  lines: z.array(
    z.object({
      code: z.enum(QUOTE_LINE_CODES),
      /** The name that the tariff, the product or the shop gives it. */
      text: z.string(),
      fromAt: instantSchema.optional(),
      toAt: instantSchema.optional(),
      quantity: z.number(),
      /** `wh`: the quantity is energy, and its unit is a kilowatt-hour. */
      measure: z.literal('wh').optional(),
      perMinutes: z.number().int().optional(),
      unitMinor: minorSchema,
      amountMinor: minorSchema,
    }),
  ),
  totalMinor: minorSchema,
  netMinor: minorSchema,
  taxMinor: minorSchema,
  taxes: z.array(
    z.object({ label: z.string(), basisPoints: z.number().int(), amountMinor: minorSchema }),
  ),
  currency: z.string(),
  tariffId: z.string(),
  /** The total stays as it is for every exit before this instant. */
  validUntilAt: instantSchema,
  /** Which rate was taken, and why. */
  why: z.string(),
});

/** A ticket as printed or typed, or a plate: one of them. */
export const presented = {
  ticket: codeSchema.optional(),
  plate: plateSchema.optional(),
};

const extrasSchema = z.object({
  /** A product of the stay's tariff, or null for none. */
  product: z.string().max(60).nullable(),
  chargingMinutes: z.number().int().min(0).max(100_000),
  /** Watt-hours. */
  chargingWh: z.number().int().min(0).max(10_000_000),
  oversized: z.boolean(),
});
export type Extras = z.infer<typeof extrasSchema>;

export const sessionsContract = {
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/sessions', tags: ['sessions'] })
    .input(
      inLot.extend({
        state: z.enum([...SESSION_STATES, 'all']).default('all'),
        plate: freeText(32).optional(),
        ticket: codeSchema.or(z.literal('')).optional(),
        vehicleClass: z.enum(VEHICLE_CLASSES).optional(),
        /** Entered from this instant on, and before that one; then the longest stays come first. */
        enteredFrom: z.coerce.number().int().optional(),
        enteredTo: z.coerce.number().int().optional(),
        limit: z.coerce.number().int().min(1).max(5_000).default(500),
        offset: z.coerce.number().int().min(0).default(0),
      }),
    )
    .output(z.array(sessionRowSchema)),
  /** Ends a stay that no exit saw. */
  close: base
    .route({ method: 'POST', path: '/lots/{lotId}/sessions/{sessionId}/close', tags: ['sessions'] })
    .input(write.extend({ sessionId: z.string().max(64), reason: reasonSchema }))
    .output(doneSchema),
  /** What a running stay used beside its slot, and what of it the tariff prices. */
  extras: base
    .route({ method: 'GET', path: '/lots/{lotId}/sessions/{sessionId}/extras', tags: ['sessions'] })
    .input(inLot.extend({ sessionId: z.string().max(64) }))
    .output(
      z.object({
        extras: extrasSchema,
        products: z.array(z.object({ id: z.string(), name: z.string(), priceMinor: minorSchema })),
        pricesCharging: z.object({ minutes: z.boolean(), energy: z.boolean() }),
        pricesOversized: z.boolean(),
      }),
    ),
  /** A product that the driver chose, charging that was measured, room for a large vehicle. */
  change: base
    .route({
      method: 'PATCH',
      path: '/lots/{lotId}/sessions/{sessionId}/extras',
      tags: ['sessions'],
    })
    .input(write.extend({ sessionId: z.string().max(64), ...extrasSchema.partial().shape }))
    .output(doneSchema),
};

export const entriesContract = {
  /** A vehicle that the caller vouches for: a third party's reader, or staff at the lane. */
  create: base
    .route({ method: 'POST', path: '/lots/{lotId}/entries', tags: ['traffic'], successStatus: 201 })
    .input(
      write.extend({
        laneId: z.string().max(64),
        plate: plateSchema.optional(),
        /** The code of a booking or a pass, or a member's card. */
        credential: z.string().min(1).max(300).optional(),
        vehicleClass: z.enum(VEHICLE_CLASSES).default('car'),
        wantsCharge: z.boolean().default(false),
        accessiblePermit: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        session: z.object({
          id: z.string(),
          state: z.enum(SESSION_STATES),
          entryAt: instantSchema,
        }),
        ticket: z.object({ number: z.string(), token: z.string() }),
        slot: slotBriefSchema,
      }),
    ),
};

export const exitsContract = {
  create: base
    .route({ method: 'POST', path: '/lots/{lotId}/exits', tags: ['traffic'] })
    .input(write.extend({ laneId: z.string().max(64), ...presented }))
    .output(
      z.object({
        decision: z.enum(['vend', 'refuse']),
        code: z.string(),
        message: z.string(),
        sessionId: z.string().nullable(),
        dueMinor: minorSchema,
        currency: z.string(),
      }),
    ),
};

export const quotesContract = {
  create: base
    .route({ method: 'POST', path: '/lots/{lotId}/quotes', tags: ['money'] })
    .input(inLot.extend(presented))
    .output(
      z.object({
        session: sessionRowSchema,
        quote: quoteSchema,
        paidMinor: minorSchema,
        /** What is to be paid now: the quote less what was paid, zero within the exit grace. */
        dueMinor: minorSchema,
        currency: z.string(),
        graceUntilAt: instantSchema.nullable(),
      }),
    ),
};
