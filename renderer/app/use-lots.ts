import { useQuery } from '@tanstack/react-query';
import { useStation } from '../link/station.ts';

/** The lots of this station, read once and after one was opened. */
export function useLots() {
  const { client } = useStation();
  return useQuery({ queryKey: ['lots'], queryFn: () => client.lots.list() });
}
