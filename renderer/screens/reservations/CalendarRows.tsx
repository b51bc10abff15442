import { Fragment } from 'react';
import type { ReservationCalendar, ReservationRow } from '#domain/contract/reservations.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import { useFormat } from '../../app/lot-format.ts';
import { useLot } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { lanesOf, stretchOf } from './calendar-geometry.ts';
import classes from './reservations.module.css';

const words = t.reservations.calendar;
const MINUTE_MS = 60_000;

interface Props {
  readonly calendar: ReservationCalendar;
  readonly span: 'day' | 'week';
  readonly now: number;
  readonly onOpen: (id: string) => void;
}

/** The rows of the calendar under one scale: kinds with bars, then slots by zone, then the rest. */
export function CalendarRows({ calendar, span, now, onOpen }: Props) {
  const lot = useLot();
  const named = new Map<string, ReservationRow[]>();
  const unnamed: ReservationRow[] = [];
  for (const one of calendar.bookings) {
    if (one.slotId === null) unnamed.push(one);
    else named.set(one.slotId, [...(named.get(one.slotId) ?? []), one]);
  }
  const zones = lot.zones
    .map((zone) => ({
      ...zone,
      slots: lot.slots.filter(({ id, zoneId }) => zoneId === zone.id && named.has(id)),
    }))
    .filter(({ slots }) => slots.length > 0);
  const bars = (bookings: readonly ReservationRow[]) => (
    <Bars bookings={bookings} calendar={calendar} now={now} onOpen={onOpen} />
  );
  return (
    <section aria-label={words.label} className={classes.rows}>
      <Scale calendar={calendar} span={span} />
      <h3 className={classes.group}>
        {words.kinds} <span>{words.kindsHint}</span>
      </h3>
      {calendar.kinds.map((fill) => (
        <KindRow key={fill.kind} fill={fill} calendar={calendar} now={now} />
      ))}
      <h3 className={classes.group}>{words.named}</h3>
      {zones.length === 0 && <p className={classes.nothing}>{words.noNamed}</p>}
      {zones.map((zone) => (
        <Fragment key={zone.id}>
          <h4 className={classes.zone}>{zone.label}</h4>
          {zone.slots.map((slot) => (
            <div key={slot.id} className={classes.row}>
              <span className={classes.rowName}>{slot.label}</span>
              {bars(named.get(slot.id) ?? [])}
            </div>
          ))}
        </Fragment>
      ))}
      <h3 className={classes.group}>{words.unnamed}</h3>
      {unnamed.length === 0 && <p className={classes.nothing}>{words.noneAny}</p>}
      {calendar.kinds.map(({ kind }) => {
        const own = unnamed.filter((one) => one.kind === kind);
        return own.length === 0 ? null : (
          <div key={kind} className={classes.row}>
            <span className={classes.rowName}>{t.slotKinds[kind]}</span>
            {bars(own)}
          </div>
        );
      })}
    </section>
  );
}

function Scale({ calendar, span }: Pick<Props, 'calendar' | 'span'>) {
  const format = useFormat();
  const { fromAt, stepMinutes, kinds } = calendar;
  const steps = kinds[0]?.booked.length ?? 0;
  const every = span === 'day' ? 3 : 4;
  return (
    <div className={classes.row} aria-hidden>
      <span className={classes.rowName} />
      <div className={classes.scale}>
        {Array.from({ length: Math.ceil(steps / every) }, (_, mark) => {
          const at = fromAt + mark * every * stepMinutes * MINUTE_MS;
          return (
            <span key={at} style={{ left: `${(100 * mark * every) / steps}%` }}>
              {span === 'day' ? format.time(at) : format.date(at)}
            </span>
          );
        })}
      </div>
    </div>
  );
}

/** One bar for each step, as high as the kind is reserved then. */
function KindRow({
  fill,
  calendar,
  now,
}: {
  readonly fill: ReservationCalendar['kinds'][number];
  readonly calendar: ReservationCalendar;
  readonly now: number;
}) {
  const format = useFormat();
  const { kind, booked, capacity } = fill;
  const most = Math.max(0, ...booked);
  const least = Math.min(...capacity);
  const name = t.slotKinds[kind];
  const summary = words.most(format.number(most), format.number(least));
  return (
    <div className={classes.row} data-testid={`calendar-kind-${kind}`}>
      <span className={classes.rowName}>
        {name}
        <small>{summary}</small>
      </span>
      <div className={classes.steps} role="img" aria-label={`${name}: ${summary}`}>
        {booked.map((count, step) => {
          const room = capacity[step] ?? 0;
          const at = calendar.fromAt + step * calendar.stepMinutes * MINUTE_MS;
          const percent = room === 0 ? (count > 0 ? 100 : 0) : Math.min(100, (100 * count) / room);
          const tip = words.fill(
            name,
            format.dateTime(at),
            format.number(count),
            format.number(room),
          );
          return (
            <span key={at} className={classes.step} title={tip}>
              <span
                className={count >= room && count > 0 ? classes.stepFull : classes.stepFill}
                style={{ height: `${percent}%` }}
              />
            </span>
          );
        })}
        <Now calendar={calendar} now={now} />
      </div>
    </div>
  );
}

function Bars({
  bookings,
  calendar,
  now,
  onOpen,
}: {
  readonly bookings: readonly ReservationRow[];
  readonly calendar: ReservationCalendar;
  readonly now: number;
  readonly onOpen: (id: string) => void;
}) {
  const format = useFormat();
  return (
    <div className={classes.bars}>
      {lanesOf(bookings).map((lane, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lanes have nothing else.
        <div key={index} className={classes.lane}>
          {lane.map((one) => {
            const stretch = stretchOf(one, calendar);
            if (stretch === null) return null;
            const what = one.name ?? one.plate ?? formatTicketNumber(one.number);
            const window = `${format.dateTime(one.fromAt)} – ${format.timeOn(one.toAt, one.fromAt)}`;
            const label = words.bar(what, window, t.reservations.states[one.state]);
            return (
              <button
                key={one.id}
                type="button"
                className={classes.bar}
                data-state={one.state}
                style={{ left: `${stretch.leftPercent}%`, width: `${stretch.widthPercent}%` }}
                title={label}
                aria-label={label}
                onClick={() => onOpen(one.id)}
              >
                {what}
              </button>
            );
          })}
        </div>
      ))}
      <Now calendar={calendar} now={now} />
    </div>
  );
}

function Now({ calendar, now }: Pick<Props, 'calendar' | 'now'>) {
  const stretch = stretchOf({ fromAt: now, toAt: now + 1 }, calendar);
  if (stretch === null) return null;
  return <span className={classes.now} style={{ left: `${stretch.leftPercent}%` }} aria-hidden />;
}
