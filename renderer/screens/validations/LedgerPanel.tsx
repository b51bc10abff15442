import { ActionIcon, Button, Skeleton, Table } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { ValidationLedger } from '#domain/contract/validations.ts';
import { firstOfMonth } from '#domain/kernel/zoned.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellProblem } from '../../app/notify.tsx';
import { saveText } from '../../components/download.ts';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import screen from '../../components/screen.module.css';
import { useLot, useStationNow } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { useLedger } from './use-validations.ts';
import classes from './validations.module.css';

const words = t.validation.ledger;
const MONTH_CHARS = 'YYYY-MM'.length;

/** What each shop gave in a month, for its invoice. */
export function LedgerPanel() {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const now = useStationNow(60_000);
  const running = format.dayOf(now).slice(0, MONTH_CHARS);
  const [chosen, setChosen] = useState<string | null>(null);
  const month = chosen ?? running;
  const ledger = useLedger(month);
  const away = (months: number) =>
    setChosen(firstOfMonth(`${month}-01`, months).slice(0, MONTH_CHARS));
  const save = async () => {
    try {
      const { fileName, text } = await client.shops.ledgerCsv({ lotId: lot.id, month });
      saveText(fileName, text, 'text/csv;charset=utf-8');
    } catch (cause) {
      tellProblem(cause);
    }
  };
  return (
    <>
      <div className={screen.head}>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={words.previous}
          onClick={() => away(-1)}
        >
          <IconChevronLeft size={16} aria-hidden />
        </ActionIcon>
        <h2 className={screen.asideTitle}>{format.month(month)}</h2>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={words.next}
          disabled={month >= running}
          onClick={() => away(1)}
        >
          <IconChevronRight size={16} aria-hidden />
        </ActionIcon>
        <span className={screen.grow} />
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => void save()}
          data-testid="ledger-csv"
        >
          {words.csv}
        </Button>
      </div>
      <div className={screen.body}>
        <div className={classes.ledger} data-empty={ledger.data?.shops.length === 0}>
          {ledger.isPending && <Skeleton h={160} role="status" aria-label={t.common.loading} />}
          {ledger.isError && (
            <EmptyNote title={words.failed}>
              <Button variant="default" onClick={() => void ledger.refetch()}>
                {t.common.retry}
              </Button>
            </EmptyNote>
          )}
          {ledger.data?.shops.length === 0 && (
            <EmptyNote title={words.none(format.month(month))} hint={words.noneHint} />
          )}
          {ledger.data !== undefined && ledger.data.shops.length > 0 && (
            <LedgerTable ledger={ledger.data} />
          )}
        </div>
      </div>
    </>
  );
}

function LedgerTable({ ledger }: { readonly ledger: ValidationLedger }) {
  const { number, money, month } = useFormat();
  const sum = (of: (shop: ValidationLedger['shops'][number]) => number) =>
    ledger.shops.reduce((total, shop) => total + of(shop), 0);
  return (
    <Table captionSide="top" data-testid="ledger-table">
      <Table.Caption>{words.caption(month(ledger.month))}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.shop}</Table.Th>
          <Table.Th className={classes.figure}>{words.count}</Table.Th>
          <Table.Th className={classes.figure}>{words.codes}</Table.Th>
          <Table.Th className={classes.figure}>{words.value}</Table.Th>
          <Table.Th>{words.note}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {ledger.shops.map((shop) => (
          <Table.Tr key={shop.shopId}>
            <Table.Td>{shop.name}</Table.Td>
            <Table.Td className={classes.figure}>{number(shop.count)}</Table.Td>
            <Table.Td className={classes.figure}>{number(shop.codes)}</Table.Td>
            <Table.Td className={classes.figure}>{money(shop.valueMinor)}</Table.Td>
            <Table.Td>{shop.settlementNote}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr>
          <Table.Th>{words.total}</Table.Th>
          <Table.Th className={classes.figure}>{number(sum(({ count }) => count))}</Table.Th>
          <Table.Th className={classes.figure}>{number(sum(({ codes }) => codes))}</Table.Th>
          <Table.Th className={classes.figure}>
            {money(sum(({ valueMinor }) => valueMinor))}
          </Table.Th>
          <Table.Th />
        </Table.Tr>
      </Table.Tfoot>
    </Table>
  );
}
