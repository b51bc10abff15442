import { Button, Select } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { FeedEntry } from '#domain/views/live.ts';
import { useFormat, useNames } from '../../app/lot-format.ts';
import { useLive } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { feedSentence } from '../../strings/feed-sentence.ts';
import { t } from '../../strings/index.ts';
import { ALERTING, EVENT_KIND, FEED_FILTERS, type FeedFilter, isDetail } from './event-kinds.ts';
import classes from './side.module.css';

const ROW_PX = 48;
const OVERSCAN_ROWS = 6;

/** What has happened, newest first. Holds still while it is read. */
export function EventFeed() {
  const feed = useLive((ui) => ui.feed);
  const [filter, setFilter] = useState<FeedFilter>('all');
  const shown = useMemo(
    () =>
      feed.filter((entry) =>
        filter === 'all' ? !isDetail(entry) : EVENT_KIND[entry.type] === filter,
      ),
    [feed, filter],
  );
  return (
    <section className={classes.events} aria-label={t.events.title} data-testid="events">
      <div className={classes.head}>
        <h2 className={classes.title}>{t.events.title}</h2>
        <Select
          size="xs"
          w={120}
          aria-label={t.events.filter}
          data={FEED_FILTERS.map((value) => ({ value, label: t.events.filters[value] }))}
          value={filter}
          onChange={(value) => setFilter(value ?? 'all')}
          data-testid="event-filter"
        />
      </div>
      {shown.length === 0 ? (
        <p className={classes.quiet}>{feed.length === 0 ? t.events.none : t.events.noneOfFilter}</p>
      ) : (
        <FeedList key={filter} entries={shown} />
      )}
    </section>
  );
}

function FeedList({ entries }: { readonly entries: readonly FeedEntry[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  const [hovered, setHovered] = useState(false);
  const [held, setHeld] = useState<readonly FeedEntry[] | null>(null);
  const reading = hovered || top > ROW_PX / 2;

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is held is what stood there when reading began.
  useEffect(() => setHeld(reading ? entries : null), [reading]);

  const rows = held ?? entries;
  const missed = held === null ? 0 : countNewer(entries, held[0]?.seq ?? 0);
  const first = Math.max(0, Math.floor(top / ROW_PX) - OVERSCAN_ROWS);
  const last = Math.min(rows.length, Math.ceil((top + height) / ROW_PX) + OVERSCAN_ROWS);
  const resume = () => {
    scroller.current?.scrollTo({ top: 0 });
    setTop(0);
    setHovered(false);
    setHeld(null);
  };
  return (
    <div className={classes.feed}>
      {missed > 0 && (
        <Button
          size="xs"
          variant="default"
          className={classes.resume ?? ''}
          title={t.events.resume}
          onClick={resume}
          data-testid="events-resume"
        >
          {t.events.paused(missed)}
        </Button>
      )}
      <section
        ref={scroller}
        className={classes.scroll}
        aria-label={t.events.list}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        onMouseEnter={() => setHovered(true)}
        onMouseLeave={() => setHovered(false)}
      >
        <ol style={{ height: rows.length * ROW_PX, position: 'relative' }}>
          {rows.slice(first, last).map((entry, index) => (
            <FeedRow key={entry.seq} entry={entry} position={first + index} count={rows.length} />
          ))}
        </ol>
      </section>
    </div>
  );
}

function countNewer(entries: readonly FeedEntry[], seq: number): number {
  const end = entries.findIndex((entry) => entry.seq <= seq);
  return end === -1 ? entries.length : end;
}

interface RowProps {
  readonly entry: FeedEntry;
  readonly position: number;
  readonly count: number;
}

function FeedRow({ entry, position, count }: RowProps) {
  const format = useFormat();
  const names = useNames();
  const { live } = useStation();
  const sentence = feedSentence(live.known.complete(entry), names, format);
  const byHand = entry.actor !== t.events.station && names.device(entry.actor) === entry.actor;
  return (
    <li
      className={classes.feedRow}
      style={{ top: position * ROW_PX }}
      aria-setsize={count}
      aria-posinset={position + 1}
      data-weight={ALERTING.has(entry.type) ? 'alert' : 'plain'}
      data-type={entry.type}
    >
      <time className={classes.feedTime}>{format.timeSeconds(entry.at)}</time>
      <span className={classes.feedText} title={sentence}>
        {sentence}
        {byHand && <span className={classes.feedActor}> · {entry.actor}</span>}
      </span>
    </li>
  );
}
