import type { CSSProperties } from 'react';
import type { ReportSection, SectionChart } from '#domain/reports/document.ts';
import { t } from '../../../strings/index.ts';
import classes from './document.module.css';
import type { Write } from './write.ts';

/** Weekdays by hours as shaded cells with their figures: read by eye, by keyboard and by voice. */
export function HeatTable({
  section,
  chart,
  write,
}: {
  readonly section: ReportSection;
  readonly chart: Extract<SectionChart, { kind: 'heat' }>;
  readonly write: Write;
}) {
  const { columns, rows, title } = section;
  const indexOf = (id: string) => columns.findIndex((column) => column.id === id);
  const [across, down, value] = [
    indexOf(chart.across),
    indexOf(chart.down),
    indexOf(chart.value),
  ] as const;
  const xs = [...new Set(rows.map((row) => String(row[across])))].sort();
  const ys = [...new Set(rows.map((row) => String(row[down])))];
  const cells = new Map(rows.map((row) => [`${row[down]} ${row[across]}`, row[value] ?? null]));
  const kind = columns[value]?.kind ?? 'share';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section className={classes.heatFrame} tabIndex={0} aria-label={t.reportView.scrolls(title)}>
      <table className={classes.heat}>
        <caption className={classes.unseen}>{title}</caption>
        <thead>
          <tr>
            <td />
            {xs.map((x) => (
              <th key={x} scope="col">
                {x.slice(0, 2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ys.map((y) => (
            <tr key={y}>
              <th scope="row">{y}</th>
              {xs.map((x) => {
                const cell = cells.get(`${y} ${x}`) ?? null;
                const share = typeof cell === 'number' ? Math.min(1, cell / chart.most) : null;
                const text = write(kind, cell);
                return (
                  <td key={x} title={`${y} ${x}: ${text}`} style={shareStyle(share)}>
                    {share === null ? '' : Math.round(share * 100)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The shade stands in the style sheet, so that dark, light and paper have their own. */
function shareStyle(share: number | null): CSSProperties {
  return { '--share': `${Math.round((share ?? 0) * 100)}%` } as CSSProperties;
}
