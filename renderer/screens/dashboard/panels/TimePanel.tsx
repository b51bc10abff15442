import { useCallback, useMemo } from 'react';
import type { Dashboard, DashboardPanel } from '#domain/dashboard/dashboard.ts';
import type { ValueKind } from '#domain/reports/document.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { FigureChart, type FigureSeries } from '../../../components/FigureChart.tsx';
import { t } from '../../../strings/index.ts';
import type { OpenDrill } from '../../reports/document/SectionTable.tsx';
import type { Write } from '../../reports/document/write.ts';
import { Figure } from '../Figure.tsx';
import { Panel } from '../Panel.tsx';
import { labelOf, numbersOf, shortWhen } from '../panel-data.ts';

const words = t.dashboard;

/** A column of the panel's table and how it is drawn; of a band also that of its lower edge. */
export type Drawn = readonly [column: string, look: FigureSeries['look'], low?: string];

interface Props {
  readonly dashboard: Dashboard;
  readonly panel: DashboardPanel;
  readonly write: Write;
  readonly onDrill: OpenDrill;
  /** The column of the axis. */
  readonly along: string;
  readonly drawn: readonly Drawn[];
  readonly kind: ValueKind;
  readonly least: number;
  /** Stands along the axis in place of the column's own words, which may be long. */
  readonly shortLabels?: readonly string[];
  /** A sentence under the figures. */
  readonly caption?: string | undefined;
  /** How many of the figures are headlines; the others stand small beside them. */
  readonly headlines?: number;
}

/** Figures with a chart over hours, days or bands, drawn from the panel's own table. */
export function TimePanel(props: Props) {
  const {
    dashboard,
    panel,
    write,
    onDrill,
    along,
    drawn,
    kind,
    least,
    headlines = 1,
    shortLabels,
    caption,
  } = props;
  const { section, figures } = panel;
  const { locale } = dashboard.lot;
  const columns = drawn.map(([column]) => column).join(' ');
  const labels = useMemo(
    () => section.rows.map((row) => row[indexOf(panel, along)] ?? null),
    [section, panel, along],
  ).map((value) => shortWhen(write, value, locale));
  const labelText = labels.join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn is told apart by its columns.
  const series = useMemo(
    () =>
      drawn.map(
        ([column, look, low]): FigureSeries => ({
          name: low === undefined ? labelOf(panel, column) : words.forecast.band,
          look,
          values: numbersOf(panel, column),
          ...(low !== undefined && { lows: numbersOf(panel, low) }),
        }),
      ),
    [panel, columns],
  );
  const writeValue = useCallback((value: number) => write(kind, value), [write, kind]);
  const format = useFormat();
  const writeScale = useCallback(
    (value: number) => {
      if (kind === 'share') return format.percent(value);
      return kind === 'money' ? format.moneyShort(Math.round(value)) : write(kind, value);
    },
    [write, kind, format],
  );
  const stableLabels = useMemo(() => labelText.split('\n'), [labelText]);
  const describe = (index: number) => {
    const said = series.flatMap(({ name, values }) => {
      const value = values[index] ?? null;
      return value === null ? [] : [words.value(name, write(kind, value))];
    });
    return words.point(stableLabels[index] ?? '', said.join(', '));
  };
  const open = useCallback(
    (index: number, place: number) => {
      const drill = section.drills?.[index] ?? null;
      if (drill === null) return;
      const isExits = drawnExits(columns, place) && drill.list === 'sessions';
      onDrill(isExits ? { ...drill, by: 'exit' } : drill, section.title, undefined);
    },
    [section, columns, onDrill],
  );
  const isEmpty = series.every(({ values }) => values.every((value) => (value ?? 0) === 0));
  return (
    <Panel
      dashboard={dashboard}
      panel={panel}
      onDrill={onDrill}
      isEmpty={isEmpty}
      figures={figures.map((figure, place) => (
        <Figure
          key={figure.id}
          figure={figure}
          write={write}
          onDrill={onDrill}
          isHeadline={place < headlines}
        />
      ))}
      caption={caption}
    >
      <FigureChart
        summary={`${section.title}. ${words.chartHint}`}
        labels={shortLabels ?? stableLabels}
        series={series}
        write={writeValue}
        writeScale={writeScale}
        describe={describe}
        onOpen={open}
        least={least}
        testId={`dashboard-${panel.id}-chart`}
      />
    </Panel>
  );
}

function indexOf({ section }: DashboardPanel, id: string): number {
  return section.columns.findIndex((column) => column.id === id);
}

/** Rows lead to who came in; the columns of who left lead to those. */
function drawnExits(columns: string, place: number): boolean {
  return columns.split(' ')[place]?.endsWith('exits') === true;
}
