import { NumberInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { LONG_STAY_DAYS } from '#domain/reports/long-stay.ts';
import { t } from '../../../strings/index.ts';

const words = t.reportView;
/** The report is not made anew for every digit. */
const TYPING_MS = 500;

/** After how many days a stay is named as unusually long. */
export function LongStayDays({
  days,
  onChange,
}: {
  readonly days: number;
  readonly onChange: (days: number) => void;
}) {
  const { least, most } = LONG_STAY_DAYS;
  const [draft, setDraft] = useState<string | number>(days);
  useEffect(() => setDraft(days), [days]);
  const change = useDebouncedCallback((value: string | number) => {
    if (typeof value === 'number' && value >= least && value <= most && value !== days)
      onChange(value);
  }, TYPING_MS);
  return (
    <NumberInput
      w={176}
      aria-label={words.olderThanDays}
      title={words.olderThanDays}
      prefix={words.olderThanPrefix}
      suffix={words.olderThanSuffix}
      value={draft}
      onChange={(value) => {
        setDraft(value);
        change(value);
      }}
      onBlur={() => draft === '' && setDraft(days)}
      min={least}
      max={most}
      allowDecimal={false}
      allowNegative={false}
      data-testid="report-older"
    />
  );
}
