import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useBookVersion, useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';

/** The report of a shift, asked for again when money or cash moved. */
export function useShiftReport(shiftId: string) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const shifts = useBookVersion('shifts');
  const payments = useBookVersion('payments');
  return useQuery({
    queryKey: ['shift-report', lotId, shiftId, shifts, payments],
    queryFn: () => client.shifts.report({ lotId, shiftId }),
    placeholderData: (before, query) =>
      query?.queryKey[2] === shiftId ? keepPreviousData(before) : undefined,
  });
}
