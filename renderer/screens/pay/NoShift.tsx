import { IconAlertTriangle } from '@tabler/icons-react';
import { useOwnShift } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import classes from '../desk/desk.module.css';

/** Says that cash goes into no drawer; nothing where a shift is open. */
export function NoShift() {
  const shift = useOwnShift();
  if (shift !== null) return null;
  return (
    <p className={classes.warning}>
      <IconAlertTriangle size={16} aria-hidden />
      {t.desk.noShift}
    </p>
  );
}
