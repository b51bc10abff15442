import { Button, Group, Progress, Text } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconPlayerPlay } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { DAY_MS } from '#domain/kernel/instant.ts';
import { firstOfMonth } from '#domain/kernel/zoned.ts';
import { useFormat } from '../../app/lot-format.ts';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { useLot, useStationNow } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { useDraft } from '../tariffs/draft/draft-store.ts';
import { useChecked } from '../tariffs/draft/use-checked.ts';
import { DynamicFields } from '../tariffs/form/DynamicFields.tsx';
import { ProblemList } from '../tariffs/ProblemList.tsx';
import { StartFrom } from '../tariffs/StartFrom.tsx';
import { useInForce } from '../tariffs/use-tariffs.ts';
import classes from './pricing.module.css';
import { SimulatorResult } from './SimulatorResult.tsx';
import { useWhatIf } from './use-what-if.ts';

const { whatIf, editor } = t.tariffs;

/** What some days would have earned under the edited tariff. */
export function Simulator({ onEdit }: { readonly onEdit: () => void }) {
  const draft = useDraft((state) => state.draft);
  if (draft === null) return <NoDraft />;
  return (
    <div className={classes.page} data-testid="simulator">
      <Text c="dimmed">{whatIf.intro}</Text>
      <Bench onEdit={onEdit} />
    </div>
  );
}

function NoDraft() {
  const lot = useLot();
  const { tariff } = useInForce();
  const start = useDraft((state) => state.start);
  return (
    <EmptyNote title={whatIf.noDraft} hint={whatIf.intro}>
      <Button
        disabled={tariff === null}
        onClick={() => tariff !== null && start(lot.id, tariff, tariff.name)}
        data-testid="simulate-in-force"
      >
        {editor.editInForce}
      </Button>
      <StartFrom />
    </EmptyNote>
  );
}

function Bench({ onEdit }: { readonly onEdit: () => void }) {
  const format = useFormat();
  const now = useStationNow(60_000);
  const { tariff, problems } = useChecked();
  const draft = useDraft((state) => state.draft);
  const [from, setFrom] = useState(() => format.dayOf(now - 30 * DAY_MS));
  const [to, setTo] = useState(() => format.dayOf(now));
  const { share, done, run, cancel } = useWhatIf();
  const { asked } = done ?? {};
  const isStale =
    asked !== undefined && (asked.tariff !== tariff || asked.from !== from || asked.to !== to);
  return (
    <>
      <Days
        {...{ from, to, today: format.dayOf(now) }}
        onChange={(first, last) => {
          setFrom(first);
          setTo(last);
        }}
      >
        {share === null ? (
          <Button
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            disabled={tariff === null || to < from}
            onClick={() => tariff !== null && void run({ tariff, from, to })}
            data-testid="what-if-run"
          >
            {whatIf.run}
          </Button>
        ) : (
          <Button variant="default" onClick={cancel} data-testid="what-if-cancel">
            {t.common.cancel}
          </Button>
        )}
      </Days>
      {share !== null && (
        <Progress
          value={share * 100}
          aria-label={`${whatIf.running} ${whatIf.progress(format.percent(share))}`}
        />
      )}
      <section className={classes.bench} aria-label={whatIf.base}>
        <Group justify="space-between">
          <h2>{draft?.name}</h2>
          <Button variant="default" size="xs" onClick={onEdit}>
            {whatIf.toEditor}
          </Button>
        </Group>
        <p className={classes.dim}>{whatIf.baseHint}</p>
        <ProblemList problems={problems} />
        <DynamicFields />
      </section>
      {isStale && (
        <Text role="status" c="dimmed">
          {whatIf.stale}
        </Text>
      )}
      {done === null ? (
        <p className={classes.dim}>{whatIf.first}</p>
      ) : (
        <SimulatorResult answer={done.answer} />
      )}
    </>
  );
}

interface DaysProps {
  readonly from: string;
  readonly to: string;
  readonly today: string;
  readonly onChange: (from: string, to: string) => void;
  readonly children: ReactNode;
}

function Days({ from, to, today, onChange, children }: DaysProps) {
  const format = useFormat();
  const now = useStationNow(60_000);
  const lastMonth = () => {
    const first = firstOfMonth(today, -1);
    const end = Date.parse(`${firstOfMonth(today, 0)}T00:00:00Z`) - DAY_MS;
    onChange(first, new Date(end).toISOString().slice(0, 10));
  };
  const write = ({ date }: { readonly date: unknown }) =>
    typeof date === 'string' ? format.day(date) : '';
  return (
    <Group align="end" gap={12}>
      <DatePickerInput
        w={240}
        label={whatIf.from}
        value={from}
        maxDate={today}
        onChange={(value) => value !== null && onChange(value, to < value ? value : to)}
        valueFormatter={write}
        data-testid="what-if-from"
      />
      <DatePickerInput
        w={240}
        label={whatIf.to}
        value={to}
        minDate={from}
        maxDate={today}
        onChange={(value) => value !== null && onChange(from, value)}
        valueFormatter={write}
        data-testid="what-if-to"
      />
      <Button variant="default" onClick={() => onChange(format.dayOf(now - 30 * DAY_MS), today)}>
        {whatIf.months.last30}
      </Button>
      <Button variant="default" onClick={lastMonth}>
        {whatIf.months.lastMonth}
      </Button>
      {children}
    </Group>
  );
}
