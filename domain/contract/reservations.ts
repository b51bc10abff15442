import { z } from 'zod';
import { SLOT_KINDS, VEHICLE_CLASSES } from '../facility/kinds.ts';
import { RESERVATION_STATES } from '../reservation/reservation.ts';
import {
  base,
  codeSchema,
  freeText,
  inLot,
  instantSchema,
  minorSchema,
  plateSchema,
  reasonSchema,
  write,
} from './shared.ts';
import { quoteSchema } from './traffic.ts';

const idText = z.string().min(1).max(64);
const DAY_MINUTES = 1_440;

/** An instant as other systems write it: epoch milliseconds, or ISO 8601 with its offset. */
const instantInput = z
  .union([z.number().int(), z.string().regex(/^\d{10,16}$/), z.iso.datetime({ offset: true })], {
    error: 'an instant such as 2026-11-22T09:00:00+01:00 or epoch milliseconds',
  })
  .transform((value) => {
    if (typeof value === 'number') return value;
    return /^\d+$/.test(value) ? Number(value) : Date.parse(value);
  });

const yes = z.union([z.boolean(), z.stringbool()]).default(false);

/** Who parks, as queries and bodies say it. */
const needsInput = {
  vehicleClass: z.enum(VEHICLE_CLASSES).default('car'),
  wantsCharge: yes,
  accessiblePermit: yes,
};

const nameText = freeText(120, 1, 'a name');
const contactText = freeText(120, 3, 'a phone number or an address');

export const reservationRowSchema = z.object({
  id: z.string(),
  number: z.string(),
  state: z.enum(RESERVATION_STATES),
  vehicleClass: z.enum(VEHICLE_CLASSES),
  wantsCharge: z.boolean(),
  accessiblePermit: z.boolean(),
  /** The slot that was booked by name. */
  slotId: z.string().nullable(),
  slotLabel: z.string().nullable(),
  zoneId: z.string().nullable(),
  /** The kind of slot that it counts among. */
  kind: z.enum(SLOT_KINDS).nullable(),
  fromAt: instantSchema,
  toAt: instantSchema,
  earliestAt: instantSchema,
  missAt: instantSchema,
  graceUntilAt: instantSchema,
  plate: z.string().nullable(),
  name: z.string().nullable(),
  contact: z.string().nullable(),
  prepaid: z.boolean(),
  priceMinor: minorSchema,
  /** Of a cancellation or a no-show. */
  feeMinor: minorSchema,
  paidMinor: minorSchema,
  /** What can be paid now; what a vehicle inside owes is asked for its session. */
  dueMinor: minorSchema,
  /** Paid beyond what it comes to. */
  refundableMinor: minorSchema,
  /** What a cancellation would cost now. */
  cancellationFeeMinor: minorSchema,
  currency: z.string(),
  /** Capacity is withheld for it now. */
  held: z.boolean(),
  sessionId: z.string().nullable(),
  bookedAt: instantSchema,
  bookedBy: z.string(),
  arrivedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  reason: z.string(),
});
export type ReservationRow = z.infer<typeof reservationRowSchema>;

/** With the code that opens the entry. */
const reservationDetailSchema = reservationRowSchema.extend({
  token: z.string(),
  quote: quoteSchema,
  paymentIds: z.array(z.string()),
});
export type ReservationDetail = z.infer<typeof reservationDetailSchema>;

const kindFillSchema = z.object({
  kind: z.enum(SLOT_KINDS),
  total: z.number().int(),
  /** How many of them may be reserved. */
  capacity: z.number().int(),
  /** The most that are at one time of the window. */
  booked: z.number().int(),
});

const availabilitySchema = z.object({
  /** Whether it can be booked; otherwise why not. */
  possible: z.boolean(),
  code: z.string().nullable(),
  message: z.string().nullable(),
  quote: quoteSchema.nullable(),
  /** What such a vehicle would be given. */
  kinds: z.array(kindFillSchema),
  /** Slots that suit and that nobody has booked for the window, the first 500. */
  slots: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      zoneId: z.string(),
      kind: z.enum(SLOT_KINDS),
    }),
  ),
});
export type ReservationAvailability = z.infer<typeof availabilitySchema>;

