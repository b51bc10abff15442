import { Button, Skeleton, useComputedColorScheme } from '@mantine/core';
import { type CSSProperties, useCallback, useState } from 'react';
import type { Dashboard } from '#domain/dashboard/dashboard.ts';
import type { Drill } from '#domain/reports/document.ts';
import { coloursOf } from '#renderer/floor-map/palette.ts';
import { useFormat } from '../../app/lot-format.ts';
import { usePreferences } from '../../app/preferences.ts';
import { useAddress } from '../../app/use-address.ts';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import screen from '../../components/screen.module.css';
import { usePrinting } from '../../components/use-printing.ts';
import { useLot, useStationNow } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { DrillPanel } from '../reports/document/DrillPanel.tsx';
import type { OpenDrill } from '../reports/document/SectionTable.tsx';
import { DashboardControls } from './DashboardControls.tsx';
import classes from './dashboard.module.css';
import { Panels } from './panels/Panels.tsx';
import { addressOf, chosenIn, daysOf } from './range.ts';
import { useDashboard } from './use-dashboard.ts';

const words = t.dashboard;

/** How full, how much, what went wrong: one screen that is read from across the room. */
export default function DashboardScreen() {
  const { id: lotId } = useLot();
  const format = useFormat();
  const today = format.dayOf(useStationNow(30_000));
  const { params, set } = useAddress();
  const chosen = chosenIn(params, today);
  const [open, setOpen] = useState<{ readonly drill: Drill; readonly what: string } | null>(null);
  const { dashboard, isWaiting, hasFailed, again } = useDashboard({
    lotId,
    ...daysOf(chosen, today),
    compare: chosen.compare,
  });
  const close = useCallback(() => setOpen(null), []);
  const drill = useCallback<OpenDrill>((into, what) => setOpen({ drill: into, what }), []);
  return (
    <div className={`${screen.screen} ${classes.screen}`} data-testid="dashboard">
      <header className={screen.head}>
        <h1 className={screen.title}>{words.title}</h1>
        <DashboardControls
          chosen={chosen}
          today={today}
          onChoose={(next) => set(addressOf(next))}
        />
        <span className={screen.grow} />
        <MadeAt dashboard={dashboard} isWaiting={isWaiting} />
      </header>
      <PaperHead dashboard={dashboard} />
      <div className={classes.beside}>
        {hasFailed && (
          <EmptyNote title={words.failed} hint={words.failedHint}>
            <Button variant="default" onClick={again}>
              {t.common.retry}
            </Button>
          </EmptyNote>
        )}
        {!hasFailed && dashboard === null && <Waiting />}
        {!hasFailed && dashboard !== null && (
          <MapColours>
            <Panels dashboard={dashboard} onDrill={drill} />
          </MapColours>
        )}
        {open !== null && (
          <div className={classes.drill}>
            <DrillPanel
              key={JSON.stringify(open.drill)}
              lotId={lotId}
              drill={open.drill}
              what={open.what}
              onClose={close}
            />
          </div>
        )}
      </div>
    </div>
  );
}

/** What is taken looks as it does on the map. */
function MapColours({ children }: { readonly children: React.ReactNode }) {
  const palette = usePreferences((state) => state.palette);
  const scheme = useComputedColorScheme('dark');
  const printing = usePrinting();
  const { occupied, vacant } = coloursOf(palette, printing ? 'light' : scheme);
  const style = { '--taken': occupied, '--vacant': vacant } as CSSProperties;
  return (
    <div className={classes.panels} style={style}>
      {children}
    </div>
  );
}

function MadeAt({
  dashboard,
  isWaiting,
}: {
  readonly dashboard: Dashboard | null;
  readonly isWaiting: boolean;
}) {
  const format = useFormat();
  if (dashboard === null) return null;
  const { isRunning, madeAt, compareWith, isCompared } = dashboard;
  const isMissing = compareWith !== null && !isCompared;
  return (
    <span className={screen.count} aria-busy={isWaiting} data-testid="dashboard-made">
      {isMissing && `${words.notCompared} `}
      {isRunning ? words.upTo(format.timeSeconds(madeAt)) : words.over}
    </span>
  );
}

/** On paper there are no controls: the lot and the days stand there instead. */
function PaperHead({ dashboard }: { readonly dashboard: Dashboard | null }) {
  const format = useFormat();
  if (dashboard === null) return null;
  const { lot, period, madeAt, isRunning } = dashboard;
  const { firstDay, lastDay } = period;
  const days =
    firstDay === lastDay
      ? format.day(firstDay)
      : `${format.day(firstDay)} – ${format.day(lastDay)}`;
  return (
    <div className={classes.paperOnly}>
      <h2>{words.paperTitle(lot.name, days)}</h2>
      {isRunning && <p>{words.upTo(format.timeSeconds(madeAt))}</p>}
    </div>
  );
}

function Waiting() {
  return (
    <div className={classes.panels} role="status" aria-label={words.making}>
      <Skeleton h="100%" mih={480} />
    </div>
  );
}
