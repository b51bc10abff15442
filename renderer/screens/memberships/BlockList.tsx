import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import type { BlockedPlateRow } from '#domain/contract/memberships.ts';
import { useFormat } from '../../app/lot-format.ts';
import { newId } from '../../app/new-id.ts';
import { tellDone, tellProblem } from '../../app/notify.tsx';
import { type DataColumn, DataGrid } from '../../components/DataGrid.tsx';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { FilterField } from '../../components/FilterField.tsx';
import { ListFrame } from '../../components/ListFrame.tsx';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import screen from '../../components/screen.module.css';
import { useLot, useMay } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';
import { BlockPlateDialog } from './BlockPlateDialog.tsx';
import { useBlockedPlates } from './use-memberships.ts';

const { blocked: words } = t.membership;
const SEARCH_DELAY_MS = 200;
const rowId = (row: BlockedPlateRow) => `${row.plate ?? ''} ${row.since}`;

/** Vehicles that are not let in, newest first. A row opens the way to unblock it. */
export function BlockList() {
  const format = useFormat();
  const mayBlock = useMay('plate.block');
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), SEARCH_DELAY_MS);
  const [adding, setAdding] = useState(false);
  const [unblocking, setUnblocking] = useState<string | null>(null);
  const blocked = useBlockedPlates(search);
  const columns = useMemo(() => columnsOf(format), [format]);
  const open = useCallback(
    (row: BlockedPlateRow) => {
      if (mayBlock && row.plate !== null) setUnblocking(row.plate);
    },
    [mayBlock],
  );
  const rows = blocked.data ?? [];
  return (
    <>
      <div className={screen.head}>
        <FilterField
          label={words.search}
          text={text}
          onText={setText}
          width={240}
          testId="blocked-search"
        />
        <span className={screen.grow} />
        <span className={screen.count} role="status">
          {words.count(format.number(rows.length))}
        </span>
        {mayBlock && (
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setAdding(true)}
            data-testid="block-add"
          >
            {words.add}
          </Button>
        )}
      </div>
      <div className={screen.body}>
        <div className={screen.main}>
          <ListFrame
            query={blocked}
            failed={words.failed}
            isEmpty={rows.length === 0}
            empty={
              search === '' ? (
                <EmptyNote title={words.none} hint={words.noneHint} />
              ) : (
                <EmptyNote title={words.noneFound(search)} />
              )
            }
          >
            <DataGrid
              label={t.membership.tabs.blocked}
              rows={rows}
              columns={columns}
              rowId={rowId}
              onOpen={open}
            />
          </ListFrame>
        </div>
      </div>
      {adding && <BlockPlateDialog onClose={() => setAdding(false)} />}
      {unblocking !== null && <Unblock plate={unblocking} onClose={() => setUnblocking(null)} />}
    </>
  );
}

function Unblock({ plate, onClose }: { readonly plate: string; readonly onClose: () => void }) {
  const { client } = useStation();
  const lot = useLot();
  const unblock = async (reason: string) => {
    try {
      await client.blockedPlates.unblock({ lotId: lot.id, plate, reason, commandId: newId() });
      tellDone(words.unblocked(plate));
      return true;
    } catch (cause) {
      tellProblem(cause);
      return false;
    }
  };
  return (
    <ReasonDialog
      title={words.unblockTitle(plate)}
      hint={words.unblockHint}
      reasons={words.unblockReasons}
      confirm={words.unblock}
      onConfirm={unblock}
      onClose={onClose}
    />
  );
}

function columnsOf(format: Format): readonly DataColumn<BlockedPlateRow>[] {
  const { columns } = words;
  return [
    {
      id: 'plate',
      title: columns.plate,
      value: ({ plate }) => plate,
      text: ({ plate }) => plate ?? t.membership.list.hidden,
      width: 152,
    },
    { id: 'reason', title: columns.reason, value: ({ reason }) => reason },
    {
      id: 'until',
      title: columns.until,
      value: ({ untilAt }) => untilAt ?? Number.MAX_SAFE_INTEGER,
      text: ({ untilAt }) => (untilAt === null ? words.untilFurther : format.date(untilAt - 1)),
      width: 168,
    },
    {
      id: 'now',
      title: columns.now,
      value: ({ isOver, isInside }) => nowWords(isOver, isInside),
      width: 112,
    },
    {
      id: 'since',
      title: columns.since,
      value: ({ since }) => since,
      text: ({ since }) => format.dateTime(since),
      width: 144,
      sort: 'desc',
    },
    { id: 'by', title: columns.by, value: ({ by }) => by, width: 128 },
  ];
}

function nowWords(isOver: boolean, isInside: boolean): string {
  if (isInside) return words.inside;
  return isOver ? words.over : t.common.noValue;
}
