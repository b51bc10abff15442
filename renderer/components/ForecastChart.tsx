import type { ChartData, ChartOptions } from 'chart.js';
import { useMemo } from 'react';
import { Chart as ReactChart } from 'react-chartjs-2';
import type { ChartColours } from './chart-colours.ts';
import { chartFrame, useChartColours } from './chart-frame.ts';

/** What a forecast's drawing shows, one value for each label; null where there is none. */
export interface ForecastLines {
  readonly labels: readonly string[];
  readonly past: readonly (number | null)[];
  readonly expected: readonly (number | null)[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

interface Props {
  /** What the drawing says, for those who do not see it. */
  readonly summary: string;
  readonly lines: ForecastLines;
  /** Slots: a line across. */
  readonly capacity: number;
  readonly names: {
    readonly past: string;
    readonly expected: string;
    readonly band: string;
    readonly capacity: string;
  };
  readonly write: (value: number) => string;
  /** Such as "30 to 41". */
  readonly writeBand: (low: number, high: number) => string;
  /** CSS pixels. */
  readonly height: number;
}

type Lines = ChartData<'line', (number | null)[], string>;

/** What was (a full line), what is expected (dashed) and the band around it. On paper in light colours. */
export function ForecastChart(props: Props) {
  const { summary, lines, capacity, names, write, writeBand, height } = props;
  const colours = useChartColours();
  const data = useMemo(
    () => chartData(lines, capacity, names, colours),
    [lines, capacity, names, colours],
  );
  const options = useMemo(
    () => chartOptions(capacity, colours, write, writeBand),
    [capacity, colours, write, writeBand],
  );
  return (
    <div style={{ height, position: 'relative' }}>
      <ReactChart type="line" data={data} options={options} role="img" aria-label={summary} />
    </div>
  );
}

const HIGH = 0;
const LOW = 1;

function chartData(
  { labels, past, expected, low, high }: ForecastLines,
  capacity: number,
  names: Props['names'],
  colours: ChartColours,
): Lines {
  const bound = { borderWidth: 0, pointRadius: 0, pointStyle: 'rect' as const };
  const line = { borderWidth: 2, pointRadius: 0, tension: 0.25, pointStyle: 'line' as const };
  const band = `${colours.line}33`;
  return {
    labels: [...labels],
    datasets: [
      { ...bound, label: names.band, data: [...high], backgroundColor: band, fill: '+1' },
      { ...bound, label: '', data: [...low], backgroundColor: band },
      { ...line, label: names.past, data: [...past], borderColor: colours.strong },
      {
        ...line,
        label: names.expected,
        data: [...expected],
        borderColor: colours.line,
        borderDash: [6, 4],
      },
      {
        ...line,
        label: names.capacity,
        data: labels.map(() => capacity),
        borderColor: colours.limit,
        borderWidth: 1,
        borderDash: [2, 4],
      },
    ],
  };
}

function chartOptions(
  capacity: number,
  colours: ChartColours,
  write: Props['write'],
  writeBand: Props['writeBand'],
): ChartOptions<'line'> {
  const frame = chartFrame({ colours, isNamed: true, write, least: capacity });
  return {
    ...frame.base,
    plugins: {
      legend: {
        ...frame.legend,
        labels: {
          ...frame.names,
          pointStyleWidth: 24,
          filter: ({ datasetIndex }) => datasetIndex !== LOW,
        },
      },
      tooltip: {
        filter: ({ datasetIndex, parsed }) => datasetIndex !== LOW && parsed.y !== null,
        callbacks: {
          label: (item) => {
            const { chart, dataset, datasetIndex, dataIndex, parsed } = item;
            if (datasetIndex !== HIGH) return frame.label(item);
            const high = parsed.y ?? 0;
            const low = Number(chart.data.datasets[LOW]?.data[dataIndex] ?? high);
            return `${dataset.label ?? ''}: ${writeBand(low, high)}`;
          },
        },
      },
    },
    scales: { x: frame.x, y: frame.y },
  };
}
