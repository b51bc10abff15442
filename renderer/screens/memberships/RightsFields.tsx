import {
  Button,
  Chip,
  CloseButton,
  Group,
  Input,
  NumberInput,
  Select,
  TextInput,
} from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { RightsWindow } from '#domain/membership/plan.ts';
import { WEEKDAYS } from '#domain/tariff/tariff-parts.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { t } from '../../strings/index.ts';
import classes from './memberships.module.css';
import { type PlanFields, WORKDAYS } from './plan-draft.ts';

const words = t.membership.plans;
const WINDOWS_MAX = 20;

/** The fields of what a plan gives, by its kind. */
export function RightsFields(fields: PlanFields) {
  const { draft, change, wrong } = fields;
  switch (draft.kind) {
    case 'unlimited':
      return null;
    case 'windows':
      return <WindowFields {...fields} />;
    case 'entries':
      return (
        <div className={classes.two}>
          <NumberInput
            label={words.entries}
            value={draft.count}
            onChange={(value) => change({ count: Number(value) })}
            min={1}
            max={10_000}
            allowDecimal={false}
            error={wrong('rights.count')}
          />
          <Select
            label={words.per}
            data={(['month', 'period', 'all'] as const).map((value) => ({
              value,
              label: words.perOptions[value],
            }))}
            value={draft.per}
            onChange={(value) => change({ per: (value ?? 'month') as 'month' })}
          />
        </div>
      );
    case 'hours':
      return (
        <NumberInput
          label={words.hours}
          value={draft.hours}
          onChange={(value) => change({ hours: Number(value) })}
          min={1}
          max={744}
          allowDecimal={false}
          error={wrong('rights.hours')}
        />
      );
    case 'prepaid':
      return (
        <MoneyInput
          label={words.lowBalance}
          text={draft.lowText}
          onText={(lowText) => change({ lowText })}
          error={wrong('rights.lowBalanceMinor')}
        />
      );
  }
}

function WindowFields({ draft, change, wrong }: PlanFields) {
  const { windows } = draft;
  const put = (index: number, part: Partial<RightsWindow>) =>
    change({
      windows: windows.map((window, at) => (at === index ? { ...window, ...part } : window)),
    });
  return (
    <>
      {windows.map((window, index) => (
        <WindowRow
          // biome-ignore lint/suspicious/noArrayIndexKey: windows have no names of their own.
          key={index}
          index={index}
          window={window}
          wrong={wrong}
          onChange={(part) => put(index, part)}
          onRemove={
            windows.length > 1
              ? () => change({ windows: windows.filter((_, at) => at !== index) })
              : null
          }
        />
      ))}
      {windows.length < WINDOWS_MAX && (
        <Group>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => change({ windows: [...windows, WORKDAYS] })}
          >
            {words.addWindow}
          </Button>
        </Group>
      )}
    </>
  );
}

interface RowProps {
  readonly index: number;
  readonly window: RightsWindow;
  readonly wrong: PlanFields['wrong'];
  readonly onChange: (part: Partial<RightsWindow>) => void;
  /** Null for the only one. */
  readonly onRemove: (() => void) | null;
}

function WindowRow({ index, window, wrong, onChange, onRemove }: RowProps) {
  const path = `rights.windows.${index}`;
  const number = String(index + 1);
  const isOvernight = window.to <= window.from;
  return (
    <fieldset className={classes.window} aria-label={words.window(number)}>
      <Input.Wrapper label={words.days} error={wrong(`${path}.days`)}>
        <Chip.Group
          multiple
          value={window.days}
          onChange={(days) => onChange({ days: days as RightsWindow['days'] })}
        >
          <Group gap={4} className={classes.chips}>
            {WEEKDAYS.map((day) => (
              <Chip key={day} value={day} size="xs">
                {t.membership.weekdays[day]}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
      <TextInput
        label={words.from}
        value={window.from}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
        placeholder="07:00"
        error={wrong(`${path}.from`)}
        maxLength={5}
      />
      <TextInput
        label={words.to}
        {...(isOvernight && { title: words.overnight })}
        value={window.to}
        onChange={(event) => onChange({ to: event.currentTarget.value })}
        placeholder="19:00"
        error={wrong(`${path}.to`)}
        maxLength={5}
      />
      {onRemove !== null && (
        <CloseButton aria-label={words.removeWindow(number)} onClick={onRemove} />
      )}
    </fieldset>
  );
}
