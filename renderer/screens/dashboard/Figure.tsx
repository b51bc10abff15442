import type { DashboardFigure } from '#domain/dashboard/dashboard.ts';
import { useFormat } from '../../app/lot-format.ts';
import { t } from '../../strings/index.ts';
import type { OpenDrill } from '../reports/document/SectionTable.tsx';
import type { Write } from '../reports/document/write.ts';
import classes from './dashboard.module.css';
import { differenceOf } from './panel-data.ts';
import { useBrief } from './use-brief.ts';

const words = t.dashboard;

/** One figure: large as a headline, with what is usual and what it is compared with. */
export function Figure({
  figure,
  write,
  onDrill,
  isHeadline = false,
}: {
  readonly figure: DashboardFigure;
  readonly write: Write;
  readonly onDrill: OpenDrill;
  readonly isHeadline?: boolean;
}) {
  const { id, label, value, drill } = figure;
  const text = useBrief(write)(figure.kind, value);
  return (
    <div
      className={isHeadline ? classes.headline : classes.figure}
      data-testid={`dashboard-figure-${id}`}
    >
      <dt>{label}</dt>
      <dd>
        {drill === undefined || value === null ? (
          <span className={classes.value}>{text}</span>
        ) : (
          <button
            type="button"
            className={`${classes.value} ${classes.open}`}
            aria-label={words.open(`${label} ${text}`)}
            onClick={() => onDrill(drill, label, undefined)}
          >
            {text}
          </button>
        )}
        <Against figure={figure} write={write} />
      </dd>
    </div>
  );
}

function Against({ figure, write }: { readonly figure: DashboardFigure; readonly write: Write }) {
  const { kind, value, usual, before } = figure;
  const format = useFormat();
  const brief = useBrief(write);
  const lines: string[] = [];
  const add = (say: (text: string) => string, against: typeof usual) => {
    // A share of a share would be read as points of it.
    const difference = kind === 'share' ? null : differenceOf(value, against);
    const said = say(brief(kind, against ?? null));
    if (difference === null) return lines.push(said);
    const share = format.percent(Math.abs(difference));
    if (Math.round(difference * 100) === 0) return lines.push(said);
    return lines.push(`${said}, ${difference > 0 ? words.more(share) : words.less(share)}`);
  };
  if (usual === null) lines.push(words.noUsual);
  else if (usual !== undefined) add(words.usual, usual);
  if (before !== undefined) add(words.before, before);
  return lines.map((line) => <small key={line}>{line}</small>);
}
