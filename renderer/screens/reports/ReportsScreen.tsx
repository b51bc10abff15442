import { NavLink } from '@mantine/core';
import type { SavedReportRow } from '#domain/contract/saved-reports.ts';
import { REPORT_IDS, type ReportId } from '#domain/reports/reports.ts';
import { reportWords } from '#domain/reports/words.ts';
import { useFormat } from '../../app/lot-format.ts';
import { useAddress } from '../../app/use-address.ts';
import screen from '../../components/screen.module.css';
import { useMay, useStationNow } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { AdvicePage } from './advice/AdvicePage.tsx';
import { DayView } from './day/DayView.tsx';
import { ReportView } from './document/ReportView.tsx';
import { ForecastView } from './forecast/ForecastView.tsx';
import { addressOf, chosenIn, type Page, pageIn } from './report-address.ts';
import classes from './reports.module.css';
import { SavedReports } from './saved/SavedReports.tsx';

const words = t.reportView;

/** Every report of the lot, the day at a glance first, and those that are saved. */
export default function ReportsScreen() {
  const format = useFormat();
  const today = format.dayOf(useStationNow(30_000));
  const seesAudit = useMay('journal.read');
  const { params, set } = useAddress();
  const page = pageIn(params);
  const chosen = chosenIn(params, today);
  const show = (next: Page) => set({ report: next === 'day' ? null : next }, { leap: true });
  const open = ({ terms: { report, ...terms } }: SavedReportRow) =>
    set({ report, ...addressOf({ ...terms, date: today }, today) }, { leap: true });
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
              onClick={() => show(id)}
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
              onChoose={(next) => set(addressOf(next, today))}
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
