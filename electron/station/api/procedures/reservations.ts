import { mayDo } from '#domain/access/roles.ts';
import { MINUTE_MS } from '#domain/kernel/instant.ts';
import { windowProblem } from '#domain/lot/decide/reservation-book.ts';
import { placeFor } from '#domain/lot/decide/reservation-place.ts';
import { refusalSentence } from '#domain/lot/decision.ts';
import { windowQuote } from '#domain/lot/reservation-price.ts';
import { reservationPolicies } from '#domain/lot/reservation-supply.ts';
import type { RefusalCode } from '#domain/lot/words.ts';
import type { Reservation } from '#domain/reservation/reservation.ts';
import { promisedSpan, timingOf } from '#domain/reservation/reservation.ts';
import { parseTicketNumber } from '#domain/ticket/number.ts';
import type { LotService, PersonalKind } from '../../runtime/lot-service.ts';
import { apiError, refusalError } from '../api-error.ts';
import type { CallContext } from '../base.ts';
import { api, callerOf } from '../base.ts';
import { eventOf, installedOf, lotOf, plateRefOf, revealFor, submitted } from '../lot-call.ts';
import { kindFills, slotsToBook } from '../reservation-fill.ts';
import { reservationDetail, reservationRow } from '../reservation-row.ts';
import { searchReservations } from '../reservation-search.ts';

/** A picture of more steps shows nothing more. */
const STEPS_MAX = 400;
const CALENDAR_BOOKINGS_MAX = 2_000;

/** Bookings: what is free and what it costs, taking them, changing them, giving them up. */
export const reservations = {
  list: api.reservations.list.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const reveal = revealFor(context, service);
    const at = context.services.clock.now();
    const found = searchReservations(service, input, reveal);
    return found.map((one) => reservationRow(service, one, reveal, at));
  }),

  get: api.reservations.get.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    return detail(context, service, find(service, input.reservationId).id);
  }),

  availability: api.reservations.availability.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const at = context.services.clock.now();
    const { from: fromAt, to: toAt, slotId = null, changing } = input;
    const { vehicleClass, wantsCharge, accessiblePermit } = input;
    const needs = { vehicleClass, wantsCharge, accessiblePermit };
    const policies = reservationPolicies(installedOf(service));
    const except = changing === undefined ? null : find(service, changing);
    const timing = timingOf({ fromAt, toAt }, policies);
    const span = promisedSpan(timing);
    // Of a booking that has begun only the end can change, so its start may have passed.
    const startsBefore =
      except !== null && except.timing.fromAt === fromAt ? Math.min(at, fromAt) : at;
    const wrong = windowProblem({ fromAt, toAt }, policies.maxAheadDays, startsBefore);
    if (wrong === 'reservation-window-wrong')
      return no(wrong, '', { quote: null, kinds: [], slots: [] });
    const quote = windowQuote(service.state, needs, { fromAt, toAt }, at);
    const facts = {
      quote: { ...quote, lines: [...quote.lines], taxes: [...quote.taxes] },
      kinds: kindFills(service, span, needs),
      slots: slotsToBook(service, needs, span),
    };
    if (wrong !== null) return no(wrong, '', facts);
    if (except?.state === 'arrived') return { possible: true, code: null, message: null, ...facts };
    const placed = placeFor(service.state, { needs, timing, slotId, at, except });
    if (!placed.ok) return no(placed.code, placed.detail, facts);
    return { possible: true, code: null, message: null, ...facts };
  }),

  calendar: api.reservations.calendar.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { from: fromAt, to: toAt, stepMinutes } = input;
    const steps = Math.ceil((toAt - fromAt) / (stepMinutes * MINUTE_MS));
    if (steps < 1 || steps > STEPS_MAX) {
      const message = `to: 1 to ${STEPS_MAX} steps after "from" are expected`;
      throw apiError('invalid', message, { issues: [{ path: 'to', message }] });
    }
    const series = Array.from({ length: steps }, (_, step) => {
      const start = fromAt + step * stepMinutes * MINUTE_MS;
      return kindFills(service, { fromAt: start, toAt: start + stepMinutes * MINUTE_MS });
    });
    const reveal = revealFor(context, service);
    const at = context.services.clock.now();
    const query = { state: 'all', from: fromAt, to: toAt, limit: CALENDAR_BOOKINGS_MAX } as const;
    return {
      fromAt,
      toAt,
      stepMinutes,
      kinds: (series[0] ?? []).map(({ kind, total }, place) => ({
        kind,
        total,
        capacity: series.map((fills) => fills[place]?.capacity ?? 0),
        booked: series.map((fills) => fills[place]?.booked ?? 0),
      })),
      bookings: searchReservations(service, query, reveal)
        .filter(({ state }) => state !== 'cancelled')
        .map((one) => reservationRow(service, one, reveal, at)),
    };
  }),

  create: api.reservations.create.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { fromAt, toAt, vehicleClass, wantsCharge, accessiblePermit, slotId, prepaid } = input;
    const { commandId, expectedMinor = null } = input;
    const events = await submitted(
      context,
      service,
      {
        type: 'BookReservation',
        fromAt,
        toAt,
        vehicleClass,
        wantsCharge,
        accessiblePermit,
        slotId: slotId ?? null,
        plateRef: plateRef(service, input.plate) ?? null,
        nameRef: textRef(service, 'name', input.name) ?? null,
        contactRef: textRef(service, 'contact', input.contact) ?? null,
        prepaid,
        expectedMinor,
      },
      { procedure: 'reservations.create', commandId },
    );
    return detail(context, service, eventOf(events, 'ReservationBooked').event.reservationId);
  }),

  change: api.reservations.change.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { id: reservationId } = find(service, input.reservationId);
    const { commandId, fromAt, toAt, slotId, expectedMinor = null, refund } = input;
    const plate = plateRef(service, input.plate);
    const name = textRef(service, 'name', input.name);
    const contact = textRef(service, 'contact', input.contact);
    await submitted(
      context,
      service,
      {
        type: 'ChangeReservation',
        reservationId,
        ...(fromAt !== undefined && { fromAt }),
        ...(toAt !== undefined && { toAt }),
        ...(slotId !== undefined && { slotId }),
        ...(plate !== undefined && { plateRef: plate }),
        ...(name !== undefined && { nameRef: name }),
        ...(contact !== undefined && { contactRef: contact }),
        expectedMinor,
        refund: refunds(context, refund),
      },
      { procedure: 'reservations.change', commandId },
    );
    return detail(context, service, reservationId);
  }),

  cancel: api.reservations.cancel.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { id: reservationId } = find(service, input.reservationId);
    const { reason, commandId } = input;
    const refund = refunds(context, input.refund);
    await submitted(
      context,
      service,
      { type: 'CancelReservation', reservationId, reason, refund },
      { procedure: 'reservations.cancel', commandId },
    );
    return detail(context, service, reservationId);
  }),

  waive: api.reservations.waive.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { id: reservationId } = find(service, input.reservationId);
    const { reason, refund, commandId } = input;
    await submitted(
      context,
      service,
      { type: 'WaiveReservationFee', reservationId, reason, refund },
      { procedure: 'reservations.waive', commandId },
    );
    return detail(context, service, reservationId);
  }),

  refund: api.reservations.refund.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { id: reservationId } = find(service, input.reservationId);
    const { reason, commandId } = input;
    await submitted(
      context,
      service,
      { type: 'RefundReservation', reservationId, reason },
      { procedure: 'reservations.refund', commandId },
    );
    return detail(context, service, reservationId);
  }),
};

