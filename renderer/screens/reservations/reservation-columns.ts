import type { ReservationRow } from '#domain/contract/reservations.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import type { DataColumn } from '../../components/DataGrid.tsx';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';

const { columns } = t.reservations;
const none = t.common.noValue;

/** Which slot a booking has, in words. */
export function slotWords({ slotLabel, kind }: ReservationRow): string {
  if (slotLabel !== null) return slotLabel;
  return kind === null ? none : t.reservations.anySlot(t.slotKinds[kind]);
}

export function reservationColumns(format: Format): readonly DataColumn<ReservationRow>[] {
  const openMinor = (row: ReservationRow) => row.dueMinor - row.refundableMinor;
  return [
    {
      id: 'number',
      title: columns.number,
      value: (row) => row.number,
      text: (row) => formatTicketNumber(row.number),
      width: 136,
    },
    {
      id: 'state',
      title: columns.state,
      value: (row) => t.reservations.states[row.state],
      width: 112,
    },
    {
      id: 'from',
      title: columns.from,
      value: (row) => row.fromAt,
      text: (row) => format.dateTime(row.fromAt),
      width: 136,
    },
    {
      id: 'to',
      title: columns.to,
      value: (row) => row.toAt,
      text: (row) => format.dateTime(row.toAt),
      width: 136,
    },
    { id: 'plate', title: columns.plate, value: (row) => row.plate ?? none, width: 120 },
    { id: 'name', title: columns.name, value: (row) => row.name ?? none },
    { id: 'what', title: columns.what, value: slotWords, width: 168 },
    {
      id: 'price',
      title: columns.price,
      value: (row) => row.priceMinor,
      text: (row) => format.money(row.priceMinor),
      width: 104,
      align: 'right',
    },
    {
      id: 'open',
      title: columns.open,
      value: openMinor,
      text: (row) => (openMinor(row) === 0 ? none : format.money(openMinor(row))),
      width: 104,
      align: 'right',
    },
  ];
}
