import { Button, Select, Skeleton } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { DeviceRow } from '#domain/contract/devices.ts';
import { DEVICE_STATUSES } from '#domain/lot/words.ts';
import { useFormat, useNames } from '../../app/lot-format.ts';
import { useAddress } from '../../app/use-address.ts';
import { DataGrid } from '../../components/DataGrid.tsx';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { FilterField } from '../../components/FilterField.tsx';
import screen from '../../components/screen.module.css';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { DeviceDetail } from './DeviceDetail.tsx';
import { deviceColumns, kindText } from './device-columns.ts';
import { type DeviceFilter, severityOf, shownDevices } from './device-order.ts';
import type { OpenForm } from './open-form.ts';
import { useDevices } from './use-devices.ts';

const words = t.devices;
const rowId = (row: DeviceRow) => row.id;
const ALL: DeviceFilter = { text: '', kind: 'all', state: 'all' };

/** Every device with how it stands, the worst first; one of them in full at the side. */
export function DeviceList({ onChange }: { readonly onChange: (form: OpenForm) => void }) {
  const { live } = useStation();
  const format = useFormat();
  const names = useNames();
  const [filter, setFilter] = useState(ALL);
  const { rows, isPending, isError, refetch } = useDevices();
  // An alarm leads to its device.
  const { params, set } = useAddress();
  const openId = params.get('device');
  const open = useCallback((row: DeviceRow) => set({ device: row.id }), [set]);
  const columns = useMemo(
    () => deviceColumns(format, names, () => live.stationNow()),
    [format, names, live],
  );
  const shown = useMemo(() => shownDevices(rows, filter, names.lane), [rows, filter, names]);
  const opened = rows.find(({ id }) => id === openId);
  return (
    <>
      <Head rows={rows} shown={shown.length} filter={filter} onFilter={setFilter} />
      <div className={screen.body}>
        <div className={screen.main}>
          {isPending ? (
            <Skeleton m="md" h={240} role="status" aria-label={t.common.loading} />
          ) : isError ? (
            <EmptyNote title={words.failed}>
              <Button variant="default" onClick={() => void refetch()}>
                {t.common.retry}
              </Button>
            </EmptyNote>
          ) : rows.length === 0 ? (
            <EmptyNote title={words.none} hint={words.noneHint} />
          ) : shown.length === 0 ? (
            <EmptyNote title={words.noneFound} hint={words.noneFoundHint} />
          ) : (
            <DataGrid
              label={words.title}
              rows={shown}
              columns={columns}
              rowId={rowId}
              onOpen={open}
            />
          )}
        </div>
        {opened !== undefined && (
          <aside className={screen.aside} aria-label={words.details}>
            <DeviceDetail
              key={opened.id}
              row={opened}
              onChange={onChange}
              onClose={() => set({ device: null })}
            />
          </aside>
        )}
      </div>
    </>
  );
}

interface HeadProps {
  readonly rows: readonly DeviceRow[];
  readonly shown: number;
  readonly filter: DeviceFilter;
  readonly onFilter: (filter: DeviceFilter) => void;
}

function Head({ rows, shown, filter, onFilter }: HeadProps) {
  const { number } = useFormat();
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  const troubled = rows.filter((row) => severityOf(row) < 3).length;
  const count =
    shown === rows.length
      ? words.count(number(shown))
      : words.countOf(number(shown), number(rows.length));
  return (
    <header className={screen.head}>
      <FilterField
        label={words.search}
        text={filter.text}
        onText={(text) => onFilter({ ...filter, text })}
        testId="device-search"
      />
      <Select
        w={176}
        aria-label={words.kind}
        data={[
          { value: 'all', label: words.allKinds },
          ...kinds.map((kind) => ({ value: kind, label: kindText(kind) })),
        ]}
        value={filter.kind}
        onChange={(kind) => onFilter({ ...filter, kind: kind ?? 'all' })}
        data-testid="device-kind"
      />
      <Select
        w={144}
        aria-label={words.state}
        data={[
          { value: 'all', label: words.states.all },
          { value: 'trouble', label: words.states.trouble },
          ...DEVICE_STATUSES.map((value) => ({ value, label: t.deviceStatuses[value] })),
        ]}
        value={filter.state}
        onChange={(state) => onFilter({ ...filter, state: state ?? 'all' })}
        data-testid="device-state"
      />
      <span className={screen.grow} />
      <span className={screen.count} role="status" data-testid="device-count">
        {count} · {troubled === 0 ? words.allWell : words.troubled(number(troubled))}
      </span>
    </header>
  );
}