/** A booking by its id, or by its number as people type it. */
function find({ state }: LotService, idOrNumber: string): Reservation {
  const { reservations: all, byNumber } = state.reservations;
  const number = parseTicketNumber(idOrNumber);
  const id = number.ok ? byNumber.get(number.value) : undefined;
  const one = all.get(id ?? idOrNumber);
  if (one !== undefined) return one;
  const code = 'reservation-unknown';
  throw refusalError({ code, message: refusalSentence(code, idOrNumber) });
}

function detail(context: CallContext, service: LotService, id: string) {
  const reveal = revealFor(context, service);
  return reservationDetail(service, find(service, id), reveal, context.services.clock.now());
}

/** Money is given back by those who may; others leave it on the booking for them. */
function refunds(context: CallContext, wanted: boolean | undefined): boolean {
  const may = mayDo(callerOf(context).role, 'payment.refund');
  if (wanted === true && !may)
    throw apiError('forbidden', 'Only a manager gives money back. Go on without a refund.', {
      needs: 'payment.refund',
    });
  return wanted ?? may;
}

/** Undefined leaves it as it is, null takes it away. */
function plateRef(service: LotService, plate: string | null | undefined) {
  return plate === undefined || plate === null ? plate : plateRefOf(service, plate);
}

function textRef(service: LotService, kind: PersonalKind, text: string | null | undefined) {
  return text === undefined || text === null ? text : service.refOfText(kind, text);
}

function no<F>(code: RefusalCode, detailText: string, facts: F) {
  return { possible: false, code, message: refusalSentence(code, detailText), ...facts };
}
