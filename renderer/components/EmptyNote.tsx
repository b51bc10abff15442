import type { ReactNode } from 'react';
import classes from './screen.module.css';

/** Says why there is nothing to see, and what to do. */
export function EmptyNote({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className={classes.empty} role="status">
      <p className={classes.emptyTitle}>{title}</p>
      {hint !== undefined && <p className={classes.emptyHint}>{hint}</p>}
      {children}
    </div>
  );
}
