import type { MembershipRow } from '#domain/contract/memberships.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import type { DataColumn } from '../../components/DataGrid.tsx';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';

const { columns, insideOf, hidden } = t.membership.list;

/** Until when a membership is paid, in words. */
export function paidUntilWords(row: MembershipRow, format: Format): string {
  if (row.paidUntilAt !== null) return format.day(format.dayOf(row.paidUntilAt - 1));
  return row.standing === 'unpaid' ? t.membership.detail.notPaid : t.membership.detail.noEnd;
}

/** A member's name, or its number for those who may not see names. */
export function memberName(row: MembershipRow): string {
  return row.holder ?? formatTicketNumber(row.number);
}

/** The members' table in the lot's way of writing. */
export function memberColumns(format: Format): readonly DataColumn<MembershipRow>[] {
  const money = (amountMinor: number) =>
    amountMinor === 0 ? t.common.noValue : format.money(amountMinor);
  return [
    {
      id: 'holder',
      title: columns.holder,
      value: (row) => row.holder ?? hidden,
      sort: 'asc',
    },
    {
      id: 'standing',
      title: columns.standing,
      value: (row) => t.membership.standings[row.standing],
      width: 120,
    },
    { id: 'plan', title: columns.plan, value: (row) => row.planName, width: 176 },
    { id: 'plates', title: columns.plates, value: (row) => row.plates.join(', ') },
    {
      id: 'until',
      title: columns.until,
      value: (row) => row.paidUntilAt ?? Number.MAX_SAFE_INTEGER,
      text: (row) =>
        row.paidUntilAt === null ? t.common.noValue : format.date(row.paidUntilAt - 1),
      width: 136,
    },
    {
      id: 'inside',
      title: columns.inside,
      value: (row) => row.inside,
      text: (row) => insideOf(format.number(row.inside), format.number(row.insideMax)),
      width: 96,
      align: 'right',
    },
    {
      id: 'balance',
      title: columns.balance,
      value: (row) => row.balanceMinor,
      text: (row) => money(row.balanceMinor),
      width: 112,
      align: 'right',
    },
    {
      id: 'debt',
      title: columns.debt,
      value: (row) => row.debtMinor,
      text: (row) => money(row.debtMinor),
      width: 112,
      align: 'right',
    },
    {
      id: 'group',
      title: columns.group,
      value: (row) => row.groupName,
      text: (row) => row.groupName ?? t.common.noValue,
      width: 144,
    },
    {
      id: 'number',
      title: columns.number,
      value: (row) => formatTicketNumber(row.number),
      width: 136,
    },
  ];
}
