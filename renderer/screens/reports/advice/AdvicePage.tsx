import { Select } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { Drill } from '#domain/reports/document.ts';
import screen from '../../../components/screen.module.css';
import { useLot } from '../../../link/hooks.ts';
import { t } from '../../../strings/index.ts';
import { DrillPanel } from '../document/DrillPanel.tsx';
import type { OpenDrill } from '../document/SectionTable.tsx';
import reports from '../reports.module.css';
import { AdviceList } from './AdviceList.tsx';
import classes from './advice.module.css';

const words = t.advice;
const WEEKS = [2, 4, 8, 13, 26];
const USUAL_WEEKS = 4;

/** All advice of the lot, and what is behind it beside it. */
export function AdvicePage() {
  const { id: lotId } = useLot();
  const [weeks, setWeeks] = useState(USUAL_WEEKS);
  const [open, setOpen] = useState<{ drill: Drill; what: string } | null>(null);
  const close = useCallback(() => setOpen(null), []);
  const drill: OpenDrill = (into, what) => setOpen({ drill: into, what });
  return (
    <>
      <header className={screen.head}>
        <Select
          w={160}
          aria-label={words.weeks}
          data={WEEKS.map((count) => ({ value: String(count), label: words.weekCount(count) }))}
          value={String(weeks)}
          allowDeselect={false}
          onChange={(value) => setWeeks(Number(value))}
          data-testid="advice-weeks"
        />
      </header>
      <div className={reports.beside}>
        <div className={reports.body}>
          <section className={classes.page} aria-label={words.heading}>
            <h2 className={classes.heading}>{words.heading}</h2>
            <AdviceList key={weeks} weeks={weeks} onDrill={drill} />
          </section>
        </div>
        {open !== null && (
          <DrillPanel
            key={JSON.stringify(open.drill)}
            lotId={lotId}
            drill={open.drill}
            what={open.what}
            onClose={close}
          />
        )}
      </div>
    </>
  );
}
