import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowUpRight } from '@tabler/icons-react';
import { Link } from 'wouter';
import { t } from '../../../strings/index.ts';
import { AdviceList } from '../../reports/advice/AdviceList.tsx';
import type { OpenDrill } from '../../reports/document/SectionTable.tsx';
import classes from '../dashboard.module.css';

const WEEKS = 4;
/** As much as can be read in passing; the others stand on their own page. */
const SENTENCES_MAX = 3;

/** What stands out in the last weeks, whatever time the figures beside it are of. */
export function AdvicePanel({ onDrill }: { readonly onDrill: OpenDrill }) {
  const title = t.advice.heading;
  const way = t.dashboard.report(title);
  return (
    <section
      className={`${classes.panel} ${classes.advice}`}
      aria-label={title}
      data-testid="dashboard-advice"
    >
      <header className={classes.panelHead}>
        <h2>{title}</h2>
        <Tooltip label={way}>
          <ActionIcon
            component={Link}
            href="/reports?report=advice"
            variant="subtle"
            color="gray"
            aria-label={way}
          >
            <IconArrowUpRight size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by keyboard. */}
      <div className={classes.table} tabIndex={0}>
        <AdviceList weeks={WEEKS} most={SENTENCES_MAX} onDrill={onDrill} />
      </div>
    </section>
  );
}
