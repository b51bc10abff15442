import { useComputedColorScheme } from '@mantine/core';
import { useViewportSize } from '@mantine/hooks';
import type { Chart, ChartData, ChartOptions } from 'chart.js';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Chart as ReactChart } from 'react-chartjs-2';
import { usePreferences } from '../app/preferences.ts';
import { coloursOf } from '../floor-map/palette.ts';
import { chartFrame } from './chart-frame.ts';
import classes from './figure-chart.module.css';
import {
  barFill,
  dashOf,
  type FigureColours,
  type FigureLook,
  figureColours,
  isBar,
} from './figure-looks.ts';
import { usePrinting } from './use-printing.ts';

/** One row of figures. */
export interface FigureSeries {
  readonly name: string;
  readonly look: FigureLook;
  /** Null: not known, such as an hour that is still to come. */
  readonly values: readonly (number | null)[];
  /** Of a band: its lower edge; `values` are the upper one. */
  readonly lows?: readonly (number | null)[];
}

interface Props {
  /** What the drawing says, for those who do not see it. */
  readonly summary: string;
  readonly labels: readonly string[];
  readonly series: readonly FigureSeries[];
  readonly write: (value: number) => string;
  /** The same for the scale, where it has to be short. */
  readonly writeScale?: (value: number) => string;
  /** All figures of a point in words: what the keyboard gives. */
  readonly describe: (index: number) => string;
  /** Opens what is behind a point, of one of the series. */
  readonly onOpen?: (index: number, series: number) => void;
  /** The scale reaches at least so far. */
  readonly least: number;
  readonly testId: string;
}

type Mixed = ChartData<'bar' | 'line', (number | null)[], string>;

/**
 * Figures over hours, days or bands, as large as the room that it is given, in the colours of the floor map.
 * The pointer, and the arrow keys where it has the focus, give the figures of a point; Enter or a click
 * opens what is behind it.
 */
export function FigureChart(props: Props) {
  const { summary, labels, series, write, describe, onOpen, least, testId } = props;
  const { writeScale = write } = props;
  const printing = usePrinting();
  const scheme = useComputedColorScheme('dark');
  const palette = usePreferences((state) => state.palette);
  const colours = useMemo(
    () => figureColours(coloursOf(palette, printing ? 'light' : scheme)),
    [palette, printing, scheme],
  );
  const fontPx = fontSizeOf(useViewportSize().width);
  const isNamed = series.length > 1;
  const chart = useRef<Chart<'bar' | 'line', (number | null)[], string>>(null);
  const [index, setIndex] = useState<number | null>(null);
  const data = useMemo(() => chartData(labels, series, colours), [labels, series, colours]);
  const options = useMemo(
    () => chartOptions({ colours, write, writeScale, least, fontPx, isNamed, onOpen }),
    [colours, write, writeScale, least, fontPx, isNamed, onOpen],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: figures that moved are pointed at again.
  useEffect(() => {
    if (chart.current !== null) pointAt(chart.current, index);
  }, [index, data]);
  const last = labels.length - 1;
  const press = (event: KeyboardEvent) => {
    const next = stepped(event.key, index, last);
    if (next !== null) setIndex(next);
    else if (event.key === 'Enter' && index !== null) onOpen?.(index, 0);
    else return;
    event.preventDefault();
  };
  return (
    <div
      className={classes.frame}
      role="slider"
      tabIndex={0}
      aria-label={summary}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, last)}
      aria-valuenow={index ?? 0}
      aria-valuetext={describe(index ?? 0)}
      onKeyDown={press}
      onBlur={() => setIndex(null)}
      data-testid={testId}
    >
      <ReactChart ref={chart} type="bar" data={data} options={options} aria-hidden />
    </div>
  );
}

/** Readable from where it hangs: larger on a larger wall. */
function fontSizeOf(widthPx: number): number {
  return Math.round(Math.min(20, Math.max(12, widthPx * 0.0075)));
}

