import type { DeviceRow } from '#domain/contract/devices.ts';

/** From this share of unreadable messages in the last hour on, a device that is online wants a look. */
export const ERROR_SHARE_LOOK = 0.05;
/** Of fewer messages a share says nothing. */
const SHARE_OF_MIN = 20;

/** How bad it is: the lower the worse. */
export type Severity = 0 | 1 | 2 | 3;

/** Share of what had to be dropped in the last hour, 0 to 1; null where nothing came. */
export function errorShare({ recent }: Pick<DeviceRow, 'recent'>): number | null {
  const all = recent.inputs + recent.drops;
  return all === 0 ? null : recent.drops / all;
}

/** A fault first, then what is not reached, then what wants a look, then all that is well. */
export function severityOf(
  row: Pick<DeviceRow, 'status' | 'recent' | 'sensors' | 'clockAheadMs'>,
): Severity {
  if (row.status === 'fault') return 0;
  if (row.status === 'offline') return 1;
  const share = errorShare(row) ?? 0;
  const isHardToRead =
    share >= ERROR_SHARE_LOOK && row.recent.inputs + row.recent.drops >= SHARE_OF_MIN;
  if (isHardToRead || row.clockAheadMs !== null || (row.sensors?.batteryLow ?? 0) > 0) return 2;
  return 3;
}

export interface DeviceFilter {
  readonly text: string;
  /** A kind, or `all`. */
  readonly kind: string;
  /** A status, `trouble`, or `all`. */
  readonly state: string;
}

/** The devices that match, the worst first, else in the lot's order. */
export function shownDevices(
  rows: readonly DeviceRow[],
  filter: DeviceFilter,
  laneName: (laneId: string) => string,
): readonly DeviceRow[] {
  const wanted = filter.text.trim().toLowerCase();
  const matches = (row: DeviceRow) => {
    if (filter.kind !== 'all' && row.kind !== filter.kind) return false;
    if (filter.state === 'trouble' && severityOf(row) === 3) return false;
    if (filter.state !== 'all' && filter.state !== 'trouble' && row.status !== filter.state)
      return false;
    if (wanted === '') return true;
    const lane = row.laneId === null ? '' : laneName(row.laneId);
    return [row.id, row.label, row.driver, row.link.place, lane, row.firmware ?? ''].some((one) =>
      one.toLowerCase().includes(wanted),
    );
  };
  return rows
    .map((row, index) => ({ row, index }))
    .filter(({ row }) => matches(row))
    .sort((a, b) => severityOf(a.row) - severityOf(b.row) || a.index - b.index)
    .map(({ row }) => row);
}