const calendarSchema = z.object({
  fromAt: instantSchema,
  toAt: instantSchema,
  stepMinutes: z.number().int(),
  /** How many of each kind are reserved in each step, beside how many may be. */
  kinds: z.array(
    z.object({
      kind: z.enum(SLOT_KINDS),
      total: z.number().int(),
      capacity: z.array(z.number().int()),
      booked: z.array(z.number().int()),
    }),
  ),
  /** Bookings that touch the window, the first 2,000 by start. */
  bookings: z.array(reservationRowSchema),
});
export type ReservationCalendar = z.infer<typeof calendarSchema>;

const tags = ['reservations'];
const ofReservation = write.extend({ reservationId: idText });

export const reservationsContract = {
  /** By start; what is over comes after what is to come. */
  list: base
    .route({ method: 'GET', path: '/lots/{lotId}/reservations', tags })
    .input(
      inLot.extend({
        /** `active`: booked or arrived. `money`: something is due or to be given back. */
        state: z.enum([...RESERVATION_STATES, 'active', 'money', 'all']).default('active'),
        /** A part of a number, plate, name or contact. */
        search: codeSchema.optional(),
        from: instantInput.optional(),
        to: instantInput.optional(),
        limit: z.coerce.number().int().min(1).max(1_000).default(200),
      }),
    )
    .output(z.array(reservationRowSchema)),
  /** What a window costs and whether it can be booked, before it is. */
  availability: base
    .route({ method: 'GET', path: '/lots/{lotId}/reservations/availability', tags })
    .input(
      inLot.extend({
        from: instantInput,
        to: instantInput,
        ...needsInput,
        slotId: idText.optional(),
        /** A booking that is to be changed to this: it does not stand in its own way. */
        changing: idText.optional(),
      }),
    )
    .output(availabilitySchema),
  calendar: base
    .route({ method: 'GET', path: '/lots/{lotId}/reservations/calendar', tags })
    .input(
      inLot.extend({
        from: instantInput,
        to: instantInput,
        stepMinutes: z.coerce.number().int().min(15).max(DAY_MINUTES).default(60),
      }),
    )
    .output(calendarSchema),
  /** By id, or by the number on the booking. */
  get: base
    .route({ method: 'GET', path: '/lots/{lotId}/reservations/{reservationId}', tags })
    .input(inLot.extend({ reservationId: idText }))
    .output(reservationDetailSchema),
  create: base
    .route({ method: 'POST', path: '/lots/{lotId}/reservations', tags, successStatus: 201 })
    .input(
      write.extend({
        fromAt: instantInput,
        toAt: instantInput,
        ...needsInput,
        /** One slot by name; any that suits where missing. */
        slotId: idText.nullish(),
        plate: plateSchema.nullish(),
        name: nameText.nullish(),
        contact: contactText.nullish(),
        /** To be paid before the vehicle comes; on its way out otherwise. */
        prepaid: z.boolean().default(false),
        /** The price that the booker was shown; another one is refused. */
        expectedMinor: minorSchema.optional(),
      }),
    )
    .output(reservationDetailSchema),
  /** Changes what is given. `null` takes a plate, a name or the booked slot away. */
  change: base
    .route({ method: 'PATCH', path: '/lots/{lotId}/reservations/{reservationId}', tags })
    .input(
      ofReservation.extend({
        fromAt: instantInput.optional(),
        toAt: instantInput.optional(),
        slotId: idText.nullish(),
        plate: plateSchema.nullish(),
        name: nameText.nullish(),
        contact: contactText.nullish(),
        expectedMinor: minorSchema.optional(),
        /** Gives back at once what the change sets free; for those who may refund. */
        refund: z.boolean().optional(),
      }),
    )
    .output(reservationDetailSchema),
  cancel: base
    .route({ method: 'POST', path: '/lots/{lotId}/reservations/{reservationId}/cancel', tags })
    .input(ofReservation.extend({ reason: reasonSchema, refund: z.boolean().optional() }))
    .output(reservationDetailSchema),
  /** Lets go of the fee of a cancelled or missed booking. */
  waive: base
    .route({ method: 'POST', path: '/lots/{lotId}/reservations/{reservationId}/waive', tags })
    .input(ofReservation.extend({ reason: reasonSchema, refund: z.boolean().default(true) }))
    .output(reservationDetailSchema),
  /** Gives back what was paid beyond what the booking comes to. */
  refund: base
    .route({ method: 'POST', path: '/lots/{lotId}/reservations/{reservationId}/refund', tags })
    .input(ofReservation.extend({ reason: reasonSchema }))
    .output(reservationDetailSchema),
};
