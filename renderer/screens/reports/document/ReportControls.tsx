import { ActionIcon, MultiSelect, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReportAsked } from '#domain/contract/reports.ts';
import { addDays } from '#domain/kernel/calendar.ts';
import { firstOfMonth } from '#domain/kernel/zoned.ts';
import { REPORT_PERIODS, type ReportPeriodKind } from '#domain/reports/reports.ts';
import { useLots } from '../../../app/use-lots.ts';
import { useLot } from '../../../link/hooks.ts';
import { t } from '../../../strings/index.ts';
import { LongStayDays } from './LongStayDays.tsx';
import { TakeAlong } from './TakeAlong.tsx';

const words = t.reportView;

/** What is looked at; the date lies within the period. */
export interface Chosen {
  readonly period: ReportPeriodKind;
  readonly date: string;
  readonly compare: 'none' | 'previous' | 'last-year';
  readonly lots: readonly string[];
  /** Stays older than this are named in the exceptions. */
  readonly olderThanDays: number;
}

interface Props {
  readonly chosen: Chosen;
  readonly today: string;
  readonly asked: ReportAsked;
  readonly onChoose: (chosen: Chosen) => void;
  readonly onSave: () => void;
  readonly onRebuild: () => void;
}

/** Which days, compared with what, over which lots; and taking the report along. */
export function ReportControls({ chosen, today, asked, onChoose, onSave, onRebuild }: Props) {
  const { period, date, compare, lots, olderThanDays } = chosen;
  const change = (part: Partial<Chosen>) => onChoose({ ...chosen, ...part });
  const lot = useLot();
  const others = (useLots().data ?? []).filter(({ id }) => id !== lot.id);
  const step = (by: 1 | -1) => {
    const days = period === 'week' ? 7 : 1;
    const next = period === 'month' ? firstOfMonth(date, by) : addDays(date, by * days);
    change({ date: next > today ? today : next });
  };
  return (
    <>
      <SegmentedControl
        aria-label={words.period}
        data={REPORT_PERIODS.map((value) => ({ value, label: words.periods[value] }))}
        value={period}
        onChange={(value) => change({ period: value as ReportPeriodKind })}
        data-testid="report-period"
      />
      <ActionIcon.Group>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={words.earlier}
          onClick={() => step(-1)}
          data-testid="report-earlier"
        >
          <IconChevronLeft size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={words.later}
          disabled={date >= today}
          onClick={() => step(1)}
        >
          <IconChevronRight size={16} aria-hidden />
        </ActionIcon>
      </ActionIcon.Group>
      <TextInput
        type="date"
        w={150}
        aria-label={words.date}
        value={date}
        max={today}
        onChange={(event) =>
          event.currentTarget.value !== '' && change({ date: event.currentTarget.value })
        }
        data-testid="report-date"
      />
      <Select
        w={224}
        aria-label={words.compare}
        data={[
          { value: 'none', label: `${words.compare}: ${words.compares.none.toLowerCase()}` },
          { value: 'previous', label: words.compares.previous },
          {
            value: 'last-year',
            label: period === 'month' ? words.compareMonth : words.compares['last-year'],
          },
        ]}
        value={compare}
        onChange={(value) => change({ compare: (value ?? 'none') as Chosen['compare'] })}
        allowDeselect={false}
        data-testid="report-compare"
      />
      {others.length > 0 && (
        <MultiSelect
          w={200}
          aria-label={words.lots}
          placeholder={lots.length === 0 ? words.lots : ''}
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
          value={[...lots]}
          onChange={(value) => change({ lots: value })}
        />
      )}
      {asked.report === 'exceptions' && (
        <LongStayDays days={olderThanDays} onChange={(days) => change({ olderThanDays: days })} />
      )}
      <TakeAlong asked={asked} onSave={onSave} onRebuild={onRebuild} />
    </>
  );
}
