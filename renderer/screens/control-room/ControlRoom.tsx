import { Button, Drawer, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconLayoutSidebarRightExpand, IconMap } from '@tabler/icons-react';
import { useCallback, useRef, useState } from 'react';
import type { FloorMapHandle } from '#renderer/floor-map/types.ts';
import { type ScreenKey, useScreenKeys } from '../../app/shell/use-global-keys.ts';
import { useViewState } from '../../app/view-state.ts';
import { openAlarmsOf } from '../../link/alarms.ts';
import { useLive, useLot } from '../../link/hooks.ts';
import { levelsByStorey, shownLevel } from '../../link/levels.ts';
import { t } from '../../strings/index.ts';
import classes from './control-room.module.css';
import { LotMap } from './LotMap.tsx';
import { LaneStrip } from './lane/LaneStrip.tsx';
import { MapControls } from './MapControls.tsx';
import { PickingBar } from './PickingBar.tsx';
import { SideColumn } from './SideColumn.tsx';
import { SlotPanel } from './slot/SlotPanel.tsx';

/** A narrow screen this tall has room for the map below the lanes. */
const TALL_PX = 900;
const FOLDED = '(max-width: 1399px)';

/** The screen that is watched all day: map, alarms, events and lanes. */
export function ControlRoom() {
  const folded = useMediaQuery(FOLDED, window.matchMedia(FOLDED).matches, {
    getInitialValueInEffect: false,
  });
  const [sideOpen, setSideOpen] = useState(false);
  const [mapShown, setMapShown] = useState(() => window.innerHeight >= TALL_PX);
  const slotId = useViewState((state) => state.selectedSlotId);
  const map = useRef<FloorMapHandle>(null);
  const room = useRef<HTMLDivElement>(null);
  useRoomKeys(room, () => setSideOpen(folded));
  return (
    <div className={classes.room} ref={room} data-map={mapShown}>
      <VisuallyHidden>
        <h1>{t.shell.nav.controlRoomFull}</h1>
      </VisuallyHidden>
      <div className={classes.map} data-testid="map">
        <LotMap handleRef={map} />
        <MapControls map={map} />
        <PickingBar />
        {folded && <SideButton onOpen={() => setSideOpen(true)} className={classes.sideButton} />}
        {slotId !== null && <SlotPanel key={slotId} slotId={slotId} />}
      </div>
      <div className={classes.mapToggle}>
        <Button
          variant="default"
          leftSection={<IconMap size={16} aria-hidden />}
          onClick={() => setMapShown(!mapShown)}
          aria-expanded={mapShown}
          data-testid="map-toggle"
        >
          {mapShown ? t.map.hideMap : t.map.showMap}
        </Button>
        <SideButton onOpen={() => setSideOpen(true)} />
      </div>
      <section className={classes.lanes} aria-label={t.lanes.strip}>
        <LaneStrip />
      </section>
      {folded ? (
        <Drawer
          opened={sideOpen}
          onClose={() => setSideOpen(false)}
          position="right"
          size={376}
          title={t.map.side}
          closeButtonProps={{ 'aria-label': t.common.close }}
          styles={{ body: { padding: 0, height: 'calc(100% - 60px)' } }}
        >
          <SideColumn />
        </Drawer>
      ) : (
        <aside className={classes.side} aria-label={t.map.side}>
          <SideColumn />
        </aside>
      )}
    </div>
  );
}

function SideButton({
  onOpen,
  className,
}: {
  readonly onOpen: () => void;
  readonly className?: string | undefined;
}) {
  const open = useLive((ui) => openAlarmsOf(ui.alarms));
  return (
    <Button
      className={className ?? ''}
      variant="default"
      color={open > 0 ? 'red' : 'gray'}
      leftSection={<IconLayoutSidebarRightExpand size={16} aria-hidden />}
      onClick={onOpen}
      data-testid="open-side"
    >
      {t.map.side}
    </Button>
  );
}

/** The keys of this screen: alarms, map, lanes, levels. */
function useRoomKeys(room: React.RefObject<HTMLElement | null>, openSide: () => void): void {
  const lot = useLot();
  const listener = useCallback(
    (key: ScreenKey): boolean => {
      const focus = (selector: string) => {
        const found = document.querySelector<HTMLElement>(selector);
        found?.focus();
        return found !== null;
      };
      if (key === 'alarms') {
        openSide();
        // The drawer is drawn with the next picture.
        requestAnimationFrame(() => focus('[data-alarm-action]'));
        return true;
      }
      if (key === 'map') return focus('[data-floor-map] [role="grid"]');
      if (key === 'search') return focus('[data-testid="slot-search"]');
      if (key === 'level-up' || key === 'level-down') {
        const levels = levelsByStorey(lot);
        const { levelId, showLevel } = useViewState.getState();
        const index = levels.indexOf(shownLevel(lot, levelId));
        const next = levels[index + (key === 'level-up' ? 1 : -1)];
        if (next !== undefined) showLevel(next.id);
        return true;
      }
      const number = Number(key.slice('lane-'.length));
      const cards = room.current?.querySelectorAll<HTMLElement>('[data-lane-card]') ?? [];
      const card = cards[number - 1];
      // What answers comes before what only enlarges a picture.
      const first = card?.querySelector<HTMLElement>('[data-lane-first]');
      (first ?? card?.querySelector<HTMLElement>('input, button'))?.focus();
      return card !== undefined;
    },
    [lot, room, openSide],
  );
  useScreenKeys(listener);
}
