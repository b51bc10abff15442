import { ActionIcon, Button, SegmentedControl, Skeleton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { ShiftRow } from '#domain/contract/shifts.ts';
import { useFormat } from '../../app/lot-format.ts';
import { CloseShiftDialog } from '../../app/shell/CloseShiftDialog.tsx';
import { cardNumberProblem } from '../../components/card-number.ts';
import { DataGrid } from '../../components/DataGrid.tsx';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { FilterField } from '../../components/FilterField.tsx';
import { ListFrame } from '../../components/ListFrame.tsx';
import screen from '../../components/screen.module.css';
import { problemOf } from '../../link/errors.ts';
import { useBookVersion, useLive, useLot, useMay, useUser } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { LaneTakings } from './LaneTakings.tsx';
import { ReportActions } from './ReportActions.tsx';
import { ShiftReportView } from './ShiftReportView.tsx';
import { shiftColumns } from './shift-columns.ts';
import classes from './shifts.module.css';
import { useShiftReport } from './use-shift-report.ts';

const SEARCH_DELAY_MS = 200;
const STATES = ['all', 'open', 'closed'] as const;
type State = (typeof STATES)[number];
const rowId = (row: ShiftRow) => row.id;

/** Every shift with its report; what went through no till beside it. */
export default function ShiftsScreen() {
  const manages = useMay('shift.manage');
  const [tab, setTab] = useState<'shifts' | 'lanes'>('shifts');
  const [state, setState] = useState<State>('all');
  const [text, setText] = useState('');
  return (
    <div className={screen.screen}>
      <header className={screen.head}>
        <h1 className={screen.title}>{t.shifts.title}</h1>
        {manages && (
          <SegmentedControl
            aria-label={t.shifts.title}
            data={[
              { value: 'shifts', label: t.shifts.tabs.shifts },
              { value: 'lanes', label: t.shifts.tabs.lanes },
            ]}
            value={tab}
            onChange={(value) => setTab(value as typeof tab)}
            data-testid="shifts-tab"
          />
        )}
        {tab === 'shifts' && (
          <>
            {manages && (
              <FilterField
                label={t.shifts.search}
                text={text}
                onText={setText}
                width={200}
                error={cardNumberProblem(text)}
                testId="shift-search"
              />
            )}
            <SegmentedControl
              aria-label={t.payments.state}
              data={STATES.map((value) => ({ value, label: t.shifts.states[value] }))}
              value={state}
              onChange={(value) => setState(value as State)}
              data-testid="shift-state"
            />
          </>
        )}
      </header>
      <div className={screen.body}>
        {tab === 'shifts' ? <Shifts text={text} state={state} /> : <LaneTakings />}
      </div>
    </div>
  );
}

function Shifts({ text, state }: { readonly text: string; readonly state: State }) {
  const { client, live } = useStation();
  const { id: lotId } = useLot();
  const format = useFormat();
  const [typed] = useDebouncedValue(text.trim(), SEARCH_DELAY_MS);
  const search = cardNumberProblem(typed) === null ? typed : '';
  const versions = [useBookVersion('shifts'), useBookVersion('payments')];
  const [openId, setOpenId] = useState<string | null>(null);
  const shifts = useQuery({
    queryKey: ['shifts', lotId, state, search, ...versions],
    queryFn: () => client.shifts.list({ lotId, state, ...(search === '' ? {} : { search }) }),
    placeholderData: keepPreviousData,
  });
  const columns = useMemo(() => shiftColumns(format, () => live.stationNow()), [format, live]);
  const open = useCallback((row: ShiftRow) => setOpenId(row.id), []);
  const rows = shifts.data ?? [];
  return (
    <>
      <div className={screen.main}>
        <ListFrame
          query={shifts}
          failed={t.shifts.failed}
          isEmpty={rows.length === 0}
          empty={
            <EmptyNote
              title={search === '' && state === 'all' ? t.shifts.none : t.shifts.noneFound}
              hint={t.shifts.noneHint}
            />
          }
        >
          <DataGrid
            label={t.shifts.title}
            rows={rows}
            columns={columns}
            rowId={rowId}
            onOpen={open}
          />
        </ListFrame>
      </div>
      {openId !== null && <Details shiftId={openId} onClose={() => setOpenId(null)} />}
    </>
  );
}

function Details({ shiftId, onClose }: { readonly shiftId: string; readonly onClose: () => void }) {
  const report = useShiftReport(shiftId);
  const paper = useRef<HTMLElement>(null);
  const user = useUser();
  const manages = useMay('shift.manage');
  const shift = useLive((ui) => ui.shifts.find(({ id }) => id === shiftId));
  const [closing, setClosing] = useState(false);
  const mayClose = shift !== undefined && (manages || shift.by === user?.username);
  return (
    <aside
      className={classes.aside}
      aria-label={t.shift.menu}
      onKeyDown={(event) => event.key === 'Escape' && !closing && onClose()}
    >
      <div className={classes.scroll}>
        <ActionIcon
          variant="subtle"
          aria-label={t.common.close}
          onClick={onClose}
          style={{ float: 'right' }}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
        {report.isError && <p role="alert">{problemOf(report.error).message}</p>}
        {report.isPending && <Skeleton h={320} role="status" aria-label={t.common.loading} />}
        {report.data !== undefined && <ShiftReportView report={report.data} ref={paper} />}
      </div>
      <div className={classes.actions}>
        <ReportActions shiftId={shiftId} paper={paper} />
        {mayClose && (
          <Button onClick={() => setClosing(true)} data-testid="shift-close-other">
            {shift.by === user?.username ? t.shift.close : t.shifts.closeOf(shift.by)}
          </Button>
        )}
      </div>
      {closing && shift !== undefined && (
        <CloseShiftDialog
          shift={shift}
          onClose={() => setClosing(false)}
          onClosed={() => setClosing(false)}
        />
      )}
    </aside>
  );
}
