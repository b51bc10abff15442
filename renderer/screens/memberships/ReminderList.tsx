import { useCallback, useMemo, useState } from 'react';
import type { MembershipRow } from '#domain/contract/memberships.ts';
import type { Reminder } from '#domain/membership/reminders.ts';
import { useFormat } from '../../app/lot-format.ts';
import { type DataColumn, DataGrid } from '../../components/DataGrid.tsx';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { FilterField } from '../../components/FilterField.tsx';
import { isMatch } from '../../components/filter.ts';
import { ListFrame } from '../../components/ListFrame.tsx';
import screen from '../../components/screen.module.css';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';
import { MemberDetail } from './MemberDetail.tsx';
import { useReminders } from './use-memberships.ts';

type Row = Omit<Reminder, 'membershipId'> & { readonly membership: MembershipRow };

const { reminders: words, list } = t.membership;
const rowId = (row: Row) => `${row.membership.id} ${row.why}`;

/** Whom to speak to, the most urgent first; a member opens beside the list. */
export function ReminderList() {
  const format = useFormat();
  const reminders = useReminders();
  const [openId, setOpenId] = useState<string | null>(null);
  const columns = useMemo(() => columnsOf(format), [format]);
  const open = useCallback((row: Row) => setOpenId(row.membership.id), []);
  const [typed, setTyped] = useState('');
  const rows = (reminders.data ?? []).filter(({ membership }) =>
    isMatch(typed, [membership.holder, membership.contact, membership.planName]),
  );
  return (
    <>
      <div className={screen.head}>
        <FilterField label={words.search} text={typed} onText={setTyped} testId="reminder-search" />
        <span className={screen.grow} />
        <span className={screen.count} role="status" data-testid="reminder-count">
          {words.count(format.number(rows.length))}
        </span>
      </div>
      <div className={screen.body}>
        <div className={screen.main}>
          <ListFrame
            query={reminders}
            failed={words.failed}
            isEmpty={rows.length === 0}
            empty={
              typed.trim() === '' ? (
                <EmptyNote title={words.none} hint={words.noneHint} />
              ) : (
                <EmptyNote title={words.noneFound(typed.trim())} />
              )
            }
          >
            <DataGrid
              label={t.membership.tabs.reminders}
              rows={rows}
              columns={columns}
              rowId={rowId}
              onOpen={open}
            />
          </ListFrame>
        </div>
        {openId !== null && (
          <aside className={screen.aside} aria-label={t.membership.detail.label}>
            <MemberDetail key={openId} membershipId={openId} onClose={() => setOpenId(null)} />
          </aside>
        )}
      </div>
    </>
  );
}

function columnsOf(format: Format): readonly DataColumn<Row>[] {
  const { columns } = words;
  return [
    { id: 'why', title: columns.why, value: ({ why }) => words.reasons[why], width: 160 },
    {
      id: 'holder',
      title: list.columns.holder,
      value: ({ membership }) => membership.holder ?? list.hidden,
    },
    {
      id: 'contact',
      title: columns.contact,
      value: ({ membership }) => membership.contact,
      text: ({ membership }) => membership.contact ?? t.common.noValue,
    },
    { id: 'plan', title: list.columns.plan, value: ({ membership }) => membership.planName },
    {
      id: 'when',
      title: columns.when,
      value: ({ at }) => at,
      text: ({ at }) => (at === null ? t.common.noValue : format.date(at)),
      width: 136,
    },
    {
      id: 'amount',
      title: columns.amount,
      value: ({ amountMinor }) => amountMinor,
      text: ({ amountMinor }) =>
        amountMinor === null ? t.common.noValue : format.money(amountMinor),
      width: 128,
      align: 'right',
    },
  ];
}
