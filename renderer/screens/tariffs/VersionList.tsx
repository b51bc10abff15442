import { useCallback, useMemo, useState } from 'react';
import type { TariffVersionRow } from '#domain/contract/lot-tariffs.ts';
import { useFormat } from '../../app/lot-format.ts';
import { DataGrid } from '../../components/DataGrid.tsx';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { FilterField } from '../../components/FilterField.tsx';
import { ListFrame } from '../../components/ListFrame.tsx';
import screen from '../../components/screen.module.css';
import { t } from '../../strings/index.ts';
import { useVersions } from './use-tariffs.ts';
import { VersionDetails } from './VersionDetails.tsx';
import { versionColumns } from './version-columns.ts';

const { list } = t.tariffs;
const rowId = (row: TariffVersionRow) => String(row.version);

/** Every version of the lot's tariff: what is, what was, and what will be charged. */
export function VersionList({ onEdit }: { readonly onEdit: () => void }) {
  const format = useFormat();
  const versions = useVersions();
  const [text, setText] = useState('');
  const [openVersion, setOpenVersion] = useState<number | null>(null);
  const columns = useMemo(() => versionColumns(format), [format]);
  const open = useCallback((row: TariffVersionRow) => setOpenVersion(row.version), []);
  const all = versions.data ?? [];
  const wanted = text.trim().toLowerCase();
  const rows = useMemo(
    () => all.filter(({ name, note }) => `${name} ${note}`.toLowerCase().includes(wanted)),
    [all, wanted],
  );
  const opened = all.find(({ version, state }) =>
    openVersion === null ? state === 'in-force' : version === openVersion,
  );
  return (
    <>
      <Filter text={text} setText={setText} count={rows.length} />
      <div className={screen.body}>
        <div className={screen.main}>
          <ListFrame
            query={versions}
            failed={list.failed}
            isEmpty={rows.length === 0}
            empty={<EmptyNote title={list.none} hint={list.noneHint} />}
          >
            <DataGrid
              label={t.tariffs.title}
              rows={rows}
              columns={columns}
              rowId={rowId}
              onOpen={open}
            />
          </ListFrame>
        </div>
        {opened !== undefined && openVersion !== HIDDEN && (
          <aside className={screen.aside} aria-label={list.details}>
            <VersionDetails
              key={opened.version}
              row={opened}
              onEdit={onEdit}
              onClose={() => setOpenVersion(HIDDEN)}
            />
          </aside>
        )}
      </div>
    </>
  );
}

/** No version has this number: nothing is opened. */
const HIDDEN = 0;

function Filter({
  text,
  setText,
  count,
}: {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly count: number;
}) {
  const { number } = useFormat();
  return (
    <div className={screen.head}>
      <FilterField label={list.search} text={text} onText={setText} testId="tariff-search" />
      <span className={screen.grow} />
      <span className={screen.count} role="status">
        {list.count(number(count))}
      </span>
    </div>
  );
}
