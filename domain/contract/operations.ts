import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { VEHICLE_CLASSES } from '../facility/kinds.ts';
import type { RecordedEvent } from '../lot/event.ts';
import type { LiveMessage } from '../views/live.ts';
import { reportQuery } from './reports.ts';
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

export const slotActionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('block'), untilAt: instantSchema.nullable().default(null) }),
  z.object({ kind: z.literal('unblock') }),
  z.object({ kind: z.literal('free') }),
  z.object({ kind: z.literal('move'), toSlotId: z.string().max(64) }),
  z.object({ kind: z.literal('mark'), presence: z.enum(['vacant', 'occupied']) }),
]);

const feedEntrySchema = z.object({
  seq: z.number().int(),
  at: instantSchema,
  type: z.string(),
  actor: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

export const slotsContract = {
  override: base
    .route({
      method: 'POST',
      path: '/lots/{lotId}/slots/{slotId}/overrides',
      tags: ['slots'],
      successStatus: 201,
    })
    .input(
      write.extend({ slotId: z.string().max(64), action: slotActionSchema, reason: reasonSchema }),
    )
    .output(z.object({ overrideId: z.string(), undoable: z.boolean() })),
  undo: base
    .route({ method: 'POST', path: '/lots/{lotId}/overrides/{overrideId}/undo', tags: ['slots'] })
    .input(write.extend({ overrideId: z.string().max(64) }))
    .output(doneSchema),
  history: base
    .route({ method: 'GET', path: '/lots/{lotId}/slots/{slotId}/history', tags: ['slots'] })
    .input(
      inLot.extend({
        slotId: z.string().max(64),
        limit: z.coerce.number().int().min(1).max(500).default(50),
      }),
    )
    .output(z.array(feedEntrySchema)),
};

export const lanesContract = {
  /** Opens for one vehicle, holds open, or closes; by hand and therefore with a reason. */
  operate: base
    .route({ method: 'POST', path: '/lots/{lotId}/lanes/{laneId}/{action}', tags: ['lanes'] })
    .input(
      write.extend({
        laneId: z.string().max(64),
        action: z.enum(['vend', 'hold', 'close']),
        reason: reasonSchema,
        /** When a hold ends by itself; until it is released when missing. */
        untilAt: instantSchema.optional(),
      }),
    )
    .output(doneSchema),
  /**
   * A receipt on paper for whoever stands in the lane: of what was paid there, or with the payment where it
   * is still due. Answers once the printer has said what became of it.
   */
  receipt: base
    .route({
      method: 'POST',
      path: '/lots/{lotId}/lanes/{laneId}/receipt',
      tags: ['lanes'],
      successStatus: 201,
    })
    .input(write.extend({ laneId: z.string().max(64) }))
    .output(
      z.object({
        /** `noted`: it is printed with the payment. `pending`: the printer has not said yet what became of it. */
        state: z.enum(['printed', 'failed', 'pending', 'noted']),
        /** Why it failed, as a sentence. */
        detail: z.string(),
        number: z.number().int().nullable(),
        /** 0 for the original, 1 for the first copy. */
        copy: z.number().int(),
      }),
    ),
  /** Staff's answer to a read the camera was not sure of. */
  answerRead: base
    .route({ method: 'POST', path: '/lots/{lotId}/lanes/{laneId}/read-answer', tags: ['lanes'] })
    .input(
      write.extend({
        laneId: z.string().max(64),
        admit: z.boolean(),
        plate: plateSchema.optional(),
        /** What stands there, where the camera had it wrong or saw nothing. */
        vehicleClass: z.enum(VEHICLE_CLASSES).optional(),
      }),
    )
    .output(doneSchema),
};

/** Alarms of older journals have the id of their lane in theirs. */
const ALARM_ID_MAX_CHARS = 128;

export const alarmsContract = {
  acknowledge: base
    .route({ method: 'POST', path: '/lots/{lotId}/alarms/{alarmId}/acknowledge', tags: ['alarms'] })
    .input(write.extend({ alarmId: z.string().max(ALARM_ID_MAX_CHARS) }))
    .output(doneSchema),
};

const hourRowSchema = z.object({
  /** Start of the hour, in the lot's time zone. */
  startAt: instantSchema,
  entries: z.number().int(),
  exits: z.number().int(),
  /** Vehicles inside at the hour's end, or now for the running hour. */
  inside: z.number().int(),
  takingsMinor: minorSchema,
});

export const REPORTS = ['summary', 'sessions'] as const;

/** Those that are written as a file. */
export const CSV_REPORTS = [...REPORTS, 'reconciliation'] as const;

const reportInput = inLot.extend({
  report: z.enum(REPORTS),
  period: z.enum(['day']).default('day'),
  /** The lot's calendar day, `YYYY-MM-DD`; today when missing. */
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-11-22')
    .optional(),
});

export const reportSchema = z.object({
  day: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  capacity: z.number().int(),
  hours: z.array(hourRowSchema),
  totals: z.object({
    entries: z.number().int(),
    exits: z.number().int(),
    takingsMinor: minorSchema,
    overrides: z.number().int(),
    refusals: z.number().int(),
    peakInside: z.number().int(),
  }),
});
export type Report = z.infer<typeof reportSchema>;

export const reportsContract = {
  get: base
    .route({ method: 'GET', path: '/lots/{lotId}/reports/{report}', tags: ['reports'] })
    .input(reportInput)
    .output(reportSchema),
  /** The same figures as a file (RFC 4180). REST callers ask for `?format=csv` instead. */
  csv: base
    .route({ method: 'GET', path: '/lots/{lotId}/reports/{report}/csv', tags: ['reports'] })
    .input(reportInput.extend({ report: z.enum(CSV_REPORTS) }))
    .output(z.object({ fileName: z.string(), text: z.string() })),
};

export const journalContract = {
  read: base
    .route({ method: 'GET', path: '/lots/{lotId}/journal', tags: ['journal'] })
    .input(
      inLot.extend({
        after: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(1_000).default(200),
      }),
    )
    .output(z.array(z.custom<RecordedEvent>())),
  verify: base
    .route({ method: 'POST', path: '/lots/{lotId}/journal/verify', tags: ['journal'] })
    .input(inLot)
    .output(
      z.object({
        ok: z.boolean(),
        /** The last sealed event, or the first that does not hold. */
        seq: z.number().int(),
        message: z.string(),
      }),
    ),
  /** The seal over an event: what an exported proof has to say, too. */
  seal: base
    .route({ method: 'GET', path: '/lots/{lotId}/journal/seals/{seq}', tags: ['journal'] })
    .input(inLot.extend({ seq: z.coerce.number().int().min(1) }))
    .output(z.object({ seq: z.number().int(), hash: z.string() })),
  /**
   * The events of a time and the seals over them, in parts that make one file of JSON lines. Over
   * WebSocket and MessagePort; REST has it as a file at `/lots/{lotId}/reports/audit/proof`.
   */
  proof: base
    .input(reportQuery.omit({ report: true }))
    .output(eventIterator(z.object({ fileName: z.string(), share: z.number(), text: z.string() }))),
};

export const liveContract = {
  /** A snapshot, then what changes, until the caller leaves. Over WebSocket and MessagePort. */
  watch: base.input(inLot).output(eventIterator(z.custom<LiveMessage>())),
};
