import type { LaneLive } from '#domain/views/live.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { useStationNow } from '../../../link/hooks.ts';
import { t } from '../../../strings/index.ts';
import classes from './lane.module.css';

/** Who holds the gate open, since and until when, and how many have passed. */
export function LaneHold({ hold }: { readonly hold: NonNullable<LaneLive['hold']> }) {
  const format = useFormat();
  const now = useStationNow(60_000);
  const until = hold.untilAt === null ? '' : format.timeOn(hold.untilAt, now);
  return (
    <div className={classes.read} data-testid="lane-hold">
      <span className={classes.passed}>{t.lanes.passed(format.number(hold.passed))}</span>
      <span className={classes.small}>
        {t.lanes.heldSince(format.timeOn(hold.since, now), until)}
      </span>
      <span className={classes.small} title={hold.reason}>
        {t.lanes.heldBy(hold.by, hold.reason)}
      </span>
    </div>
  );
}
