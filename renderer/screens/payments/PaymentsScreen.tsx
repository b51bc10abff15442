import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useSearch } from 'wouter';
import type { PaymentRow } from '#domain/contract/payments.ts';
import { PAYMENT_STATES } from '#domain/payment/payment.ts';
import { useFormat } from '../../app/lot-format.ts';
import { cardNumberProblem } from '../../components/card-number.ts';
import { DataGrid } from '../../components/DataGrid.tsx';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { FilterField } from '../../components/FilterField.tsx';
import { ListFrame } from '../../components/ListFrame.tsx';
import classes from '../../components/screen.module.css';
import { useBookVersion, useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { PaymentDetails } from './PaymentDetails.tsx';
import { paymentColumns } from './payment-columns.ts';

const SEARCH_DELAY_MS = 200;
const ROWS_MAX = 1_000;
const FILTERS = ['all', 'attention', 'open', ...PAYMENT_STATES.slice(1)] as const;
type Filter = (typeof FILTERS)[number];
const rowId = (row: PaymentRow) => row.id;

/** The lot's latest payments: found again, given back, decided. */
export default function PaymentsScreen() {
  const { live } = useStation();
  const format = useFormat();
  const [text, setText] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  // A report leads to one payment.
  const asked = new URLSearchParams(useSearch()).get('payment');
  const [openId, setOpenId] = useState<string | null>(asked);
  const [typed] = useDebouncedValue(text.trim(), SEARCH_DELAY_MS);
  const search = cardNumberProblem(typed) === null ? typed : '';
  const payments = usePayments(filter, search);
  const columns = useMemo(() => paymentColumns(format, () => live.stationNow()), [format, live]);
  const open = useCallback((row: PaymentRow) => setOpenId(row.id), []);
  const rows = payments.data ?? [];
  const opened = rows.find(({ id }) => id === openId);
  return (
    <div className={classes.screen}>
      <Head
        text={text}
        setText={setText}
        filter={filter}
        setFilter={setFilter}
        count={rows.length}
      />
      <div className={classes.body}>
        <div className={classes.main}>
          <ListFrame
            query={payments}
            failed={t.payments.failed}
            isEmpty={rows.length === 0}
            empty={<Nothing search={search} filter={filter} />}
          >
            <DataGrid
              label={t.payments.title}
              rows={rows}
              columns={columns}
              rowId={rowId}
              onOpen={open}
            />
          </ListFrame>
        </div>
        {opened !== undefined && (
          <aside className={classes.aside} aria-label={t.payments.details}>
            <PaymentDetails payment={opened} onClose={() => setOpenId(null)} />
          </aside>
        )}
      </div>
    </div>
  );
}

function usePayments(filter: Filter, search: string) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const version = useBookVersion('payments');
  return useQuery({
    queryKey: ['payments', lotId, filter, search, version],
    queryFn: () => client.payments.list({ lotId, state: filter, search, limit: ROWS_MAX }),
    placeholderData: keepPreviousData,
  });
}

interface HeadProps {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly filter: Filter;
  readonly setFilter: (filter: Filter) => void;
  readonly count: number;
}

function Head({ text, setText, filter, setFilter, count }: HeadProps) {
  const { number } = useFormat();
  return (
    <header className={classes.head}>
      <h1 className={classes.title}>{t.payments.title}</h1>
      <FilterField
        label={t.payments.search}
        text={text}
        onText={setText}
        width={320}
        error={cardNumberProblem(text)}
        testId="payment-search"
      />
      <Select
        w={176}
        aria-label={t.payments.state}
        data={FILTERS.map((value) => ({ value, label: filterWords(value) }))}
        value={filter}
        onChange={(value) => setFilter((value ?? 'all') as Filter)}
        data-testid="payment-state"
      />
      <span className={classes.grow} />
      <span className={classes.count} role="status" data-testid="payment-count">
        {count >= ROWS_MAX
          ? t.payments.countAtLeast(number(count))
          : t.payments.count(number(count))}
      </span>
    </header>
  );
}

function filterWords(filter: Filter): string {
  return filter === 'all' || filter === 'open' || filter === 'attention'
    ? t.payments.filters[filter]
    : t.paymentStates[filter];
}

function Nothing({ search, filter }: { readonly search: string; readonly filter: Filter }) {
  if (search !== '')
    return <EmptyNote title={t.payments.noneFound(search)} hint={t.payments.noneFoundHint} />;
  if (filter === 'attention')
    return <EmptyNote title={t.payments.noAttention} hint={t.payments.noAttentionHint} />;
  return <EmptyNote title={t.payments.none} hint={t.payments.noneHint} />;
}
