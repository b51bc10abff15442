import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useMemo, useState } from 'react';
import { useSearch } from 'wouter';
import { SESSION_STATES, type SessionRow } from '#domain/contract/traffic.ts';
import { useFormat, useNames } from '../../app/lot-format.ts';
import { DataGrid } from '../../components/DataGrid.tsx';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { FilterField } from '../../components/FilterField.tsx';
import { ListFrame } from '../../components/ListFrame.tsx';
import classes from '../../components/screen.module.css';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { SessionDetails } from './SessionDetails.tsx';
import { sessionColumns } from './session-columns.ts';
import { SESSIONS_MAX_ROWS, type SessionState, useSessions } from './use-sessions.ts';

const SEARCH_DELAY_MS = 200;
const rowId = (row: SessionRow) => row.id;

/** Every stay: searched and filtered by the station, sorted here. */
export default function SessionsScreen() {
  const { live } = useStation();
  const format = useFormat();
  const names = useNames();
  const asked = new URLSearchParams(useSearch()).get('ticket');
  const [text, setText] = useState(asked ?? '');
  const [state, setState] = useState<SessionState>('all');
  const [search] = useDebouncedValue(text.trim(), SEARCH_DELAY_MS);
  const [openId, setOpenId] = useState<string | null>(null);
  const sessions = useSessions(search, state);
  const columns = useMemo(
    () => sessionColumns(format, names, () => live.stationNow()),
    [format, names, live],
  );
  const open = useCallback((row: SessionRow) => setOpenId(row.id), []);
  const rows = sessions.data ?? [];
  const opened = rows.find((row) => row.id === openId);
  return (
    <div className={classes.screen}>
      <Head text={text} setText={setText} state={state} setState={setState} count={rows.length} />
      <div className={classes.body}>
        <div className={classes.main}>
          <ListFrame
            query={sessions}
            failed={t.sessions.failed}
            isEmpty={rows.length === 0}
            empty={<Nothing search={search} />}
          >
            <DataGrid
              label={t.sessions.title}
              rows={rows}
              columns={columns}
              rowId={rowId}
              onOpen={open}
            />
          </ListFrame>
        </div>
        {opened !== undefined && (
          <aside className={classes.aside} aria-label={t.sessions.details}>
            <SessionDetails session={opened} onClose={() => setOpenId(null)} />
          </aside>
        )}
      </div>
    </div>
  );
}

interface HeadProps {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly state: SessionState;
  readonly setState: (state: SessionState) => void;
  readonly count: number;
}

function Head({ text, setText, state, setState, count }: HeadProps) {
  const { number } = useFormat();
  return (
    <header className={classes.head}>
      <h1 className={classes.title}>{t.sessions.title}</h1>
      <FilterField label={t.sessions.search} text={text} onText={setText} testId="session-search" />
      <Select
        w={144}
        aria-label={t.sessions.state}
        data={[
          { value: 'all', label: t.sessions.all },
          ...SESSION_STATES.map((value) => ({ value, label: t.sessionStates[value] })),
        ]}
        value={state}
        onChange={(value) => setState((value ?? 'all') as SessionState)}
        data-testid="session-state"
      />
      <span className={classes.grow} />
      <span className={classes.count} role="status" data-testid="session-count">
        {count >= SESSIONS_MAX_ROWS
          ? t.sessions.countAtLeast(number(count))
          : t.sessions.count(number(count))}
      </span>
    </header>
  );
}

function Nothing({ search }: { readonly search: string }) {
  return search === '' ? (
    <EmptyNote title={t.sessions.none} hint={t.sessions.noneHint} />
  ) : (
    <EmptyNote title={t.sessions.noneFound(search)} hint={t.sessions.noneFoundHint} />
  );
}
