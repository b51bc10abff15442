import type { VaultRef } from '#domain/kernel/ids.ts';
import type { Reservation } from '#domain/reservation/reservation.ts';
import { chargeMinor, isActive } from '#domain/reservation/reservation.ts';
import { overlaps } from '#domain/reservation/span.ts';
import type { LotService } from '../runtime/lot-service.ts';

export interface ReservationQuery {
  readonly state: Reservation['state'] | 'active' | 'money' | 'all';
  readonly search?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly limit: number;
}

type Reveal = (ref: VaultRef | null) => string | null;

/** Bookings that fit: those to come by their start, then those that are over, the latest first. */
export function searchReservations(
  service: LotService,
  query: ReservationQuery,
  reveal: Reveal,
): readonly Reservation[] {
  const { from = -Infinity, to = Infinity } = query;
  const fits = finder(service, query.search ?? '', reveal);
  const found = [...service.state.reservations.reservations.values()].filter(
    (one) =>
      hasState(one, query.state) && overlaps(one.timing, { fromAt: from, toAt: to }) && fits(one),
  );
  return found.sort(byTime).slice(0, query.limit);
}

function byTime(a: Reservation, b: Reservation): number {
  if (isActive(a) !== isActive(b)) return isActive(a) ? -1 : 1;
  const later = a.timing.fromAt - b.timing.fromAt;
  return isActive(a) ? later : -later;
}

function hasState(one: Reservation, state: ReservationQuery['state']): boolean {
  switch (state) {
    case 'all':
      return true;
    case 'active':
      return isActive(one);
    case 'money':
      return owes(one) || one.paidMinor > chargeMinor(one);
    default:
      return one.state === state;
  }
}

/** To be paid by now: what is prepaid, and fees. A stay on its way out pays at the exit. */
function owes(one: Reservation): boolean {
  if (one.state === 'booked') return one.prepaid && one.paidMinor < one.quote.totalMinor;
  if (one.state === 'arrived' || one.state === 'completed') return false;
  return one.paidMinor < one.feeMinor;
}

/** Whether a booking fits what was typed or scanned: its number, plate, name or contact. */
function finder(service: LotService, text: string, reveal: Reveal): (one: Reservation) => boolean {
  const typed = text.trim();
  if (typed === '') return () => true;
  const claim = service.claimOf(typed);
  if (claim.ok && service.state.reservations.byNumber.has(claim.number))
    return ({ number }) => number === claim.number;
  const squeezed = squeeze(typed);
  const folded = fold(typed);
  return (one) => {
    if (squeezed.length > 1 && one.number.startsWith(squeezed)) return true;
    const plate = reveal(one.plateRef);
    if (plate !== null && squeezed !== '' && plate.includes(squeezed)) return true;
    return [one.nameRef, one.contactRef].some(
      (ref) => ref !== null && fold(reveal(ref) ?? '').includes(folded),
    );
  };
}

const squeeze = (text: string) => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
