import type { LaneLive } from '#domain/views/live.ts';
import { useFormat, useNames } from '../../../app/lot-format.ts';
import { EventPicture } from '../../../components/EventPicture.tsx';
import { refusalProblem } from '../../../link/errors.ts';
import { t } from '../../../strings/index.ts';
import classes from './lane.module.css';

/** The last plate, or that none was read of who stands there now, and what it led to. */
export function LaneRead({
  live,
  leaving,
  isPictured,
}: {
  readonly live: LaneLive;
  readonly leaving: boolean;
  /** The picture is shown elsewhere in the card. */
  readonly isPictured: boolean;
}) {
  const format = useFormat();
  // The plate of the one before says nothing of a vehicle that no camera has read.
  const isUnread = live.ask === null ? live.unread !== null : live.ask.confidence === null;
  return (
    <div className={classes.read}>
      {isUnread || live.lastPlate === null ? (
        <NoPlate live={live} isPictured={isPictured} />
      ) : (
        <Plate live={live} read={live.lastPlate} isPictured={isPictured} />
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

function Plate({
  live,
  read,
  isPictured,
}: {
  readonly live: LaneLive;
  readonly read: NonNullable<LaneLive['lastPlate']>;
  readonly isPictured: boolean;
}) {
  const format = useFormat();
  const name = useNames().lane(live.id);
  return (
    <>
      <span className={classes.plate} data-testid="lane-plate">
        {read.plate ?? t.lanes.plateHidden}
      </span>
      {read.pictureId !== undefined && !isPictured && (
        <span className={classes.picture}>
          <EventPicture pictureId={read.pictureId} of={name} />
        </span>
      )}
      <span className={classes.small}>
        {t.lanes.read(format.timeSeconds(read.at), format.percent(read.confidence))}
      </span>
    </>
  );
}

/** Nobody was read, or a vehicle that no camera can read. */
function NoPlate({ live, isPictured }: { readonly live: LaneLive; readonly isPictured: boolean }) {
  const format = useFormat();
  const name = useNames().lane(live.id);
  const { unread, ask } = live;
  return (
    <>
      <span className={classes.none} data-testid="lane-no-plate">
        {ask === null ? t.lanes.noRead : t.lanes.askNone}
      </span>
      {unread?.pictureId !== undefined && !isPictured && (
        <span className={classes.picture}>
          <EventPicture pictureId={unread.pictureId} of={name} />
        </span>
      )}
      {unread !== null && (
        <span className={classes.small}>
          {t.lanes.unread(
            format.timeSeconds(unread.at),
            unread.vehicleClass === null ? '' : t.vehicleClasses[unread.vehicleClass],
          )}
        </span>
      )}
    </>
  );
}
