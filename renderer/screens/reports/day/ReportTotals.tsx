import type { Report } from '#domain/contract/operations.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { t } from '../../../strings/index.ts';
import classes from '../reports.module.css';

/** The day in seven figures. */
export function ReportTotals({ report }: { readonly report: Report }) {
  const { number, money, percent } = useFormat();
  const { totals, capacity } = report;
  const share = capacity === 0 ? 0 : totals.peakInside / capacity;
  const figures = [
    ['entries', t.reports.entries, number(totals.entries)],
    ['exits', t.reports.exits, number(totals.exits)],
    ['peak', t.reports.peak, `${number(totals.peakInside)} · ${percent(share)}`],
    ['takings', t.reports.takings, money(totals.takingsMinor)],
    ['overrides', t.reports.overrides, number(totals.overrides)],
    ['refusals', t.reports.refusals, number(totals.refusals)],
  ] as const;
  return (
    <dl className={classes.totals}>
      {figures.map(([id, name, value]) => (
        <div key={id} data-testid={`total-${id}`}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
