import { assert } from '../kernel/assert.ts';
import type { ReservationId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';

/** When time alone next changes something about a reservation. */
export interface AgendaItem {
  readonly at: Instant;
  readonly reservationId: ReservationId;
}

/** Earliest first; equal instants in the order of ids, so that every item has one place. */
function comesBefore(a: AgendaItem, b: AgendaItem): boolean {
  return a.at < b.at || (a.at === b.at && a.reservationId < b.reservationId);
}

function placeOf(agenda: readonly AgendaItem[], item: AgendaItem): number {
  let low = 0;
  let high = agenda.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = agenda[middle];
    if (other !== undefined && comesBefore(other, item)) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function addToAgenda(agenda: AgendaItem[], item: AgendaItem): void {
  agenda.splice(placeOf(agenda, item), 0, item);
}

/** Takes out an item that was added before. */
export function removeFromAgenda(agenda: AgendaItem[], item: AgendaItem): void {
  const place = placeOf(agenda, item);
  const found = agenda[place];
  assert(
    found?.at === item.at && found.reservationId === item.reservationId,
    'only what was added is taken out',
  );
  agenda.splice(place, 1);
}
