import type { ReportSection } from '#domain/reports/document.ts';
import { HourChart, type HourSeries } from '../../../components/HourChart.tsx';
import { t } from '../../../strings/index.ts';
import type { Write } from './write.ts';

const HEIGHT = 260;
const BARS = ['bar-strong', 'bar-soft', 'bar-accent', 'bar-limit', 'bar-hollow'] as const;

/** A section's own columns as bars or curves. A heat map is a table, see HeatTable. */
export function SectionChart({
  section,
  write,
}: {
  readonly section: ReportSection;
  readonly write: Write;
}) {
  const { chart, columns, rows, title } = section;
  if (chart === undefined || chart.kind === 'heat') return null;
  const indexOf = (id: string) => columns.findIndex((column) => column.id === id);
  const along = indexOf(chart.along);
  const kind = columns[indexOf(chart.series[0] ?? '')]?.kind ?? 'count';
  const series: HourSeries[] = chart.series.map((id, place) => {
    const index = indexOf(id);
    return {
      name: columns[index]?.label ?? id,
      shape: shapeOf(chart.kind, place),
      values: rows.map((row) => (typeof row[index] === 'number' ? Number(row[index]) : null)),
    };
  });
  if ('limit' in chart && chart.limit !== undefined) {
    const { label: name, value } = chart.limit;
    series.push({ name, shape: 'limit', values: rows.map(() => value) });
  }
  return (
    <HourChart
      summary={t.reportView.chartSummary(title)}
      labels={rows.map((row) => write(columns[along]?.kind ?? 'text', row[along] ?? null))}
      series={series}
      write={(value) => write(kind, value)}
      least={0}
      height={HEIGHT}
      isStacked={chart.kind === 'stacked'}
    />
  );
}

function shapeOf(kind: 'bars' | 'stacked' | 'lines', place: number): HourSeries['shape'] {
  // The curve that is looked for stands out; the others stand behind it.
  if (kind === 'lines') return place === 0 ? 'line' : 'bar-soft';
  return BARS[place % BARS.length] ?? 'bar-soft';
}
