import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useMemo, useState } from 'react';
import type { ReservationRow } from '#domain/contract/reservations.ts';
import { RESERVATION_STATES } from '#domain/reservation/reservation.ts';
import { useFormat } from '../../app/lot-format.ts';
import { cardNumberProblem } from '../../components/card-number.ts';
import { DataGrid } from '../../components/DataGrid.tsx';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { FilterField } from '../../components/FilterField.tsx';
import { ListFrame } from '../../components/ListFrame.tsx';
import screen from '../../components/screen.module.css';
import { t } from '../../strings/index.ts';
import { reservationColumns } from './reservation-columns.ts';
import { type ReservationFilter, useReservations } from './use-reservations.ts';

const SEARCH_DELAY_MS = 200;
const FILTERS: readonly ReservationFilter[] = ['active', 'money', ...RESERVATION_STATES, 'all'];
const rowId = (row: ReservationRow) => row.id;

function filterWords(filter: ReservationFilter): string {
  const { filters, states } = t.reservations;
  return { ...states, ...filters }[filter];
}

/** Every booking, found by number, plate, name or contact. */
export function ListPanel({ onOpen }: { readonly onOpen: (id: string) => void }) {
  const format = useFormat();
  const [text, setText] = useState('');
  const [filter, setFilter] = useState<ReservationFilter>('active');
  const [typed] = useDebouncedValue(text.trim(), SEARCH_DELAY_MS);
  const search = cardNumberProblem(typed) === null ? typed : '';
  const found = useReservations(filter, search);
  const columns = useMemo(() => reservationColumns(format), [format]);
  const open = useCallback((row: ReservationRow) => onOpen(row.id), [onOpen]);
  const rows = found.data ?? [];
  return (
    <>
      <div className={screen.head}>
        <FilterField
          label={t.reservations.search}
          text={text}
          onText={setText}
          error={cardNumberProblem(text)}
          testId="reservation-search"
        />
        <Select
          w={200}
          aria-label={t.reservations.filter}
          data={FILTERS.map((value) => ({ value, label: filterWords(value) }))}
          value={filter}
          onChange={(value) => setFilter((value ?? 'active') as ReservationFilter)}
          allowDeselect={false}
        />
        <span className={screen.grow} />
        <span className={screen.count} role="status">
          {t.reservations.count(format.number(rows.length))}
        </span>
      </div>
      <div className={screen.body}>
        <div className={screen.main}>
          <ListFrame
            query={found}
            failed={t.reservations.failed}
            isEmpty={rows.length === 0}
            empty={<Nothing isSearch={search !== '' || filter !== 'active'} />}
          >
            <DataGrid
              label={t.reservations.title}
              rows={rows}
              columns={columns}
              rowId={rowId}
              onOpen={open}
            />
          </ListFrame>
        </div>
      </div>
    </>
  );
}

function Nothing({ isSearch }: { readonly isSearch: boolean }) {
  const { none, noneHint, noneFound, noneFoundHint } = t.reservations;
  return isSearch ? (
    <EmptyNote title={noneFound} hint={noneFoundHint} />
  ) : (
    <EmptyNote title={none} hint={noneHint} />
  );
}
