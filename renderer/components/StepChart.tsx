import type { ChartData, ChartOptions } from 'chart.js';
import { useMemo } from 'react';
import { Chart as ReactChart } from 'react-chartjs-2';
import type { ChartColours } from './chart-colours.ts';
import { chartFrame, useChartColours } from './chart-frame.ts';

export interface StepPoint {
  readonly x: number;
  readonly y: number;
}

/** A value that changes in steps. */
export interface StepSeries {
  readonly name: string;
  /** `line`: what the picture is about. `other`: what it is compared with. */
  readonly shape: 'line' | 'other';
  readonly points: readonly StepPoint[];
}

interface Props {
  /** What the drawing says, for those who do not see it. */
  readonly summary: string;
  readonly series: readonly StepSeries[];
  /** A point's value holds from it to the next, or from the one before until it. */
  readonly holds: 'from' | 'until';
  /** Where the axis is marked; its first and last are its ends. */
  readonly xMarks: readonly number[];
  readonly writeX: (x: number) => string;
  readonly writeY: (y: number) => string;
  /** CSS pixels. */
  readonly height: number;
}

/** Values that change in steps, over time or over lengths. */
export function StepChart({ summary, series, holds, xMarks, writeX, writeY, height }: Props) {
  const colours = useChartColours();
  const data = useMemo(() => chartData(series, holds, colours), [series, holds, colours]);
  const options = useMemo(
    () => chartOptions(series.length > 1, colours, xMarks, writeX, writeY),
    [series.length, colours, xMarks, writeX, writeY],
  );
  return (
    <div style={{ height, position: 'relative' }}>
      <ReactChart type="line" data={data} options={options} role="img" aria-label={summary} />
    </div>
  );
}

function chartData(
  series: readonly StepSeries[],
  holds: Props['holds'],
  colours: ChartColours,
): ChartData<'line', StepPoint[]> {
  return {
    datasets: series.map(({ name, shape, points }) => {
      const isOther = shape === 'other';
      return {
        label: name,
        data: [...points],
        stepped: holds === 'from' ? ('before' as const) : ('after' as const),
        order: isOther ? 2 : 1,
        borderColor: isOther ? colours.limit : colours.line,
        backgroundColor: isOther ? colours.limit : colours.line,
        borderWidth: isOther ? 1.5 : 2,
        borderDash: isOther ? [5, 4] : [],
        pointRadius: 0,
        pointHitRadius: 8,
        pointStyle: 'line' as const,
      };
    }),
  };
}

function chartOptions(
  named: boolean,
  colours: ChartColours,
  xMarks: readonly number[],
  writeX: (x: number) => string,
  writeY: (y: number) => string,
): ChartOptions<'line'> {
  const frame = chartFrame({ colours, isNamed: named, write: writeY, isWhole: false });
  return {
    ...frame.base,
    plugins: {
      legend: { ...frame.legend, labels: frame.names },
      tooltip: {
        callbacks: { title: ([first]) => writeX(first?.parsed.x ?? 0), label: frame.label },
      },
    },
    scales: {
      x: {
        type: 'linear',
        min: xMarks[0] ?? 0,
        max: xMarks.at(-1) ?? 1,
        grid: { color: colours.grid },
        border: { color: colours.grid },
        afterBuildTicks: (axis) => {
          axis.ticks = xMarks.map((value) => ({ value }));
        },
        ticks: { ...frame.x.ticks, callback: (value) => writeX(Number(value)) },
      },
      y: frame.y,
    },
  };
}
