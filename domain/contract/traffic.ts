import { z } from 'zod';
import { SLOT_KINDS, VEHICLE_CLASSES } from '../facility/kinds.ts';
import {
  base,
  doneSchema,
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
      code: z.enum(['free-period', 'periods', 'day-cap', 'paid']),
      day: z.string(),
      quantity: z.number(),
      unitMinor: minorSchema,
      amountMinor: minorSchema,
    }),
  ),
  totalMinor: minorSchema,
  currency: z.string(),
  tariffId: z.string(),
  validUntilAt: instantSchema,
});

/** A ticket as printed or typed, or a plate: one of them. */
export const presented = {
  ticket: z.string().min(1).max(300).optional(),
  plate: plateSchema.optional(),
};

export const sessionsContract = {
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/sessions', tags: ['sessions'] })
    .input(
      inLot.extend({
        state: z.enum([...SESSION_STATES, 'all']).default('all'),
        plate: z.string().max(32).optional(),
        ticket: z.string().max(300).optional(),
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
};

export const entriesContract = {
  /** A vehicle that the caller vouches for: a third party's reader, or staff at the lane. */
  create: base
    .route({ method: 'POST', path: '/lots/{lotId}/entries', tags: ['traffic'], successStatus: 201 })
    .input(
      write.extend({
        laneId: z.string().max(64),
        plate: plateSchema.optional(),
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
