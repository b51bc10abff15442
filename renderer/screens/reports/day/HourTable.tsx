import { Table } from '@mantine/core';
import type { Report } from '#domain/contract/operations.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { t } from '../../../strings/index.ts';
import classes from '../reports.module.css';

/** Every figure of the charts. */
export function HourTable({ report }: { readonly report: Report }) {
  const { time, number, money } = useFormat();
  const { totals } = report;
  return (
    <Table className={classes.table ?? ''} data-testid="report-table">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t.reports.hour}</Table.Th>
          <Table.Th>{t.reports.entries}</Table.Th>
          <Table.Th>{t.reports.exits}</Table.Th>
          <Table.Th>{t.reports.inside}</Table.Th>
          <Table.Th>{t.reports.takings}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {report.hours.map((hour) => (
          <Table.Tr key={hour.startAt}>
            <Table.Td>{time(hour.startAt)}</Table.Td>
            <Table.Td>{number(hour.entries)}</Table.Td>
            <Table.Td>{number(hour.exits)}</Table.Td>
            <Table.Td>{number(hour.inside)}</Table.Td>
            <Table.Td>{money(hour.takingsMinor)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr>
          <Table.Th>{t.reports.total}</Table.Th>
          <Table.Th>{number(totals.entries)}</Table.Th>
          <Table.Th>{number(totals.exits)}</Table.Th>
          <Table.Th />
          <Table.Th>{money(totals.takingsMinor)}</Table.Th>
        </Table.Tr>
      </Table.Tfoot>
    </Table>
  );
}
