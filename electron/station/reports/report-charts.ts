import type { Cell, ReportSection, ValueKind } from '#domain/reports/document.ts';
import { axisTicks } from './axis-ticks.ts';

type Write = (kind: ValueKind, value: Cell) => string;

const HEIGHT = 190;
const LEFT = 64;
const RIGHT = 8;
const TOP = 26;
const BOTTOM = 40;
const LABELS_MAX = 16;
/** Told apart by shade in print without colour, and by the words of the legend. */
const SHADES = ['#1f4e79', '#7fb2dd', '#f2b84b', '#5b8c5a', '#a05195'] as const;
const INK = '#222';
const GRID = '#d5d8dc';

/** A section's chart as SVG, `width` points wide; null for a section without one, or without figures. */
export function sectionSvg(section: ReportSection, width: number, write: Write): string | null {
  const { chart, rows } = section;
  if (chart === undefined || rows.length === 0) return null;
  if (chart.kind === 'heat') return heatSvg(section, chart, width, write);
  const series = chart.series.map((id) => columnOf(section, id));
  const along = columnOf(section, chart.along);
  const labels = rows.map((row) => write(along.kind, row[along.index] ?? null));
  const values = series.map(({ index }) => rows.map((row) => Number(row[index] ?? 0)));
  const limit = 'limit' in chart ? chart.limit : undefined;
  const sums = labels.map((_, at) => values.reduce((sum, one) => sum + (one[at] ?? 0), 0));
  const most = Math.max(
    ...(chart.kind === 'stacked' ? sums : values.flat()),
    limit?.value ?? 0,
    Number.MIN_VALUE,
  );
  const least = Math.min(0, ...values.flat());
  const kind = series[0]?.kind ?? 'count';
  const ticks = axisTicks(least, most, kind);
  const plot = plotOf(width, labels.length, ticks);
  const parts = [grid(plot, ticks, kind, write), xLabels(plot, labels)];
  if (chart.kind === 'lines') parts.push(...values.map((one, index) => line(plot, one, index)));
  else parts.push(bars(plot, values, chart.kind === 'stacked'));
  if (limit !== undefined) parts.push(limitLine(plot, limit));
  parts.push(legend(series.map(({ label }) => label)));
  return svg(width, HEIGHT, parts.join(''));
}

interface Plot {
  readonly width: number;
  readonly step: number;
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
}

function plotOf(width: number, count: number, ticks: readonly number[]): Plot {
  const [least = 0] = ticks;
  const most = ticks.at(-1) ?? 1;
  const step = (width - LEFT - RIGHT) / Math.max(1, count);
  const high = HEIGHT - TOP - BOTTOM;
  return {
    width,
    step,
    x: (index) => LEFT + index * step,
    y: (value) => TOP + high * (1 - (value - least) / (most - least)),
  };
}

function grid(plot: Plot, ticks: readonly number[], kind: ValueKind, write: Write): string {
  let text = '';
  for (const value of ticks) {
    const y = plot.y(value);
    text += `<line x1="${LEFT}" y1="${y}" x2="${plot.width - RIGHT}" y2="${y}" stroke="${GRID}" stroke-width="0.5"/>`;
    text += words(LEFT - 4, y + 3, write(kind, value), 'end');
  }
  return text;
}

function xLabels(plot: Plot, labels: readonly string[]): string {
  const every = Math.ceil(labels.length / LABELS_MAX);
  return labels
    .map((label, index) =>
      index % every === 0
        ? words(
            plot.x(index) + plot.step / 2,
            HEIGHT - BOTTOM + 12,
            short(label, every * plot.step),
            'middle',
          )
        : '',
    )
    .join('');
}

const CHARACTER_WIDTH = 3.9;
function short(label: string, room: number): string {
  const fits = Math.max(3, Math.floor(room / CHARACTER_WIDTH));
  return label.length <= fits ? label : `${label.slice(0, fits - 1)}…`;
}

function bars(plot: Plot, values: readonly (readonly number[])[], isStacked: boolean): string {
  const gap = plot.step * 0.15;
  const wide = (plot.step - 2 * gap) / (isStacked ? 1 : values.length);
  let text = '';
  const stood = values[0]?.map(() => 0) ?? [];
  values.forEach((one, series) => {
    one.forEach((value, index) => {
      const from = isStacked ? (stood[index] ?? 0) : 0;
      stood[index] = from + value;
      const x = plot.x(index) + gap + (isStacked ? 0 : series * wide);
      const [top, bottom] = [
        plot.y(Math.max(from, from + value)),
        plot.y(Math.min(from, from + value)),
      ];
      text += `<rect x="${x}" y="${top}" width="${wide}" height="${Math.max(0, bottom - top)}" fill="${shade(series)}"/>`;
    });
  });
  return text;
}

