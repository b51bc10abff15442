import { z } from 'zod';
import { VEHICLE_CLASSES } from '../facility/kinds.ts';
import { MARK_KINDS } from '../views/ledger.ts';
import {
  base,
  doneSchema,
  freeText,
  inLot,
  instantSchema,
  minorSchema,
  reasonSchema,
  write,
} from './shared.ts';

const idText = z.string().min(1).max(64);
const tags = ['traffic'];

export const lostTicketsContract = {
  /** The ticket of a stay is lost: another stands for it, and the tariff's charge for that is due. */
  declare: base
    .route({ method: 'POST', path: '/lots/{lotId}/sessions/{sessionId}/lost-ticket', tags })
    .input(write.extend({ sessionId: idText, reason: reasonSchema }))
    .output(
      z.object({
        ticket: z.object({ number: z.string(), token: z.string() }),
        dueMinor: minorSchema,
        currency: z.string(),
      }),
    ),
  /** It was found before it was paid. */
  withdraw: base
    .route({
      method: 'POST',
      path: '/lots/{lotId}/sessions/{sessionId}/lost-ticket/withdraw',
      tags,
    })
    .input(write.extend({ sessionId: idText, reason: reasonSchema }))
    .output(z.object({ ticketNumber: z.string() })),
  /** What a lost ticket costs a vehicle whose stay nobody can find. */
  charge: base
    .route({ method: 'GET', path: '/lots/{lotId}/lost-ticket-charge', tags })
    .input(inLot.extend({ vehicleClass: z.enum(VEHICLE_CLASSES).default('car') }))
    .output(z.object({ dueMinor: minorSchema, currency: z.string() })),
  /** Opens for a vehicle without a stay that has paid for a lost ticket; once for each payment. */
  letOut: base
    .route({ method: 'POST', path: '/lots/{lotId}/lanes/{laneId}/lost-ticket-exit', tags })
    .input(inLot.extend({ laneId: idText, paymentId: idText }))
    .output(doneSchema),
};

export const plateAnswersContract = {
  /** Staff's answer where a plate at an exit does not agree with the one at the entry. */
  answerPlate: base
    .route({ method: 'POST', path: '/lots/{lotId}/lanes/{laneId}/plate-answer', tags: ['lanes'] })
    .input(
      write.extend({
        laneId: idText,
        letOut: z.boolean(),
        /** Which of the stays that it may be; needed where there are several. */
        sessionId: idText.optional(),
        /** Needed to let a vehicle out by the ticket of another. */
        reason: freeText(200).default(''),
      }),
    )
    .output(doneSchema),
};

const differenceSchema = z.object({
  at: instantSchema,
  kind: z.enum(MARK_KINDS),
  sessionId: z.string().nullable(),
  ticketNumber: z.string().nullable(),
  laneId: z.string().nullable(),
  /** What was not paid, or was paid without a stay. */
  amountMinor: minorSchema.nullable(),
  by: z.string(),
  reason: z.string(),
});

/** The tickets of a day: open before and issued, against ended and still open. */
export const reconciliationSchema = z.object({
  day: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  openBefore: z.number().int(),
  issued: z.number().int(),
  ended: z.object({
    collected: z.number().int(),
    lost: z.number().int(),
    'by-hand': z.number().int(),
    void: z.number().int(),
    closed: z.number().int(),
  }),
  openAfter: z.number().int(),
  /** 0 when every ticket is accounted for. */
  unexplained: z.number().int(),
  lost: z.number().int(),
  /** Lost tickets of those issued, 0 to 1; null on a day without any. */
  lostRatio: z.number().nullable(),
  unpaidMinor: minorSchema,
  counts: z.partialRecord(z.enum(MARK_KINDS), z.number().int()),
  differences: z.array(differenceSchema),
  /** Slots with a vehicle that no stay is known of; null for a day that is over. */
  occupiedWithoutStay: z.array(z.object({ slotId: z.string(), label: z.string() })).nullable(),
});
export type ReconciliationReport = z.infer<typeof reconciliationSchema>;

const dayInput = inLot.extend({
  /** The lot's calendar day; today when missing. */
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-11-22')
    .optional(),
});

export const reconciliationContract = {
  /** REST callers may ask for `?format=csv`. */
  reconciliation: base
    .route({ method: 'GET', path: '/lots/{lotId}/reports/reconciliation', tags: ['reports'] })
    .input(dayInput)
    .output(reconciliationSchema),
};
