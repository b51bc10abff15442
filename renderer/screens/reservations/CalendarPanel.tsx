import { Button, Group, SegmentedControl, Skeleton } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { localInstant } from '#domain/kernel/zoned.ts';
import { useFormat } from '../../app/lot-format.ts';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import screen from '../../components/screen.module.css';
import { useLot, useStationNow } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { CalendarRows } from './CalendarRows.tsx';
import { dayShifted, shownWindow } from './calendar-days.ts';
import classes from './reservations.module.css';
import { useCalendar } from './use-reservations.ts';

const words = t.reservations.calendar;
const MINUTE_MS = 60_000;

/** A day by hours or a week by quarters of days: how full each kind is, and whose slots are whose. */
export function CalendarPanel({ onOpen }: { readonly onOpen: (id: string) => void }) {
  const format = useFormat();
  const { timeZone } = useLot();
  const now = useStationNow(MINUTE_MS);
  const [span, setSpan] = useState<'day' | 'week'>('day');
  const [chosen, setChosen] = useState<string | null>(null);
  const day = chosen ?? format.dayOf(now);
  const shown = shownWindow(day, span, (text) => localInstant(text, timeZone) ?? now);
  const calendar = useCalendar(shown.fromAt, shown.toAt, span === 'day' ? 60 : 360);
  const step = span === 'day' ? 1 : 7;
  return (
    <>
      <div className={screen.head}>
        <Group gap={4}>
          <Button
            variant="default"
            px={8}
            aria-label={words.earlier}
            onClick={() => setChosen(dayShifted(day, -step))}
          >
            <IconChevronLeft size={16} aria-hidden />
          </Button>
          <Button variant="default" onClick={() => setChosen(null)}>
            {words.today}
          </Button>
          <Button
            variant="default"
            px={8}
            aria-label={words.later}
            onClick={() => setChosen(dayShifted(day, step))}
            data-testid="calendar-later"
          >
            <IconChevronRight size={16} aria-hidden />
          </Button>
        </Group>
        <h2 className={classes.heading} aria-live="polite">
          {span === 'day'
            ? format.day(day)
            : `${format.date(shown.fromAt)} – ${format.date(shown.toAt - 1)}`}
        </h2>
        <span className={screen.grow} />
        <SegmentedControl
          aria-label={words.span}
          data={[
            { value: 'day', label: words.day },
            { value: 'week', label: words.week },
          ]}
          value={span}
          onChange={(value) => setSpan(value === 'week' ? 'week' : 'day')}
        />
      </div>
      <div className={screen.body}>
        <div className={classes.calendar}>
          {calendar.data !== undefined ? (
            <CalendarRows calendar={calendar.data} span={span} now={now} onOpen={onOpen} />
          ) : calendar.isError ? (
            <EmptyNote title={t.reservations.failed}>
              <Button variant="default" onClick={() => void calendar.refetch()}>
                {t.common.retry}
              </Button>
            </EmptyNote>
          ) : (
            <Skeleton m="md" h={320} role="status" aria-label={t.common.loading} />
          )}
        </div>
      </div>
    </>
  );
}
