import type { Dashboard, DashboardPanel } from '#domain/dashboard/dashboard.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { t } from '../../../strings/index.ts';
import type { OpenDrill } from '../../reports/document/SectionTable.tsx';
import type { Write } from '../../reports/document/write.ts';
import classes from '../dashboard.module.css';
import { Figure } from '../Figure.tsx';
import { Panel } from '../Panel.tsx';
import { columnOf, numbersOf } from '../panel-data.ts';
import { type PlaceBar, PlaceBars } from './PlaceBars.tsx';

const words = t.dashboard;

interface Props {
  readonly dashboard: Dashboard;
  readonly panel: DashboardPanel;
  readonly write: Write;
  readonly onDrill: OpenDrill;
}

/** How full the lot is now, by kind and zone, with a mark where each usually is at this hour. */
export function NowPanel({ dashboard, panel, write, onDrill }: Props) {
  const { number } = useFormat();
  const places = columnOf(panel, 'place').map(String);
  const inside = numbersOf(panel, 'inside');
  const slots = numbersOf(panel, 'slots');
  const shares = numbersOf(panel, 'share');
  const usual = numbersOf(panel, 'usual');
  const barOf = (name: string, index: number): PlaceBar => {
    const [taken, all] = [number(inside[index] ?? 0), number(slots[index] ?? 0)];
    const share = write('share', shares[index] ?? null);
    const said = words.placeOf(name, taken, all, share);
    const mark = usual[index] ?? null;
    const drill = panel.section.drills?.[index] ?? null;
    return {
      id: `now-${index}`,
      name,
      share: shares[index] ?? 0,
      mark,
      figures: [words.ofSlots(taken, all), wholeShare(write, shares[index] ?? null)],
      words: mark === null ? said : words.placeUsual(said, write('share', mark)),
      onOpen: drill === null ? null : () => onDrill(drill, name, undefined),
    };
  };
  const groups = columnOf(panel, 'group').map(String);
  const [lot, ...others] = [...new Set(groups)];
  const titles = [words.byKind, words.byZone];
  return (
    <Panel
      dashboard={dashboard}
      panel={panel}
      onDrill={onDrill}
      isEmpty={lot === undefined}
      caption={dashboard.isUsualImported ? words.usualImported : undefined}
      figures={panel.figures.map((figure, place) => (
        <Figure
          key={figure.id}
          figure={figure}
          write={write}
          onDrill={onDrill}
          isHeadline={place === 0}
        />
      ))}
    >
      <div className={classes.twoGroups}>
        {others.map((group, place) => (
          <PlaceBars
            key={group}
            title={titles[place] ?? group}
            places={places.flatMap((name, index) =>
              groups[index] === group ? [barOf(name, index)] : [],
            )}
          />
        ))}
      </div>
    </Panel>
  );
}

/** Per cents without decimals: they are read from afar, and counts stand beside them. */
function wholeShare(write: Write, share: number | null): string {
  return write('share', share === null ? null : Math.round(share * 100) / 100);
}
