import { Button } from '@mantine/core';
import { IconChartBar, IconDownload, IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReportDocument, ReportSection } from '#domain/reports/document.ts';
import { LONG_LISTS } from '#domain/reports/long-lists.ts';
import { reportCsv } from '#domain/reports/report-csv.ts';
import { saveText } from '../../../components/download.ts';
import { t } from '../../../strings/index.ts';
import classes from './document.module.css';
import { HeatTable } from './HeatTable.tsx';
import { SectionChart } from './SectionChart.tsx';
import { type OpenDrill, SectionTable } from './SectionTable.tsx';
import type { Write } from './write.ts';

/** One part of a report: its chart, and the table behind it one click away. */
export function SectionView({
  document,
  section,
  write,
  onDrill,
}: {
  readonly document: ReportDocument;
  readonly section: ReportSection;
  readonly write: Write;
  readonly onDrill: OpenDrill;
}) {
  const { id, title, note, chart, rows } = section;
  // Of a long list only the first rows are here: the report's own CSV has them all.
  const isLong = LONG_LISTS[document.report]?.sectionId === id;
  const hasChart = chart !== undefined && rows.length > 0;
  const [asTable, setTable] = useState(false);
  const saveCsv = () => {
    const alone = { ...document, figures: [], sections: [section] };
    const { lots, period, report } = document;
    const name = `${lots[0]?.id}-${period.name.replaceAll(' ', '-')}-${report}-${id}.csv`;
    saveText(name, reportCsv(alone, { bom: true }), 'text/csv;charset=utf-8');
  };
  return (
    <section className={classes.section} aria-label={title} data-testid={`section-${id}`}>
      <header className={classes.sectionHead}>
        <h3>{title}</h3>
        {rows.length > 0 && (
          <span className={classes.screenOnly}>
            {hasChart && (
              <Button
                size="compact-sm"
                variant="subtle"
                leftSection={
                  asTable ? (
                    <IconChartBar size={16} aria-hidden />
                  ) : (
                    <IconTable size={16} aria-hidden />
                  )
                }
                onClick={() => setTable(!asTable)}
                data-testid={`section-${id}-toggle`}
              >
                {asTable ? t.reportView.chart : t.reportView.table}
              </Button>
            )}
            {!isLong && (
              <Button
                size="compact-sm"
                variant="subtle"
                leftSection={<IconDownload size={16} aria-hidden />}
                aria-label={t.reportView.sectionCsv}
                onClick={saveCsv}
              >
                {t.reportView.csv}
              </Button>
            )}
          </span>
        )}
      </header>
      {note !== undefined && <p className={classes.note}>{note}</p>}
      {hasChart && !asTable && chart.kind === 'heat' && (
        <HeatTable section={section} chart={chart} write={write} />
      )}
      {hasChart && !asTable && chart.kind !== 'heat' && (
        <SectionChart section={section} write={write} />
      )}
      {rows.length > 0 && (
        <div className={hasChart && !asTable ? classes.paperOnly : undefined}>
          <SectionTable section={section} write={write} onDrill={onDrill} />
        </div>
      )}
    </section>
  );
}
