import { Button, Skeleton } from '@mantine/core';
import { IconBulb, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useMemo, useState } from 'react';
import type { AdviceRow } from '#domain/contract/advice.ts';
import { humanWriter } from '#domain/reports/format.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { EmptyNote } from '../../../components/EmptyNote.tsx';
import { useLot } from '../../../link/hooks.ts';
import { t } from '../../../strings/index.ts';
import { type OpenDrill, SectionTable } from '../document/SectionTable.tsx';
import type { Write } from '../document/write.ts';
import classes from './advice.module.css';
import { useAdvice } from './use-advice.ts';

const words = t.advice;

/**
 * What stands out in the journal, the weightiest first: a sentence each, and on demand what to do, the
 * figures behind it and what they were counted from. `most` leaves the rest to a button.
 */
export function AdviceList({
  weeks,
  onDrill,
  most = Number.POSITIVE_INFINITY,
}: {
  readonly weeks: number;
  readonly onDrill: OpenDrill;
  readonly most?: number;
}) {
  const lot = useLot();
  const format = useFormat();
  const write = useMemo(() => humanWriter(lot), [lot]);
  const made = useAdvice(weeks);
  const [isLong, setLong] = useState(false);
  if (made.isPending) return <Skeleton h={120} role="status" aria-label={words.loading} />;
  if (made.isError)
    return (
      <EmptyNote title={words.failed}>
        <Button variant="default" onClick={() => void made.refetch()}>
          {t.common.retry}
        </Button>
      </EmptyNote>
    );
  const { advice, lacks, fromAt, toAt } = made.data;
  const shown = isLong ? advice : advice.slice(0, most);
  const rest = advice.length - shown.length;
  return (
    <div data-testid="advice">
      <p className={classes.span}>
        {words.span(write('day', format.dayOf(fromAt)), write('day', format.dayOf(toAt - 1)))}
      </p>
      {advice.length === 0 ? (
        <EmptyNote title={words.none} hint={words.noneHint} />
      ) : (
        <ol className={classes.list}>
          {shown.map((one) => (
            <AdviceItem key={one.id} advice={one} write={write} onDrill={onDrill} />
          ))}
        </ol>
      )}
      {rest > 0 && (
        <Button variant="subtle" size="compact-sm" onClick={() => setLong(true)}>
          {words.more(rest)}
        </Button>
      )}
      {lacks.length > 0 && (
        <details className={classes.lacks} data-testid="advice-lacks">
          <summary>{words.lacks(lacks.length)}</summary>
          <ul>
            {lacks.map(({ rule, sentence }) => (
              <li key={rule}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** One sentence; it opens by click, Enter and Space. */
function AdviceItem({
  advice,
  write,
  onDrill,
}: {
  readonly advice: AdviceRow;
  readonly write: Write;
  readonly onDrill: OpenDrill;
}) {
  const { id, sentence, remedy, figures, drill } = advice;
  const [isOpen, setOpen] = useState(false);
  const body = useId();
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <li className={classes.item} data-testid={`advice-${id}`}>
      <button
        type="button"
        className={classes.sentence}
        aria-expanded={isOpen}
        aria-controls={isOpen ? body : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <Chevron size={16} aria-hidden />
        <span>{sentence}</span>
      </button>
      {isOpen && (
        <div id={body} className={classes.details}>
          <p className={classes.remedy}>
            <IconBulb size={16} aria-label={words.todo} />
            <span>{remedy}</span>
          </p>
          {figures.note !== undefined && <p className={classes.note}>{figures.note}</p>}
          <SectionTable section={figures} write={write} onDrill={onDrill} />
          {drill !== null && (
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => onDrill(drill, sentence, undefined)}
              data-testid="advice-drill"
            >
              {words.behind}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
