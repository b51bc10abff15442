import { Button, Skeleton, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import type { ShopRow } from '#domain/contract/validations.ts';
import { useFormat } from '../../app/lot-format.ts';
import { type DataColumn, DataGrid } from '../../components/DataGrid.tsx';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import screen from '../../components/screen.module.css';
import { useMay } from '../../link/hooks.ts';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';
import { ShopDetail } from './ShopDetail.tsx';
import { ShopForm } from './ShopForm.tsx';
import { useShops } from './use-validations.ts';

const words = t.validation.list;
const idOf = ({ id }: ShopRow) => id;

/** All shops; one of them opens beside the list. */
export function ShopList() {
  const format = useFormat();
  const mayManage = useMay('validation.manage');
  const shops = useShops();
  const [text, setText] = useState('');
  const [openId, setOpenId] = useState<string | null>(null);
  const [editing, setEditing] = useState<ShopRow | 'new' | null>(null);
  const columns = useMemo(() => columnsOf(format), [format]);
  const open = useCallback(({ id }: ShopRow) => setOpenId(id), []);
  const wanted = text.trim().toLowerCase();
  const rows = (shops.data ?? []).filter(({ terms }) => terms.name.toLowerCase().includes(wanted));
  const shown = shops.data?.find(({ id }) => id === openId);
  return (
    <>
      <div className={screen.head}>
        <TextInput
          aria-label={words.search}
          placeholder={words.search}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          w={280}
          data-testid="shop-search"
        />
        {shops.data !== undefined && (
          <span className={screen.count} role="status">
            {words.count(format.number(rows.length))}
          </span>
        )}
        <span className={screen.grow} />
        {mayManage && (
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setEditing('new')}
            data-testid="shop-add"
          >
            {words.add}
          </Button>
        )}
      </div>
      <div className={screen.body}>
        <div className={screen.main}>
          <ShopRows
            shops={shops}
            rows={rows}
            wanted={text.trim()}
            columns={columns}
            onOpen={open}
          />
        </div>
        {shown !== undefined && (
          <ShopDetail
            shop={shown}
            onEdit={mayManage ? () => setEditing(shown) : null}
            onClose={() => setOpenId(null)}
          />
        )}
      </div>
      {editing !== null && (
        <ShopForm shop={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function ShopRows({
  shops,
  rows,
  wanted,
  columns,
  onOpen,
}: {
  readonly shops: ReturnType<typeof useShops>;
  readonly rows: readonly ShopRow[];
  readonly wanted: string;
  readonly columns: readonly DataColumn<ShopRow>[];
  readonly onOpen: (shop: ShopRow) => void;
}) {
  if (shops.isPending)
    return (
      <Stack gap={8} p="md" role="status" aria-label={t.common.loading}>
        <Skeleton h={32} />
        <Skeleton h={32} />
        <Skeleton h={32} />
      </Stack>
    );
  if (shops.isError)
    return (
      <EmptyNote title={words.failed}>
        <Button variant="default" onClick={() => void shops.refetch()}>
          {t.common.retry}
        </Button>
      </EmptyNote>
    );
  if (shops.data.length === 0) return <EmptyNote title={words.none} hint={words.noneHint} />;
  if (rows.length === 0)
    return <EmptyNote title={words.noneFound(wanted)} hint={words.noneFoundHint} />;
  return (
    <DataGrid
      label={t.validation.title}
      rows={rows}
      columns={columns}
      rowId={idOf}
      onOpen={onOpen}
    />
  );
}

function columnsOf({ number, money }: Format): readonly DataColumn<ShopRow>[] {
  const names = words.columns;
  return [
    { id: 'name', title: names.name, value: ({ terms }) => terms.name, sort: 'asc' },
    {
      id: 'state',
      title: names.state,
      value: ({ terms }) => (terms.active ? words.active : words.inactive),
      width: 104,
    },
    {
      id: 'offers',
      title: names.offers,
      value: ({ terms }) =>
        terms.offers
          .filter(({ active }) => active)
          .map(({ label }) => label)
          .join(', '),
    },
    {
      id: 'today',
      title: names.today,
      value: ({ today }) => today.count,
      text: ({ today }) => number(today.count),
      width: 80,
      align: 'right',
    },
    {
      id: 'month',
      title: names.month,
      value: ({ month }) => month.count,
      text: ({ month }) => number(month.count),
      width: 112,
      align: 'right',
    },
    {
      id: 'value',
      title: names.value,
      value: ({ month }) => month.valueMinor,
      text: ({ month }) => money(month.valueMinor),
      width: 144,
      align: 'right',
    },
    {
      id: 'codes',
      title: names.codes,
      value: ({ openCodes }) => openCodes,
      text: ({ openCodes }) => number(openCodes),
      width: 104,
      align: 'right',
    },
  ];
}
