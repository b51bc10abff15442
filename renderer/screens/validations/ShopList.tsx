import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import type { ShopRow } from '#domain/contract/validations.ts';
import { useFormat } from '../../app/lot-format.ts';
import { type DataColumn, DataGrid } from '../../components/DataGrid.tsx';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { FilterField } from '../../components/FilterField.tsx';
import { ListFrame } from '../../components/ListFrame.tsx';
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
        <FilterField label={words.search} text={text} onText={setText} testId="shop-search" />
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
          <ListFrame
            query={shops}
            failed={words.failed}
            isEmpty={rows.length === 0}
            empty={<Nothing wanted={text.trim()} />}
          >
            <DataGrid
              label={t.validation.title}
              rows={rows}
              columns={columns}
              rowId={idOf}
              onOpen={open}
            />
          </ListFrame>
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

function Nothing({ wanted }: { readonly wanted: string }) {
  return wanted === '' ? (
    <EmptyNote title={words.none} hint={words.noneHint} />
  ) : (
    <EmptyNote title={words.noneFound(wanted)} hint={words.noneFoundHint} />
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
