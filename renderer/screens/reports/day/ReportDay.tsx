import { ActionIcon, Button, Group } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useFormat } from '../../../app/lot-format.ts';
import { t } from '../../../strings/index.ts';
import { dayAway } from './report-days.ts';

interface Props {
  readonly day: string;
  readonly today: string;
  readonly onChoose: (day: string) => void;
}

/** Which day is shown: today, or an earlier one. */
export function ReportDay({ day, today, onChoose }: Props) {
  const format = useFormat();
  return (
    <Group gap={8} wrap="nowrap">
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t.reports.previous}
        onClick={() => onChoose(dayAway(day, -1))}
      >
        <IconChevronLeft size={16} aria-hidden />
      </ActionIcon>
      <DatePickerInput
        w={240}
        aria-label={`${t.reports.day}: ${format.day(day)}`}
        value={day}
        onChange={(value) => value !== null && onChoose(value)}
        maxDate={today}
        weekendDays={[]}
        valueFormatter={({ date }) => (typeof date === 'string' ? format.day(date) : '')}
        data-testid="report-day"
      />
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t.reports.next}
        disabled={day >= today}
        onClick={() => onChoose(dayAway(day, 1))}
      >
        <IconChevronRight size={16} aria-hidden />
      </ActionIcon>
      {day !== today && (
        <Button variant="default" onClick={() => onChoose(today)}>
          {t.common.today}
        </Button>
      )}
    </Group>
  );
}
