import { useLot } from '../../../link/hooks.ts';
import { LaneCard } from './LaneCard.tsx';
import classes from './lane.module.css';

/** One card a lane, in the order of the lot file. */
export function LaneStrip() {
  const lot = useLot();
  return (
    <div className={classes.strip}>
      {lot.lanes.map((lane) => (
        <LaneCard key={lane.id} lane={lane} />
      ))}
    </div>
  );
}
