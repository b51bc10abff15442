import type { ChartData, ChartOptions } from 'chart.js';
import { useMemo } from 'react';
import { Chart as ReactChart } from 'react-chartjs-2';
import type { ChartColours } from './chart-colours.ts';
import { chartFrame, useChartColours } from './chart-frame.ts';

/** One row of figures over the hours. */
export interface HourSeries {
  readonly name: string;
  readonly shape:
    | 'bar-strong'
    | 'bar-soft'
    | 'bar-accent'
    | 'bar-limit'
    | 'bar-hollow'
    | 'line'
    | 'limit';
  /** Null: not known, such as an hour that is still to come. */
  readonly values: readonly (number | null)[];
}

interface Props {
  /** What the drawing says, for those who do not see it. */
  readonly summary: string;
  readonly labels: readonly string[];
  readonly series: readonly HourSeries[];
  readonly write: (value: number) => string;
  /** The scale reaches at least so far. */
  readonly least: number;
  /** CSS pixels. */
  readonly height: number;
  /** Bars stand on each other. */
  readonly isStacked?: boolean;
}

/** Bars and curves over the hours of a day. On paper it is drawn in the light colours. */
export function HourChart(props: Props) {
  const { summary, labels, series, write, least, height, isStacked = false } = props;
  const colours = useChartColours();
  const data = useMemo(() => chartData(labels, series, colours), [labels, series, colours]);
  const named = series.length > 1;
  const options = useMemo(
    () => chartOptions(named, colours, write, least, isStacked),
    [named, colours, write, least, isStacked],
  );
  return (
    <div style={{ height, position: 'relative' }}>
      <ReactChart type="bar" data={data} options={options} role="img" aria-label={summary} />
    </div>
  );
}

type Mixed = ChartData<'bar' | 'line', (number | null)[], string>;

function chartData(
  labels: readonly string[],
  series: readonly HourSeries[],
  colours: ChartColours,
): Mixed {
  return {
    labels: [...labels],
    datasets: series.map(({ name, shape, values }): Mixed['datasets'][number] => {
      const common = { label: name, data: [...values] };
      if (shape !== 'line' && shape !== 'limit') {
        const colour = barColour(shape, colours);
        return {
          ...common,
          type: 'bar',
          order: 2,
          backgroundColor: shape === 'bar-hollow' ? 'transparent' : colour,
          borderColor: colour,
          borderWidth: shape === 'bar-hollow' ? 1 : 0,
          borderRadius: 2,
          categoryPercentage: 0.7,
          barPercentage: 0.9,
          pointStyle: 'rect',
        };
      }
      const limit = shape === 'limit';
      return {
        ...common,
        type: 'line',
        order: limit ? 3 : 1,
        borderColor: limit ? colours.limit : colours.line,
        backgroundColor: limit ? colours.limit : colours.line,
        borderWidth: limit ? 1 : 2,
        borderDash: limit ? [4, 4] : [],
        pointRadius: limit ? 0 : 2,
        tension: 0.25,
        pointStyle: 'line',
      };
    }),
  };
}

function barColour(shape: HourSeries['shape'], colours: ChartColours): string {
  switch (shape) {
    case 'bar-strong':
      return colours.strong;
    case 'bar-accent':
      return colours.line;
    case 'bar-limit':
    case 'bar-hollow':
      return colours.limit;
    default:
      return colours.soft;
  }
}

function chartOptions(
  named: boolean,
  colours: ChartColours,
  write: (value: number) => string,
  least: number,
  isStacked: boolean,
): ChartOptions<'bar' | 'line'> {
  const frame = chartFrame({ colours, isNamed: named, write, least });
  return {
    ...frame.base,
    plugins: {
      legend: { ...frame.legend, labels: frame.names },
      tooltip: { callbacks: { label: frame.label } },
    },
    scales: { x: { ...frame.x, stacked: isStacked }, y: { ...frame.y, stacked: isStacked } },
  };
}
