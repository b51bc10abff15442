import type { ShiftRow } from '#domain/contract/shifts.ts';
import type { DataColumn } from '../../components/DataGrid.tsx';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';

const { columns } = t.shifts;

/** The shifts table's columns in the lot's way of writing. */
export function shiftColumns(format: Format, now: () => number): readonly DataColumn<ShiftRow>[] {
  const money = (amountMinor: number | null) =>
    amountMinor === null ? t.common.noValue : format.money(amountMinor);
  return [
    {
      id: 'number',
      title: columns.number,
      value: (row) => row.closeNumber,
      text: (row) => (row.closeNumber === null ? t.shifts.running : format.number(row.closeNumber)),
      width: 96,
      align: 'right',
    },
    { id: 'by', title: columns.by, value: (row) => row.by },
    {
      id: 'opened',
      title: columns.openedAt,
      value: (row) => row.openedAt,
      text: (row) => format.timeOn(row.openedAt, now()),
      width: 136,
      sort: 'desc',
    },
    {
      id: 'closed',
      title: columns.closedAt,
      value: (row) => row.closedAt,
      text: (row) =>
        row.closedAt === null ? t.common.noValue : format.timeOn(row.closedAt, now()),
      width: 136,
    },
    {
      id: 'payments',
      title: columns.payments,
      value: (row) => row.payments,
      text: (row) => format.number(row.payments),
      width: 104,
      align: 'right',
    },
    {
      id: 'taken',
      title: columns.taken,
      value: (row) => row.takenMinor,
      text: (row) => money(row.takenMinor),
      width: 136,
      align: 'right',
    },
    {
      id: 'expected',
      title: columns.expected,
      value: (row) => row.expectedMinor,
      text: (row) => money(row.expectedMinor),
      width: 144,
      align: 'right',
    },
    {
      id: 'counted',
      title: columns.counted,
      value: (row) => row.countedMinor,
      text: (row) => money(row.countedMinor),
      width: 136,
      align: 'right',
    },
    {
      id: 'difference',
      title: columns.difference,
      value: (row) => row.differenceMinor,
      text: (row) => money(row.differenceMinor),
      width: 128,
      align: 'right',
    },
  ];
}
