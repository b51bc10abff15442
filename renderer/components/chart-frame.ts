import { useComputedColorScheme } from '@mantine/core';
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Filler,
  Legend,
  type LegendItem,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import { CHART_COLOURS, type ChartColours } from './chart-colours.ts';
import { usePrinting } from './use-printing.ts';

// All that any chart of the console is drawn with, registered once.
Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

/** The colours of charts for the screen as it is, or for paper while it is printed. */
export function useChartColours(): ChartColours {
  const scheme = useComputedColorScheme('dark');
  const printing = usePrinting();
  return CHART_COLOURS[printing ? 'light' : scheme];
}

interface Frame {
  readonly colours: Pick<ChartColours, 'ink' | 'grid'>;
  /** One row of figures needs no name. */
  readonly isNamed: boolean;
  readonly write: (value: number) => string;
  /** The same for the scale, where it has to be short. */
  readonly writeScale?: (value: number) => string;
  /** The scale reaches at least so far. */
  readonly least?: number;
  readonly fontPx?: number;
  readonly marksMax?: number;
  /** Whole numbers only. */
  readonly isWhole?: boolean;
}

const FONT_PX = 12;
const MARKS_MAX = 6;

/** What all charts have in common: no motion, names above, quiet lines, a scale from zero, words for figures. */
export function chartFrame(frame: Frame) {
  const { colours, isNamed, write, writeScale = write, least, isWhole = true } = frame;
  const { fontPx = FONT_PX, marksMax = MARKS_MAX } = frame;
  const { ink: color, grid } = colours;
  const font = { size: fontPx };
  return {
    base: {
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: 'index', intersect: false },
      font,
    },
    legend: { display: isNamed, position: 'top', align: 'end' },
    names: { color, font, usePointStyle: true, boxHeight: 8, generateLabels: withDashes },
    /** A figure in the words of its row. */
    label: ({ dataset, parsed }: Labelled) => `${dataset.label ?? ''}: ${write(parsed.y ?? 0)}`,
    x: {
      grid: { display: false },
      border: { color: grid },
      ticks: { color, font, maxRotation: 0, autoSkipPadding: 16 },
    },
    y: {
      beginAtZero: true,
      ...(least !== undefined && { suggestedMax: least }),
      grid: { color: grid },
      border: { display: false },
      ticks: {
        color,
        font,
        ...(isWhole && { precision: 0 }),
        maxTicksLimit: marksMax,
        callback: (value: string | number) => writeScale(Number(value)),
      },
    },
  } as const;
}

interface Labelled {
  readonly dataset: { readonly label?: string | undefined };
  readonly parsed: { readonly y: number | null };
}

/** The legend shows how a curve is dashed, which chart.js leaves out for signs of points. */
function withDashes(chart: Chart): LegendItem[] {
  return Chart.defaults.plugins.legend.labels.generateLabels(chart).map((item) => {
    const dataset = chart.data.datasets[item.datasetIndex ?? 0];
    const dash = dataset !== undefined && 'borderDash' in dataset ? dataset.borderDash : undefined;
    return Array.isArray(dash) ? { ...item, lineDash: dash as number[] } : item;
  });
}
