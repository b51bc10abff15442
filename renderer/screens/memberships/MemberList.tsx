import { Button, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import type { MembershipRow } from '#domain/contract/memberships.ts';
import { MEMBERSHIP_STANDINGS } from '#domain/membership/standing.ts';
import { useFormat } from '../../app/lot-format.ts';
import { DataGrid } from '../../components/DataGrid.tsx';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { FilterField } from '../../components/FilterField.tsx';
import { ListFrame } from '../../components/ListFrame.tsx';
import screen from '../../components/screen.module.css';
import { useMay } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { MemberDetail } from './MemberDetail.tsx';
import { MemberForm } from './MemberForm.tsx';
import { memberColumns } from './member-columns.ts';
import { type StandingFilter, useMembers, usePlans } from './use-memberships.ts';

const SEARCH_DELAY_MS = 200;
const rowId = (row: MembershipRow) => row.id;

/** Every member: searched and filtered by the station, sorted here. */
export function MemberList() {
  const format = useFormat();
  const [text, setText] = useState('');
  const [standing, setStanding] = useState<StandingFilter>('current');
  const [planId, setPlanId] = useState<string | null>(null);
  const [search] = useDebouncedValue(text.trim(), SEARCH_DELAY_MS);
  const [openId, setOpenId] = useState<string | null>(null);
  const members = useMembers(search, standing, planId);
  const columns = useMemo(() => memberColumns(format), [format]);
  const open = useCallback((row: MembershipRow) => setOpenId(row.id), []);
  const rows = members.data ?? [];
  return (
    <>
      <Filters
        {...{ text, setText, standing, setStanding, planId, setPlanId }}
        count={rows.length}
        onCreated={setOpenId}
      />
      <div className={screen.body}>
        <div className={screen.main}>
          <ListFrame
            query={members}
            failed={t.membership.list.failed}
            isEmpty={rows.length === 0}
            empty={<Nothing search={search} />}
          >
            <DataGrid
              label={t.membership.title}
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

interface FilterProps {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly standing: StandingFilter;
  readonly setStanding: (standing: StandingFilter) => void;
  readonly planId: string | null;
  readonly setPlanId: (planId: string | null) => void;
  readonly count: number;
  readonly onCreated: (membershipId: string) => void;
}

const { list } = t.membership;
const ANY_PLAN = '';

function Filters(props: FilterProps) {
  const { text, setText, standing, setStanding, planId, setPlanId, count, onCreated } = props;
  const { number } = useFormat();
  const mayManage = useMay('membership.manage');
  const plans = usePlans();
  const [adding, setAdding] = useState(false);
  return (
    <div className={screen.head}>
      <FilterField label={list.search} text={text} onText={setText} testId="member-search" />
      <Select
        w={152}
        aria-label={list.standing}
        data={[
          { value: 'current', label: list.current },
          { value: 'all', label: list.all },
          ...MEMBERSHIP_STANDINGS.map((value) => ({
            value,
            label: t.membership.standings[value],
          })),
        ]}
        value={standing}
        onChange={(value) => setStanding((value ?? 'current') as StandingFilter)}
        data-testid="member-standing"
      />
      <Select
        w={192}
        aria-label={list.plan}
        data={[
          { value: ANY_PLAN, label: list.anyPlan },
          ...(plans.data ?? []).map(({ id, terms }) => ({ value: id, label: terms.name })),
        ]}
        value={planId ?? ANY_PLAN}
        onChange={(value) => setPlanId(value === null || value === ANY_PLAN ? null : value)}
      />
      <span className={screen.grow} />
      <span className={screen.count} role="status" data-testid="member-count">
        {list.count(number(count))}
      </span>
      {mayManage && (
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setAdding(true)}
          data-testid="member-add"
        >
          {list.add}
        </Button>
      )}
      {adding && (
        <MemberForm member={null} onClose={() => setAdding(false)} onCreated={onCreated} />
      )}
    </div>
  );
}

function Nothing({ search }: { readonly search: string }) {
  return search === '' ? (
    <EmptyNote title={list.none} hint={list.noneHint} />
  ) : (
    <EmptyNote title={list.noneFound(search)} hint={list.noneFoundHint} />
  );
}
