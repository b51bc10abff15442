import type { LaneLive } from '#domain/views/live.ts';
import { useFormat, useNames } from '../../../app/lot-format.ts';
import { EventPicture } from '../../../components/EventPicture.tsx';
import { refusalProblem } from '../../../link/errors.ts';
import { t } from '../../../strings/index.ts';
import classes from './lane.module.css';

/** The last plate and what it led to. */
export function LaneRead({
  live,
  leaving,
}: {
  readonly live: LaneLive;
  readonly leaving: boolean;
}) {
  const format = useFormat();
  // The plate of the one before says nothing of a vehicle that no camera has read.
  const lastPlate = live.ask !== null && live.ask.confidence === null ? null : live.lastPlate;
  const name = useNames().lane(live.id);
  return (
    <div className={classes.read}>
      {lastPlate === null ? (
        <span className={classes.none}>{live.ask === null ? t.lanes.noRead : t.lanes.askNone}</span>
      ) : (
        <>
          <span className={classes.plate} data-testid="lane-plate">
            {lastPlate.plate ?? t.lanes.plateHidden}
          </span>
          {lastPlate.pictureId !== undefined && (
            <span className={classes.picture}>
              <EventPicture pictureId={lastPlate.pictureId} of={name} />
            </span>
          )}
          <span className={classes.small}>
            {t.lanes.read(format.timeSeconds(lastPlate.at), format.percent(lastPlate.confidence))}
          </span>
        </>
      )}
      <span className={classes.facts}>
        {live.slotLabel !== null && (
          <span>{(leaving ? t.lanes.fromSlot : t.lanes.toSlot)(live.slotLabel)}</span>
        )}
        {live.dueMinor !== null && live.dueMinor > 0 && (
          <span className={classes.due} data-testid="lane-due">
            {t.lanes.due(format.money(live.dueMinor))}
          </span>
        )}
      </span>
      {live.refusal !== null && (
        <span className={classes.refusal} title={refusalProblem(live.refusal).message}>
          {t.refusals[live.refusal].what}
        </span>
      )}
    </div>
  );
}
