import { NavLink } from '@mantine/core';
import { useState } from 'react';
import { useSearch } from 'wouter';
import type { SavedReportRow } from '#domain/contract/saved-reports.ts';
import { REPORT_IDS, REPORT_PERIODS, type ReportId } from '#domain/reports/reports.ts';
import { reportWords } from '#domain/reports/words.ts';
import { useFormat } from '../../app/lot-format.ts';
import screen from '../../components/screen.module.css';
import { useMay, useStationNow } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { AdvicePage } from './advice/AdvicePage.tsx';
import { DayView } from './day/DayView.tsx';
import type { Chosen } from './document/ReportControls.tsx';
import { ReportView } from './document/ReportView.tsx';
import { ForecastView } from './forecast/ForecastView.tsx';
import classes from './reports.module.css';
import { SavedReports } from './saved/SavedReports.tsx';

type Page = ReportId | 'day' | 'advice' | 'forecast' | 'saved';

const words = t.reportView;

/** The page that an address names. */
function pageOf(name: string | null): Page {
  if (name === 'advice') return name;
  return REPORT_IDS.find((id) => id === name) ?? 'day';
}

/** Every report of the lot, the day at a glance first, and those that are saved. */
export default function ReportsScreen() {
  const format = useFormat();
  const today = format.dayOf(useStationNow(30_000));
  const seesAudit = useMay('journal.read');
  const asked = new URLSearchParams(useSearch());
  const [page, setPage] = useState<Page>(() => pageOf(asked.get('report')));
  const [chosen, setChosen] = useState<Chosen>({
    period: REPORT_PERIODS.find((period) => period === asked.get('period')) ?? 'week',
    date: asked.get('date') ?? today,
    compare: 'none',
    lots: [],
  });
  const open = ({ terms: { report, period, compare, lots } }: SavedReportRow) => {
    setChosen({ period, compare, lots, date: today });
    setPage(report);
  };
  const pages: readonly (readonly [Page, string])[] = [
    ['day', words.day],
    ['advice', t.advice.title],
    ...REPORT_IDS.filter((id) => id !== 'audit' || seesAudit).map(
      (id) => [id, reportWords.titles[id]] as const,
    ),
    ['forecast', t.forecast.title],
    ['saved', words.saved],
  ];
  return (
    <div className={`${screen.screen} ${classes.screen}`}>
      <div className={classes.columns}>
        <nav className={classes.pages} aria-label={words.list}>
          <h1 className={classes.heading}>{words.title}</h1>
          {pages.map(([id, label]) => (
            <NavLink
              key={id}
              component="button"
              type="button"
              label={label}
              active={page === id}
              aria-current={page === id ? 'page' : undefined}
              onClick={() => setPage(id)}
              data-testid={`reports-${id}`}
            />
          ))}
        </nav>
        <div className={classes.page}>
          {page === 'day' && <DayView />}
          {page === 'advice' && <AdvicePage />}
          {page === 'forecast' && (
            <div className={classes.body}>
              <ForecastView />
            </div>
          )}
          {page === 'saved' && (
            <div className={classes.body}>
              <SavedReports onOpen={open} />
            </div>
          )}
          {isReport(page) && (
            <ReportView
              key={page}
              report={page}
              chosen={chosen}
              today={today}
              onChoose={setChosen}
            />
          )}
        </div>
      </div>
    </div>
  );
}

function isReport(page: Page): page is ReportId {
  return REPORT_IDS.some((id) => id === page);
}
