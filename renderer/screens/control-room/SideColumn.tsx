import { AlarmList } from './AlarmList.tsx';
import { EventFeed } from './EventFeed.tsx';
import classes from './side.module.css';

/** What is wrong, and what has happened. */
export function SideColumn() {
  return (
    <div className={classes.column}>
      <AlarmList />
      <EventFeed />
    </div>
  );
}
