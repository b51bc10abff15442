import { SLOT_CLASS_KEYS, SLOT_CLASSES } from '#domain/allocation/slot-class.ts';
import type { ReservationDetail, ReservationRow } from '#domain/contract/reservations.ts';
import type { SlotKind } from '#domain/facility/kinds.ts';
import type { VaultRef } from '#domain/kernel/ids.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import { reservationPolicies } from '#domain/lot/reservation-supply.ts';
import {
  cancellationFeeMinor,
  chargeMinor,
  type Reservation,
} from '#domain/reservation/reservation.ts';
import type { LotService } from '../runtime/lot-service.ts';
import { installedOf } from './lot-call.ts';

type Reveal = (ref: VaultRef | null) => string | null;

/** A booking as callers see it. */
export function reservationRow(
  service: LotService,
  one: Reservation,
  reveal: Reveal,
  at: Instant,
): ReservationRow {
  const installed = installedOf(service);
  const { timing, quote } = one;
  const slot = installed.slots[installed.slotIndex.get(one.slotId ?? '') ?? -1];
  const balanceMinor = chargeMinor(one) - one.paidMinor;
  return {
    id: one.id,
    number: one.number,
    state: one.state,
    vehicleClass: one.vehicleClass,
    wantsCharge: one.wantsCharge,
    accessiblePermit: one.accessiblePermit,
    slotId: one.slotId,
    slotLabel: slot?.label ?? null,
    zoneId: slot?.zoneId ?? null,
    kind: slot?.kind ?? kindOf(one),
    fromAt: timing.fromAt,
    toAt: timing.toAt,
    earliestAt: timing.earliestAt,
    missAt: timing.missAt,
    graceUntilAt: timing.graceUntilAt,
    plate: reveal(one.plateRef),
    name: reveal(one.nameRef),
    contact: reveal(one.contactRef),
    prepaid: one.prepaid,
    priceMinor: quote.totalMinor,
    feeMinor: one.feeMinor,
    paidMinor: one.paidMinor,
    dueMinor: isPaidHere(one) ? Math.max(0, balanceMinor) : 0,
    refundableMinor: Math.max(0, -balanceMinor),
    cancellationFeeMinor:
      one.state === 'booked' ? cancellationFeeMinor(one, reservationPolicies(installed), at) : 0,
    currency: quote.currency,
    held: one.held,
    sessionId: one.sessionId,
    bookedAt: one.bookedAt,
    bookedBy: one.bookedBy,
    arrivedAt: one.arrivedAt,
    endedAt: one.endedAt,
    reason: one.reason,
  };
}

/** A booking with the code that opens the entry. */
export function reservationDetail(
  service: LotService,
  one: Reservation,
  reveal: Reveal,
  at: Instant,
): ReservationDetail {
  return {
    ...reservationRow(service, one, reveal, at),
    // Tokens grow old from their day of issue. A booking's must be good on the day that it is for.
    token: service.tokenOf(one.number, one.timing.fromAt, 'reservation'),
    quote: { ...one.quote, lines: [...one.quote.lines], taxes: [...one.quote.taxes] },
    paymentIds: [...one.paymentIds],
  };
}

/** Once the vehicle is inside, the session asks for the price. */
function isPaidHere({ state }: Reservation): boolean {
  return state !== 'arrived' && state !== 'completed';
}

function kindOf({ place }: Reservation): SlotKind | null {
  if (place.kind === 'slot') return null;
  return SLOT_CLASSES[SLOT_CLASS_KEYS.indexOf(place.slotClass)]?.kind ?? null;
}
