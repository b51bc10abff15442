import { Table } from '@mantine/core';
import type { ForecastSeries } from '#domain/contract/forecast.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { t } from '../../../strings/index.ts';
import classes from './forecast.module.css';

const { columns } = t.forecast;

/** Every figure of a forecast. */
export function ForecastTable({ series }: { readonly series: ForecastSeries }) {
  const format = useFormat();
  const { points, capacity } = series;
  return (
    <Table.ScrollContainer minWidth={480} maxHeight={480}>
      <Table className={classes.table} stickyHeader data-testid="forecast-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.at}</Table.Th>
            <Table.Th className={classes.right}>{columns.expected}</Table.Th>
            <Table.Th className={classes.right}>{columns.low}</Table.Th>
            <Table.Th className={classes.right}>{columns.high}</Table.Th>
            <Table.Th className={classes.right}>{columns.share}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.map(({ at, expected, low, high }) => (
            <Table.Tr key={at}>
              <Table.Td>{format.dateTime(at)}</Table.Td>
              <Table.Td className={classes.right}>{format.number(expected)}</Table.Td>
              <Table.Td className={classes.right}>{format.number(low)}</Table.Td>
              <Table.Td className={classes.right}>{format.number(high)}</Table.Td>
              <Table.Td className={classes.right}>{format.percent(expected / capacity)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
