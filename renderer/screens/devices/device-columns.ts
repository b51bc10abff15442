import type { DeviceRow } from '#domain/contract/devices.ts';
import type { DeviceKind } from '#domain/facility/device-link.ts';
import { DAY_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import type { DataColumn } from '../../components/DataGrid.tsx';
import type { LotNames } from '../../strings/feed-sentence.ts';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';
import { errorShare, severityOf } from './device-order.ts';

const words = t.devices;

/** A mark beside the word: what needs attention is never told by colour alone. */
const MARKS = ['▲ ', '▲ ', '△ ', ''] as const;

export function stateText(row: DeviceRow): string {
  return `${MARKS[severityOf(row)]}${t.deviceStatuses[row.status]}`;
}

export function kindText(kind: string): string {
  return words.kinds[kind as DeviceKind] ?? words.kinds.other;
}

type Latency = Pick<DeviceRow, 'latencyMs' | 'latencyBy'>;

/** What the figure of a device means: not all are asked and answer. */
export function latencyMeaning({ latencyBy }: Latency): string {
  return latencyBy === null ? words.latency.unknown : words.latency.meaning[latencyBy];
}

/** By how much a clock is off, and which way; null while it is sane or not known. */
export function clockText(
  { clockAheadMs }: Pick<DeviceRow, 'clockAheadMs'>,
  { duration }: Format,
): string | null {
  if (clockAheadMs === null) return null;
  const off = duration(Math.round(Math.abs(clockAheadMs) / MINUTE_MS) * MINUTE_MS);
  return clockAheadMs < 0 ? words.clock.behind(off) : words.clock.ahead(off);
}

/** Ten seconds are as good as one: latencies are told to the millisecond below ten, else to the whole. */
export function latencyText({ latencyMs }: Latency, format: Format): string {
  if (latencyMs === null) return t.common.noValue;
  return words.ms(
    format.number(latencyMs < 10 ? Math.round(latencyMs * 10) / 10 : Math.round(latencyMs)),
  );
}

/** The table's columns in the lot's way of writing. */
export function deviceColumns(
  format: Format,
  names: LotNames,
  now: () => number,
): readonly DataColumn<DeviceRow>[] {
  const { columns } = words;
  const none = t.common.noValue;
  return [
    { id: 'state', title: columns.state, value: severityOf, text: stateText, width: 112 },
    { id: 'label', title: columns.label, value: (row) => row.label, width: 176 },
    { id: 'kind', title: columns.kind, value: (row) => kindText(row.kind), width: 120 },
    {
      id: 'lane',
      title: columns.lane,
      value: (row) => (row.laneId === null ? none : names.lane(row.laneId)),
      width: 112,
    },
    { id: 'link', title: columns.link, value: (row) => row.link.place },
    {
      id: 'heard',
      title: columns.heard,
      value: (row) => row.heardAt,
      text: (row) => heardText(row.heardAt, now(), format),
      width: 136,
      align: 'right',
    },
    {
      id: 'latency',
      title: columns.latency,
      value: (row) => row.latencyMs,
      text: (row) => latencyText(row, format),
      hint: latencyMeaning,
      width: 104,
      align: 'right',
    },
    {
      id: 'errors',
      title: columns.errors,
      value: errorShare,
      text: (row) => {
        const share = errorShare(row);
        return share === null ? none : format.percent(share);
      },
      width: 96,
      align: 'right',
    },
    {
      id: 'firmware',
      title: columns.firmware,
      value: (row) => row.firmware ?? none,
      width: 136,
    },
  ];
}

/** To the second within the last day: what was just heard is told from what was heard a minute ago. */
export function heardText(at: number | null, now: number, format: Format): string {
  if (at === null) return words.never;
  return now - at < DAY_MS ? format.timeSeconds(at) : format.timeOn(at, now);
}
