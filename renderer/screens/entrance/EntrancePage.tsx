import type { ReactNode } from 'react';
import { StationBanner } from '../../app/shell/StationBanner.tsx';
import { Mark } from '../../components/Mark.tsx';
import { t } from '../../strings/index.ts';
import classes from './entrance.module.css';

/** What stands before the control room: one card on a quiet page. */
export function EntrancePage({
  children,
  wide = false,
}: {
  readonly children: ReactNode;
  readonly wide?: boolean;
}) {
  return (
    <div className={classes.page}>
      <header>
        <StationBanner />
        <div className={classes.brand}>
          <Mark />
          {t.common.product}
        </div>
      </header>
      <main className={classes.middle}>
        <div className={`${classes.card} ${wide ? classes.wide : ''}`}>{children}</div>
      </main>
    </div>
  );
}
