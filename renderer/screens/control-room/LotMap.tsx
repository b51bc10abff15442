import { useComputedColorScheme } from '@mantine/core';
import { type Ref, useCallback, useEffect, useMemo, useRef } from 'react';
import { FloorMap, type FloorMapHandle } from '#renderer/floor-map/index.ts';
import { useFormat } from '../../app/lot-format.ts';
import { usePreferences } from '../../app/preferences.ts';
import { useViewState } from '../../app/view-state.ts';
import { useLot } from '../../link/hooks.ts';
import { shownLevel } from '../../link/levels.ts';
import { useStation } from '../../link/station.ts';
import { mapStrings } from './map-strings.ts';

/** The floor map, tied to the live store and to what this console is looking at. */
export function LotMap({ handleRef }: { readonly handleRef: Ref<FloorMapHandle> }) {
  const { live } = useStation();
  const lot = useLot();
  const format = useFormat();
  const scheme = useComputedColorScheme('dark');
  const palette = usePreferences((state) => state.palette);
  const levelId = useViewState((state) => state.levelId);
  const selectedSlotId = useViewState((state) => state.selectedSlotId);
  const centreOn = useViewState((state) => state.centreOn);
  const map = useRef<FloorMapHandle | null>(null);
  const labels = useMemo(() => mapStrings(format, () => live.stationNow()), [format, live]);
  const level = shownLevel(lot, levelId);

  const hold = useCallback(
    (handle: FloorMapHandle | null) => {
      map.current = handle;
      if (typeof handleRef === 'function') handleRef(handle);
      else if (handleRef !== null) handleRef.current = handle;
    },
    [handleRef],
  );

  useEffect(() => {
    if (centreOn === null) return;
    // A map that has only just been mounted learns its size after this picture and before the next.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        map.current?.centreOn(centreOn);
        useViewState.getState().centred();
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [centreOn]);

  const selectSlot = useCallback((slotId: string | null) => {
    const { picking, pick, selectSlot: select } = useViewState.getState();
    if (picking === null) select(slotId);
    else if (slotId !== null && slotId !== picking.fromSlotId) pick(slotId);
  }, []);

  const selectLane = useCallback((laneId: string) => {
    const card = document.querySelector<HTMLElement>(`[data-testid="lane-card-${laneId}"]`);
    card?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    card?.querySelector<HTMLElement>('input, button')?.focus();
  }, []);

  return (
    <FloorMap
      lot={lot}
      levelId={level.id}
      slots={live.slots}
      lanes={live.lanes}
      palette={palette}
      theme={scheme}
      selectedSlotId={selectedSlotId}
      onSelectSlot={selectSlot}
      onSelectLane={selectLane}
      labels={labels}
      handleRef={hold}
    />
  );
}