function stepped(key: string, index: number | null, last: number): number | null {
  if (key === 'ArrowRight') return Math.min(last, (index ?? -1) + 1);
  if (key === 'ArrowLeft') return Math.max(0, (index ?? last + 1) - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? last : null;
}

function pointAt(
  chart: Chart<'bar' | 'line', (number | null)[], string>,
  index: number | null,
): void {
  const shown = chart.data.datasets.flatMap(({ data }, datasetIndex) =>
    index === null || (data[index] ?? null) === null ? [] : [{ datasetIndex, index }],
  );
  chart.setActiveElements(shown);
  chart.tooltip?.setActiveElements(shown, { x: 0, y: 0 });
  chart.update('none');
}

function chartData(
  labels: readonly string[],
  series: readonly FigureSeries[],
  colours: FigureColours,
): Mixed {
  return {
    labels: [...labels],
    datasets: series.flatMap((one) => datasetsOf(one, colours)),
  };
}

function datasetsOf(
  { name, look, values, lows }: FigureSeries,
  colours: FigureColours,
): Mixed['datasets'] {
  const common = { label: name, data: [...values] };
  if (isBar(look))
    return [
      {
        ...common,
        type: 'bar',
        order: 3,
        backgroundColor: barFill(look, colours),
        borderColor: look === 'solid' ? colours.fill : colours.outline,
        borderWidth: 1.5,
        borderRadius: 2,
        categoryPercentage: 0.8,
        barPercentage: 0.9,
        pointStyle: 'rect',
      },
    ];
  const curve = {
    type: 'line' as const,
    borderColor: look === 'area' ? colours.curve : colours.outline,
    backgroundColor: colours.faint,
    borderWidth: look === 'area' ? 3 : 2,
    borderDash: [...dashOf(look)],
    pointRadius: aloneRadius(values),
    pointBackgroundColor: look === 'area' ? colours.curve : colours.outline,
    pointHitRadius: 8,
    tension: 0.2,
    pointStyle: 'line' as const,
  };
  if (look === 'band' && lows !== undefined)
    return [
      { ...curve, label: '', data: [...lows], order: 4, borderWidth: 0, fill: false },
      { ...common, ...curve, order: 4, borderWidth: 0, fill: '-1', pointStyle: 'rect' as const },
    ];
  return [{ ...common, ...curve, order: look === 'area' ? 1 : 2, fill: look === 'area' }];
}

/** A figure between two that are not known is no curve: it is a point. */
function aloneRadius(values: FigureSeries['values']) {
  const isKnown = (index: number) => (values[index] ?? null) !== null;
  return ({ dataIndex }: { readonly dataIndex: number }) =>
    isKnown(dataIndex - 1) || isKnown(dataIndex + 1) ? 0 : 4;
}

function chartOptions({
  colours,
  write,
  writeScale,
  least,
  fontPx,
  isNamed,
  onOpen,
}: {
  readonly colours: FigureColours;
  readonly write: (value: number) => string;
  readonly writeScale: (value: number) => string;
  readonly least: number;
  readonly fontPx: number;
  readonly isNamed: boolean;
  readonly onOpen: Props['onOpen'];
}): ChartOptions<'bar' | 'line'> {
  const marksMax = 5;
  const named = { isNamed, write, writeScale };
  const frame = chartFrame({ colours, ...named, least, fontPx, marksMax, isWhole: false });
  const font = { size: fontPx };
  return {
    ...frame.base,
    onClick: (event, elements, chart) => {
      const [any] = elements;
      if (any === undefined || event.native === null) return;
      const [hit] = chart.getElementsAtEventForMode(
        event.native,
        'nearest',
        { intersect: true },
        false,
      );
      onOpen?.(any.index, hit?.datasetIndex ?? 0);
    },
    plugins: {
      legend: {
        ...frame.legend,
        labels: {
          ...frame.names,
          // Wide enough to show how a curve is dashed.
          pointStyleWidth: 28,
          filter: ({ text }) => text !== '',
        },
      },
      tooltip: {
        backgroundColor: colours.panel,
        borderColor: colours.panelEdge,
        borderWidth: 1,
        titleColor: colours.panelInk,
        bodyColor: colours.panelInk,
        titleFont: font,
        bodyFont: font,
        filter: ({ dataset }) => dataset.label !== '',
        callbacks: { label: frame.label },
      },
    },
    scales: { x: frame.x, y: frame.y },
  };
}
