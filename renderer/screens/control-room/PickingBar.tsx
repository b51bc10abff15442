import { Button } from '@mantine/core';
import { useViewState } from '../../app/view-state.ts';
import { t } from '../../strings/index.ts';
import classes from './control-room.module.css';

/** Says that the next slot clicked is where the vehicle goes. */
export function PickingBar() {
  const picking = useViewState((state) => state.picking);
  const stop = useViewState((state) => state.stopPicking);
  if (picking === null) return null;
  return (
    <div className={classes.picking} role="status">
      {t.map.picking(picking.vehicle)}
      <Button size="xs" variant="default" onClick={stop}>
        {t.common.cancel}
      </Button>
    </div>
  );
}
