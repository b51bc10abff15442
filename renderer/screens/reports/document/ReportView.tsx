import { Button, Progress, Skeleton } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { ReportAsked } from '#domain/contract/reports.ts';
import type { Drill } from '#domain/reports/document.ts';
import type { ReportId } from '#domain/reports/reports.ts';
import { EmptyNote } from '../../../components/EmptyNote.tsx';
import screen from '../../../components/screen.module.css';
import { useLot } from '../../../link/hooks.ts';
import { t } from '../../../strings/index.ts';
import { RebuildFigures } from '../RebuildFigures.tsx';
import classes from '../reports.module.css';
import { SavedReportForm } from '../saved/SavedReportForm.tsx';
import { useSavedReports } from '../saved/use-saved-reports.ts';
import { StatementImports } from '../statements/StatementImports.tsx';
import { AuditSearch, useAuditSearch } from './AuditSearch.tsx';
import { DocumentView } from './DocumentView.tsx';
import { DrillPanel } from './DrillPanel.tsx';
import { type Chosen, ReportControls } from './ReportControls.tsx';
import type { OpenDrill } from './SectionTable.tsx';
import { useReport } from './use-report.ts';

const words = t.reportView;

/** One report with its controls, and what is behind its figures beside it. */
export function ReportView({
  report,
  chosen,
  today,
  onChoose,
}: {
  readonly report: ReportId;
  readonly chosen: Chosen;
  readonly today: string;
  readonly onChoose: (chosen: Chosen) => void;
}) {
  const { id: lotId } = useLot();
  const { search, setSearch } = useAuditSearch();
  const [open, setOpen] = useState<{ drill: Drill; what: string; lotId: string } | null>(null);
  const [dialog, setDialog] = useState<'save' | 'rebuild' | null>(null);
  const { period, date, compare, lots, olderThanDays } = chosen;
  const asked: ReportAsked = {
    lotId,
    report,
    period,
    date,
    compare,
    ...(lots.length > 0 && { lots: lots.join(',') }),
    ...(report === 'exceptions' && { olderThanDays }),
    ...(report === 'audit' && search),
  };
  const made = useReport(asked);
  const close = useCallback(() => setOpen(null), []);
  const drill: OpenDrill = (into, what, ofLot) =>
    setOpen({ drill: into, what, lotId: ofLot ?? lotId });
  return (
    <>
      <header className={screen.head}>
        <ReportControls
          chosen={chosen}
          today={today}
          asked={asked}
          onChoose={onChoose}
          onSave={() => setDialog('save')}
          onRebuild={() => setDialog('rebuild')}
        />
        {report === 'audit' && <AuditSearch search={search} onSearch={setSearch} />}
      </header>
      {made.share !== null && (
        <div className={classes.making} role="status">
          <Progress value={made.share * 100} aria-label={words.making} size="xs" flex={1} />
          <Button size="compact-xs" variant="subtle" onClick={made.cancel}>
            {words.cancel}
          </Button>
        </div>
      )}
      <div className={classes.beside}>
        <div className={classes.body}>
          {made.problem !== null && (
            <EmptyNote title={made.problem === 'failed' ? words.failed : words.cancelled}>
              <Button variant="default" onClick={made.again}>
                {t.common.retry}
              </Button>
            </EmptyNote>
          )}
          {made.document === null
            ? made.problem === null && (
                <Skeleton h={320} m="lg" role="status" aria-label={words.making} />
              )
            : made.document.report === report && (
                <DocumentView
                  document={made.document}
                  onDrill={drill}
                  beneath={{ statements: <StatementImports onChanged={made.again} /> }}
                />
              )}
        </div>
        {open !== null && (
          <DrillPanel
            key={JSON.stringify(open.drill)}
            lotId={open.lotId}
            drill={open.drill}
            what={open.what}
            onClose={close}
          />
        )}
      </div>
      {dialog === 'save' && (
        <SaveThis report={report} chosen={chosen} onClose={() => setDialog(null)} />
      )}
      {dialog === 'rebuild' && <RebuildFigures onClose={() => setDialog(null)} />}
    </>
  );
}

function SaveThis({
  report,
  chosen: { period, compare, lots, olderThanDays },
  onClose,
}: {
  readonly report: ReportId;
  readonly chosen: Chosen;
  readonly onClose: () => void;
}) {
  const list = useSavedReports();
  if (list.data === undefined) return null;
  const { canMail, folder } = list.data;
  return (
    <SavedReportForm
      saved={null}
      shown={{ report, period, compare, lots, olderThanDays }}
      canMail={canMail}
      baseFolder={folder}
      onClose={onClose}
    />
  );
}
