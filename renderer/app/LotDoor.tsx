import { useEffect, useMemo, useState } from 'react';
import { isUnauthorised } from '../link/errors.ts';
import { useLinkStatus, useLive } from '../link/hooks.ts';
import { followLot } from '../link/live-watch.ts';
import { useStation } from '../link/station.ts';
import { Connecting } from '../screens/entrance/Connecting.tsx';
import { StartScreen } from '../screens/entrance/StartScreen.tsx';
import { LotWritingContext, writingOf } from './lot-format.ts';
import { tellProblem } from './notify.tsx';
import { usePreferences } from './preferences.ts';
import { Shell } from './shell/Shell.tsx';
import { lotInAddress } from './use-address.ts';
import { useLots } from './use-lots.ts';
import { useViewState } from './view-state.ts';

/** Opens the lot that a link names, the one that was open last, or the only one, or asks for one. */
export function LotDoor() {
  const lots = useLots();
  const preferred = usePreferredLot(lots.data);
  const lotId = lots.data?.find((lot) => lot.id === preferred)?.id ?? lots.data?.[0]?.id ?? null;
  useFollowedLot(lotId);
  const lot = useLive((ui) => ui.lot);
  const writing = useMemo(() => (lot === null ? null : writingOf(lot)), [lot]);
  if (lots.data !== undefined && lotId === null) return <StartScreen />;
  if (writing === null) return <Connecting />;
  return (
    <LotWritingContext value={writing}>
      <Shell />
    </LotWritingContext>
  );
}

/** The lot of a link counts once; from then on it is the one that was open last. */
function usePreferredLot(lots: readonly { readonly id: string }[] | undefined): string | null {
  const preferred = usePreferences((state) => state.lotId);
  const setLotId = usePreferences((state) => state.setLotId);
  const [linked, setLinked] = useState(lotInAddress);
  const isKnown = lots?.some(({ id }) => id === linked) === true;
  useEffect(() => {
    if (lots === undefined || linked === null) return;
    if (isKnown) setLotId(linked);
    setLinked(null);
  }, [lots, linked, isKnown, setLotId]);
  return isKnown ? linked : preferred;
}

/** Follows the lot for as long as it is open here, again after every new connection. */
function useFollowedLot(lotId: string | null): void {
  const { client, live, signIn } = useStation();
  const epoch = useLinkStatus((status) => status.epoch);
  const online = useLinkStatus((status) => status.phase === 'online');

  // biome-ignore lint/correctness/useExhaustiveDependencies: another lot is the reason to forget.
  useEffect(
    () => () => {
      live.clear();
      useViewState.getState().reset();
    },
    [lotId, live],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new connection needs a new watch.
  useEffect(() => {
    if (lotId === null || !online) return;
    const leave = new AbortController();
    followLot(client, lotId, live, leave.signal).catch((cause: unknown) => {
      if (isUnauthorised(cause)) signIn.forget(true);
      else tellProblem(cause);
    });
    return () => leave.abort();
  }, [client, live, signIn, lotId, online, epoch]);
}
