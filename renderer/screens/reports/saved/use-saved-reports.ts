import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useBookVersion, useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';

/** The lot's saved reports, read again whenever one is changed or sent. */
export function useSavedReports() {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const version = useBookVersion('reporting');
  return useQuery({
    queryKey: ['saved-reports', lotId, version],
    queryFn: () => client.savedReports.list({ lotId }),
    placeholderData: keepPreviousData,
  });
}
