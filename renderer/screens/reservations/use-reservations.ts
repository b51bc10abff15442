import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReservationRow } from '#domain/contract/reservations.ts';
import type { VehicleClass } from '#domain/facility/kinds.ts';
import { useBookVersion, useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';

const ROWS_MAX = 1_000;
const OFFER_DELAY_MS = 250;

export type ReservationFilter = ReservationRow['state'] | 'active' | 'money' | 'all';

/** What is to be booked, as the form holds it. */
export interface Wanted {
  readonly fromAt: number;
  readonly toAt: number;
  readonly vehicleClass: VehicleClass;
  readonly wantsCharge: boolean;
  readonly accessiblePermit: boolean;
  readonly slotId: string | null;
}

export function useReservations(state: ReservationFilter, search: string) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const version = useBookVersion('reservations');
  return useQuery({
    queryKey: ['reservations', lotId, state, search, version],
    queryFn: () =>
      client.reservations.list({
        lotId,
        state,
        limit: ROWS_MAX,
        ...(search !== '' && { search }),
      }),
    placeholderData: keepPreviousData,
  });
}

export function useReservation(reservationId: string) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const version = useBookVersion('reservations');
  return useQuery({
    queryKey: ['reservation', lotId, reservationId, version],
    queryFn: () => client.reservations.get({ lotId, reservationId }),
    placeholderData: keepPreviousData,
  });
}

export function useCalendar(from: number, to: number, stepMinutes: number) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const version = useBookVersion('reservations');
  return useQuery({
    queryKey: ['reservation-calendar', lotId, from, to, stepMinutes, version],
    queryFn: () => client.reservations.calendar({ lotId, from, to, stepMinutes }),
    placeholderData: keepPreviousData,
  });
}

/**
 * What is wanted once typing has paused, the same object while it says the same; `isSteady` says
 * whether the fields still hold just that, so that nothing older than the last key is booked.
 */
export function useSteady(wanted: Wanted | null): { wanted: Wanted | null; isSteady: boolean } {
  const text = JSON.stringify(wanted);
  const [steady] = useDebouncedValue(text, OFFER_DELAY_MS);
  return { wanted: JSON.parse(steady) as Wanted | null, isSteady: steady === text };
}

/** What is free and what it costs, while it is being typed; null while a time is missing. */
export function useOffer(wanted: Wanted | null, changing?: string) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const version = useBookVersion('reservations');
  return useQuery({
    queryKey: ['reservation-offer', lotId, wanted, changing, version],
    queryFn: () => {
      if (wanted === null) throw new Error('asked without a window');
      const { fromAt: from, toAt: to, slotId, ...needs } = wanted;
      return client.reservations.availability({
        lotId,
        from,
        to,
        ...needs,
        ...(slotId !== null && { slotId }),
        ...(changing !== undefined && { changing }),
      });
    },
    enabled: wanted !== null,
    placeholderData: keepPreviousData,
  });
}
