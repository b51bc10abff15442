import { Fragment, type ReactNode } from 'react';
import type { KeyFigure, ReportDocument } from '#domain/reports/document.ts';
import { t } from '../../../strings/index.ts';
import classes from './document.module.css';
import type { OpenDrill } from './SectionTable.tsx';
import { SectionView } from './SectionView.tsx';
import { useWrite, type Write } from './write.ts';

/** A report as it is read on screen and on paper: figures, then section after section. */
export function DocumentView({
  document,
  onDrill,
  beneath = {},
}: {
  readonly document: ReportDocument;
  readonly onDrill: OpenDrill;
  /** What stands beneath a section, by its id. */
  readonly beneath?: Readonly<Record<string, ReactNode>>;
}) {
  const write = useWrite(document);
  const { title, lots, period, madeAt, madeBy, notes, figures, sections } = document;
  return (
    <article className={classes.document} data-testid={`report-${document.report}`}>
      <header>
        <h2 className={classes.title}>
          {title} <span className={classes.period}>{period.name}</span>
        </h2>
        <p className={classes.made}>
          {lots.map(({ name }) => name).join(', ')} ·{' '}
          {t.reportView.made(madeBy, write('instant', madeAt))}
        </p>
      </header>
      <dl className={classes.figures}>
        {figures.map((figure) => (
          <Figure key={figure.id} figure={figure} write={write} onDrill={onDrill} />
        ))}
      </dl>
      {notes.length > 0 && (
        <ul className={classes.notes}>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {sections.map((section) => (
        <Fragment key={section.id}>
          <SectionView document={document} section={section} write={write} onDrill={onDrill} />
          {beneath[section.id]}
        </Fragment>
      ))}
    </article>
  );
}

function Figure({
  figure: { id, label, kind, value, before, drill },
  write,
  onDrill,
}: {
  readonly figure: KeyFigure;
  readonly write: Write;
  readonly onDrill: OpenDrill;
}) {
  const text = write(kind, value);
  return (
    <div data-testid={`figure-${id}`}>
      <dt>{label}</dt>
      <dd>
        {drill === undefined ? (
          text
        ) : (
          <button
            type="button"
            className={classes.figureButton}
            title={t.reportView.open}
            onClick={() => onDrill(drill, label, undefined)}
          >
            {text}
          </button>
        )}
        {before !== undefined && <small>{t.reportView.before(write(kind, before))}</small>}
      </dd>
    </div>
  );
}