function line(plot: Plot, values: readonly number[], series: number): string {
  const points = values.map((value, index) => `${plot.x(index) + plot.step / 2},${plot.y(value)}`);
  const dash = series === 0 ? '' : ' stroke-dasharray="4 3"';
  return `<polyline points="${points.join(' ')}" fill="none" stroke="${shade(series)}" stroke-width="1.6"${dash}/>`;
}

function limitLine(plot: Plot, limit: { readonly label: string; readonly value: number }): string {
  const y = plot.y(limit.value);
  const right = plot.width - RIGHT;
  return `<line x1="${LEFT}" y1="${y}" x2="${right}" y2="${y}" stroke="${INK}" stroke-width="1" stroke-dasharray="1 2"/>${words(right, y - 3, limit.label, 'end')}`;
}

function legend(labels: readonly string[]): string {
  let x = LEFT;
  return labels
    .map((label, series) => {
      const at = x;
      x += 22 + label.length * CHARACTER_WIDTH * 1.15;
      return `<rect x="${at}" y="6" width="9" height="9" fill="${shade(series)}"/>${words(at + 13, 14, label, 'start')}`;
    })
    .join('');
}

function heatSvg(
  section: ReportSection,
  chart: Extract<NonNullable<ReportSection['chart']>, { kind: 'heat' }>,
  width: number,
  write: Write,
): string {
  const [across, down, value] = [chart.across, chart.down, chart.value].map((id) =>
    columnOf(section, id),
  ) as [Column, Column, Column];
  const { rows } = section;
  const xs = [...new Set(rows.map((row) => String(row[across.index])))].sort();
  const ys = [...new Set(rows.map((row) => String(row[down.index])))];
  const wide = (width - LEFT - RIGHT) / Math.max(1, xs.length);
  const high = 16;
  let text = '';
  for (const row of rows) {
    const share = Number(row[value.index] ?? 0) / chart.most;
    const x = LEFT + xs.indexOf(String(row[across.index])) * wide;
    const y = TOP + ys.indexOf(String(row[down.index])) * high;
    const isDark = share > 0.55;
    text += `<rect x="${x}" y="${y}" width="${wide - 0.6}" height="${high - 0.6}" fill="${heat(share)}"/>`;
    const figure = row[value.index] === null ? '–' : String(Math.round(share * 100));
    text += words(x + wide / 2, y + 11, figure, 'middle', isDark ? '#fff' : INK);
  }
  ys.forEach((label, index) => {
    text += words(LEFT - 4, TOP + index * high + 11, short(label, LEFT), 'end');
  });
  xs.forEach((label, index) => {
    text += words(LEFT + index * wide + wide / 2, TOP - 6, label.slice(0, 2), 'middle');
  });
  const height = TOP + ys.length * high + 18;
  text += words(
    LEFT,
    height - 5,
    `${value.label}: 100 = ${write(value.kind, chart.most)}`,
    'start',
  );
  return svg(width, height, text);
}

/** From white to the strong shade: the darker, the fuller, in colour and without. */
function heat(share: number): string {
  const at = Math.min(1, Math.max(0, share));
  const mix = (from: number, to: number) => Math.round(from + (to - from) * at);
  return `rgb(${mix(240, 31)},${mix(244, 78)},${mix(248, 121)})`;
}

interface Column {
  readonly index: number;
  readonly kind: ValueKind;
  readonly label: string;
}

function columnOf({ columns }: ReportSection, id: string): Column {
  const index = columns.findIndex((column) => column.id === id);
  const { kind = 'count', label = id } = columns[index] ?? {};
  return { index, kind, label };
}

const shade = (series: number) => SHADES[series % SHADES.length] ?? INK;

function words(x: number, y: number, text: string, anchor: string, fill: string = INK): string {
  return `<text x="${x}" y="${y}" font-size="7" text-anchor="${anchor}" fill="${fill}">${escaped(text)}</text>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function svg(width: number, height: number, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Roboto">${body}</svg>`;
}
