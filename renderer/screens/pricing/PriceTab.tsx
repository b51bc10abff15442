import { Button, Loader, Select } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { DAY_MS } from '#domain/kernel/instant.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellProblem } from '../../app/notify.tsx';
import { DataGrid } from '../../components/DataGrid.tsx';
import { saveText } from '../../components/download.ts';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { FilterField } from '../../components/FilterField.tsx';
import screen from '../../components/screen.module.css';
import { useLot, useMay } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { useInForce } from '../tariffs/use-tariffs.ts';
import { PriceChart } from './PriceChart.tsx';
import { PriceNow } from './PriceNow.tsx';
import { priceColumns } from './price-columns.ts';
import classes from './pricing.module.css';
import { usePrices } from './use-prices.ts';

const { pricing } = t.tariffs;
type Period = keyof typeof pricing.periods;
type PricesOf = NonNullable<ReturnType<typeof usePrices>['data']>;

/** The dynamic price: what it is, the rule behind it, and how it came about. */
export function PriceTab({ onSimulate }: { readonly onSimulate: () => void }) {
  const [days, setDays] = useState<Period>('7');
  const prices = usePrices(Number(days));
  const { tariff } = useInForce();
  if (prices.isPending || tariff === null)
    return <Loader m="lg" type="dots" aria-label={t.common.loading} />;
  if (prices.isError)
    return (
      <EmptyNote title={pricing.failed}>
        <Button variant="default" onClick={() => void prices.refetch()}>
          {t.common.retry}
        </Button>
      </EmptyNote>
    );
  const { data } = prices;
  if (tariff.dynamic === undefined && data.changes.length === 0)
    return (
      <div className={screen.body}>
        <div className={screen.main}>
          <EmptyNote title={pricing.one} hint={pricing.oneHint}>
            <Button onClick={onSimulate} data-testid="to-simulator">
              {pricing.toSimulator}
            </Button>
          </EmptyNote>
        </div>
      </div>
    );
  return (
    <div className={classes.page} data-testid="price-page">
      <PriceNow now={data.now} tariff={tariff} onSimulate={onSimulate} />
      <History data={data} days={days} setDays={setDays} />
    </div>
  );
}

function History({
  data,
  days,
  setDays,
}: {
  readonly data: PricesOf;
  readonly days: Period;
  readonly setDays: (days: Period) => void;
}) {
  const format = useFormat();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const columns = useMemo(() => priceColumns(format), [format]);
  const rows = useMemo(
    () => data.changes.filter(({ why }) => why.toLowerCase().includes(wanted)),
    [data.changes, wanted],
  );
  return (
    <div className={classes.history}>
      <div className={classes.bar}>
        <h2>{pricing.history}</h2>
        <Select
          w={184}
          aria-label={pricing.period}
          data={Object.entries(pricing.periods).map(([value, label]) => ({ value, label }))}
          value={days}
          onChange={(next) => next !== null && setDays(next as Period)}
          data-testid="price-period"
        />
        <FilterField
          label={pricing.search}
          text={text}
          onText={setText}
          width={240}
          testId="price-search"
        />
        <span className={screen.grow} />
        <span className={screen.count} role="status" data-testid="price-count">
          {pricing.count(format.number(rows.length))}
        </span>
        <CsvButton days={Number(days)} />
      </div>
      {data.changes.length === 0 ? (
        <p className={classes.dim}>{pricing.none}</p>
      ) : (
        <>
          <PriceChart data={data} />
          <div className={classes.grid}>
            <DataGrid
              label={pricing.history}
              rows={rows}
              columns={columns}
              rowId={({ seq }) => String(seq)}
              onOpen={() => {}}
            />
          </div>
        </>
      )}
    </div>
  );
}

function CsvButton({ days }: { readonly days: number }) {
  const { client, live } = useStation();
  const { id: lotId } = useLot();
  const mayReport = useMay('report.view');
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const from = live.stationNow() - days * DAY_MS;
      const { fileName, text } = await client.tariffs.pricesCsv({ lotId, from });
      saveText(fileName, text, 'text/csv;charset=utf-8');
    } catch (cause) {
      tellProblem(cause);
    } finally {
      setBusy(false);
    }
  };
  if (!mayReport) return null;
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      loading={busy}
      onClick={() => void save()}
      data-testid="price-csv"
    >
      {pricing.csv}
    </Button>
  );
}
