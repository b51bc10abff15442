import type { SessionRow } from '#domain/contract/traffic.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import type { DataColumn } from '../../components/DataGrid.tsx';
import type { LotNames } from '../../strings/feed-sentence.ts';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';

const { columns } = t.sessions;

/** How long a vehicle has been, or was, inside; null while it has not driven in. */
export function stayMs(row: SessionRow, now: number): number | null {
  if (row.state === 'void' || row.state === 'entering') return null;
  return (row.exitAt ?? now) - row.entryAt;
}

/** The sessions table's columns in the lot's way of writing. */
export function sessionColumns(
  format: Format,
  names: LotNames,
  now: () => number,
): readonly DataColumn<SessionRow>[] {
  const optional = (text: string | null) => text ?? t.common.noValue;
  return [
    {
      id: 'ticket',
      title: columns.ticket,
      value: (row) => formatTicketNumber(row.ticketNumber),
      width: 152,
    },
    {
      id: 'plate',
      title: columns.plate,
      value: (row) => row.plate,
      text: (row) => optional(row.plate),
      width: 152,
    },
    {
      id: 'state',
      title: columns.state,
      value: (row) => t.sessionStates[row.state],
      width: 112,
    },
    {
      id: 'class',
      title: columns.vehicleClass,
      value: (row) => t.vehicleClasses[row.vehicleClass],
      width: 120,
    },
    {
      id: 'slot',
      title: columns.slot,
      value: (row) => row.slotLabel,
      text: (row) => optional(row.slotLabel),
      width: 104,
    },
    {
      id: 'entry',
      title: columns.entryAt,
      value: (row) => row.entryAt,
      text: (row) => format.timeOn(row.entryAt, now()),
      width: 136,
      sort: 'desc',
    },
    {
      id: 'exit',
      title: columns.exitAt,
      value: (row) => row.exitAt,
      text: (row) => (row.exitAt === null ? t.common.noValue : format.timeOn(row.exitAt, now())),
      width: 136,
    },
    {
      id: 'stay',
      title: columns.stay,
      value: (row) => stayMs(row, now()),
      text: (row) => {
        const length = stayMs(row, now());
        return length === null ? t.common.noValue : format.duration(length);
      },
      width: 144,
      align: 'right',
    },
    {
      id: 'paid',
      title: columns.paid,
      value: (row) => row.paidMinor,
      text: (row) => (row.paidMinor === 0 ? t.common.noValue : format.money(row.paidMinor)),
      width: 128,
      align: 'right',
    },
    { id: 'lane', title: columns.entryLane, value: (row) => names.lane(row.entryLaneId) },
  ];
}
