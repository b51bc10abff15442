import { Button, Table } from '@mantine/core';
import { IconChartLine, IconTable } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { useFormat } from '../../../app/lot-format.ts';
import { StepChart, type StepSeries } from '../../../components/StepChart.tsx';
import { t } from '../../../strings/index.ts';
import classes from '../tariffs.module.css';
import { CURVE_HOURS, type CurvePoint, feeAt, TABLE_HOURS } from './price-curve.ts';

const { preview } = t.tariffs;
const MARKS = Array.from({ length: CURVE_HOURS / 6 + 1 }, (_, index) => index * 6);
const SUMMARY_HOURS = 24;

interface Props {
  readonly edited: readonly CurvePoint[];
  readonly inForce: readonly CurvePoint[] | null;
}

/** The price of a stay by its length, beside that of the tariff in force. */
export function PricePicture({ edited, inForce }: Props) {
  const format = useFormat();
  const [table, setTable] = useState(false);
  const series = useMemo(
    (): StepSeries[] => [
      { name: preview.edited, shape: 'line', points: edited },
      ...(inForce === null
        ? []
        : [{ name: preview.inForce, shape: 'other', points: inForce } as const]),
    ],
    [edited, inForce],
  );
  const writeX = useCallback((hours: number) => preview.hoursAxis(format.number(hours)), [format]);
  const writeY = useCallback((minor: number) => format.moneyShort(Math.round(minor)), [format]);
  const feeText = (curve: readonly CurvePoint[] | null, hours: number) => {
    const fee = curve === null ? null : feeAt(curve, hours);
    return fee === null ? '–' : format.money(fee);
  };
  return (
    <figure className={classes.picture}>
      <div className={classes.pictureHead}>
        <figcaption>{preview.picture}</figcaption>
        <Button
          size="xs"
          variant="default"
          leftSection={
            table ? <IconChartLine size={16} aria-hidden /> : <IconTable size={16} aria-hidden />
          }
          onClick={() => setTable(!table)}
          data-testid="curve-toggle"
        >
          {table ? preview.showPicture : preview.showTable}
        </Button>
      </div>
      {table ? (
        <Table className={classes.figures ?? ''} data-testid="curve-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{preview.hours}</Table.Th>
              <Table.Th>{preview.edited}</Table.Th>
              {inForce !== null && <Table.Th>{preview.inForce}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {TABLE_HOURS.map((hours) => (
              <Table.Tr key={hours}>
                <Table.Td>{writeX(hours)}</Table.Td>
                <Table.Td>{feeText(edited, hours)}</Table.Td>
                {inForce !== null && <Table.Td>{feeText(inForce, hours)}</Table.Td>}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ) : (
        <StepChart
          summary={preview.pictureSummary(
            format.number(SUMMARY_HOURS),
            feeText(edited, SUMMARY_HOURS),
            feeText(inForce, SUMMARY_HOURS),
          )}
          series={series}
          holds="until"
          xMarks={MARKS}
          writeX={writeX}
          writeY={writeY}
          height={240}
        />
      )}
    </figure>
  );
}
