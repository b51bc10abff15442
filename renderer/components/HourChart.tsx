import { useComputedColorScheme } from '@mantine/core';
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartData,
  type ChartOptions,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import { useEffect, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { Chart as ReactChart } from 'react-chartjs-2';
import { CHART_COLOURS, type ChartColours } from './chart-colours.ts';

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

/** One row of figures over the hours. Bars share the left scale, a line has the right one. */
export interface HourSeries {
  readonly name: string;
  readonly shape: 'bar-strong' | 'bar-soft' | 'line' | 'limit';
  /** Null: not known, such as an hour that is still to come. */
  readonly values: readonly (number | null)[];
}

interface Props {
  /** What the drawing says, for those who do not see it. */
  readonly summary: string;
  readonly labels: readonly string[];
  readonly series: readonly HourSeries[];
  readonly write: (value: number) => string;
  readonly height: number;
}

/** Bars and curves over the hours of a day. On paper it is drawn in the light colours. */
export function HourChart({ summary, labels, series, write, height }: Props) {
  const scheme = useComputedColorScheme('dark');
  const printing = usePrinting();
  const colours = CHART_COLOURS[printing ? 'light' : scheme];
  const data = useMemo(() => chartData(labels, series, colours), [labels, series, colours]);
  const options = useMemo(() => chartOptions(series, colours, write), [series, colours, write]);
  return (
    <div style={{ height, position: 'relative' }}>
      <ReactChart type="bar" data={data} options={options} role="img" aria-label={summary} />
    </div>
  );
}

function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const before = () => flushSync(() => setPrinting(true));
    const after = () => setPrinting(false);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
  return printing;
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
      if (shape === 'bar-strong' || shape === 'bar-soft') {
        const colour = shape === 'bar-strong' ? colours.strong : colours.soft;
        return {
          ...common,
          type: 'bar',
          yAxisID: 'y',
          order: 2,
          backgroundColor: colour,
          borderRadius: 2,
          categoryPercentage: 0.7,
          barPercentage: 0.9,
        };
      }
      const limit = shape === 'limit';
      return {
        ...common,
        type: 'line',
        yAxisID: 'right',
        order: limit ? 3 : 1,
        borderColor: limit ? colours.limit : colours.line,
        backgroundColor: limit ? colours.limit : colours.line,
        borderWidth: limit ? 1 : 2,
        borderDash: limit ? [4, 4] : [],
        pointRadius: limit ? 0 : 2,
        tension: 0.25,
      };
    }),
  };
}

function chartOptions(
  series: readonly HourSeries[],
  colours: ChartColours,
  write: (value: number) => string,
): ChartOptions<'bar' | 'line'> {
  const hasLine = series.some(({ shape }) => shape === 'line' || shape === 'limit');
  const ticks = {
    color: colours.ink,
    precision: 0,
    callback: (value: number | string) => write(Number(value)),
  };
  return {
    animation: false,
    maintainAspectRatio: false,
    interaction: { mode: 'index', intersect: false },
    font: { size: 12 },
    plugins: {
      legend: {
        display: series.length > 1,
        position: 'top',
        align: 'end',
        labels: { color: colours.ink, boxWidth: 12, boxHeight: 12 },
      },
      tooltip: {
        callbacks: {
          label: ({ dataset, parsed }) => `${dataset.label ?? ''}: ${write(parsed.y ?? 0)}`,
        },
      },
    },
    scales: {
      x: {
        grid: { display: false },
        border: { color: colours.grid },
        ticks: { color: colours.ink, maxRotation: 0, autoSkipPadding: 12 },
      },
      y: {
        beginAtZero: true,
        grid: { color: colours.grid },
        border: { display: false },
        ticks,
      },
      ...(hasLine
        ? {
            right: {
              position: 'right' as const,
              beginAtZero: true,
              grid: { display: false },
              border: { display: false },
              ticks,
            },
          }
        : {}),
    },
  };
}
