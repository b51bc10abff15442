import type { Dashboard, DashboardPanel } from '#domain/dashboard/dashboard.ts';
import type { ValueKind } from '#domain/reports/document.ts';
import { t } from '../../../strings/index.ts';
import type { OpenDrill } from '../../reports/document/SectionTable.tsx';
import type { Write } from '../../reports/document/write.ts';
import classes from '../dashboard.module.css';
import { Figure } from '../Figure.tsx';
import { Panel } from '../Panel.tsx';
import { columnOf, numbersOf } from '../panel-data.ts';
import { useBrief } from '../use-brief.ts';
import { type PlaceBar, PlaceBars } from './PlaceBars.tsx';

const words = t.dashboard;

interface Props {
  readonly dashboard: Dashboard;
  readonly panel: DashboardPanel;
  readonly write: Write;
  readonly onDrill: OpenDrill;
  readonly kind: ValueKind;
}

/** What each slot did, by zone and kind, with a mark for what it is compared with. */
export function RatePanel({ dashboard, panel, write, onDrill, kind }: Props) {
  const brief = useBrief(write);
  const places = columnOf(panel, 'place').map(String);
  const groups = columnOf(panel, 'group').map(String);
  const rates = numbersOf(panel, 'rate');
  const before = numbersOf(panel, 'before');
  const most = Math.max(0, ...rates.map((rate) => rate ?? 0), ...before.map((rate) => rate ?? 0));
  const barOf = (name: string, index: number): PlaceBar => {
    const rate = rates[index] ?? null;
    const earlier = before[index] ?? null;
    const said = words.placeRate(name, write(kind, rate));
    const drill = panel.section.drills?.[index] ?? null;
    return {
      id: `${panel.id}-${index}`,
      name,
      share: most === 0 ? 0 : (rate ?? 0) / most,
      mark: earlier === null || most === 0 ? null : earlier / most,
      figures: [brief(kind, rate)],
      words: earlier === null ? said : words.placeRateBefore(said, write(kind, earlier)),
      onOpen: drill === null ? null : () => onDrill(drill, name, undefined),
    };
  };
  // What is for no slot has no rate: it stands in the table.
  const shown = places.flatMap((name, index) =>
    rates[index] === null ? [] : [{ group: groups[index] ?? '', bar: barOf(name, index) }],
  );
  const titles = [words.byZone, words.byKind];
  return (
    <Panel
      dashboard={dashboard}
      panel={panel}
      onDrill={onDrill}
      isEmpty={most === 0}
      figures={panel.figures.map((figure) => (
        <Figure key={figure.id} figure={figure} write={write} onDrill={onDrill} isHeadline />
      ))}
    >
      <div className={classes.twoGroups}>
        {[...new Set(shown.map(({ group }) => group))].map((group, place) => (
          <PlaceBars
            key={group}
            title={titles[place] ?? group}
            places={shown.flatMap((one) => (one.group === group ? [one.bar] : []))}
          />
        ))}
      </div>
    </Panel>
  );
}
