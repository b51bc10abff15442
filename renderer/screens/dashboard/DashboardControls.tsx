import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { t } from '../../strings/index.ts';
import classes from './dashboard.module.css';
import { type Chosen, COMPARES, RANGES, type RangeId } from './range.ts';

const words = t.dashboard;

/** Which days, and what they are compared with. */
export function DashboardControls({
  chosen,
  today,
  onChoose,
}: {
  readonly chosen: Chosen;
  readonly today: string;
  readonly onChoose: (chosen: Chosen) => void;
}) {
  const { range, from, to, compare } = chosen;
  const change = (part: Partial<Chosen>) => onChoose({ ...chosen, ...part });
  const day = (field: 'from' | 'to', value: string) => (
    <TextInput
      type="date"
      w={150}
      aria-label={words[field]}
      value={value}
      max={today}
      onChange={(event) => {
        const { value: text } = event.currentTarget;
        if (text !== '') change({ [field]: text });
      }}
      data-testid={`dashboard-${field}`}
    />
  );
  return (
    <>
      <SegmentedControl
        aria-label={words.range}
        data={RANGES.map((value) => ({ value, label: words.ranges[value] }))}
        value={range}
        onChange={(value) => change({ range: value as RangeId })}
        data-testid="dashboard-range"
      />
      {range === 'other' && (
        <span className={classes.days}>
          {day('from', from)}
          {day('to', to)}
        </span>
      )}
      <Select
        w={264}
        aria-label={words.compare}
        data={COMPARES.map((value) => ({ value, label: words.compares[value] }))}
        value={compare}
        onChange={(value) => change({ compare: (value ?? 'none') as Chosen['compare'] })}
        allowDeselect={false}
        data-testid="dashboard-compare"
      />
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => window.print()}
      >
        {t.common.print}
      </Button>
    </>
  );
}
