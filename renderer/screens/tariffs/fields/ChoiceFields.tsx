import { Chip, Group, Input, Select, Switch, TagsInput } from '@mantine/core';
import { VEHICLE_CLASSES } from '#domain/facility/kinds.ts';
import { DAY_KINDS } from '#domain/tariff/tariff-parts.ts';
import { t } from '../../../strings/index.ts';
import { type FieldProps, useField } from './use-field.ts';

const { form } = t.tariffs;

interface ChoiceProps extends FieldProps {
  readonly choices: Readonly<Record<string, string>>;
  /** What stands for a field that is not there; choosing it takes the field away. */
  readonly missing?: string;
}

/** One of a few. */
export function ChoiceField({ at, label, choices, missing, w }: ChoiceProps) {
  const { value, problem, put } = useField(at);
  return (
    <Select
      label={label}
      w={w}
      data={Object.entries(choices).map(([name, text]) => ({ value: name, label: text }))}
      value={typeof value === 'string' ? value : (missing ?? null)}
      onChange={(next) => next !== null && put(next === missing ? undefined : next)}
      error={problem}
      data-path={at}
    />
  );
}

interface SwitchProps {
  readonly at: string;
  readonly label: string;
  /** What the draft gets when it is switched on; off takes the field away. */
  readonly on: unknown;
}

/** A part of the tariff that is there or not. */
export function PartSwitch({ at, label, on }: SwitchProps) {
  const { value, put } = useField(at);
  return (
    <Switch
      label={label}
      checked={value !== undefined}
      onChange={(event) => put(event.currentTarget.checked ? on : undefined)}
      data-path={at}
    />
  );
}

/** Yes or no. */
export function YesField({
  at,
  label,
  yes = true,
  no,
}: {
  readonly at: string;
  readonly label: string;
  readonly yes?: unknown;
  readonly no?: unknown;
}) {
  const { value, put } = useField(at);
  return (
    <Switch
      label={label}
      checked={value === yes}
      onChange={(event) => put(event.currentTarget.checked ? yes : no)}
      data-path={at}
    />
  );
}

/** Days of the week and holidays; none is every day. */
export function DaysField({ at, label }: FieldProps) {
  const { value, problem, put } = useField(at);
  const days = Array.isArray(value) ? (value as string[]) : [];
  return (
    <Input.Wrapper label={label} error={problem} labelElement="div">
      <Chip.Group
        multiple
        value={days}
        onChange={(next) =>
          put(next.length === 0 ? undefined : DAY_KINDS.filter((day) => next.includes(day)))
        }
      >
        <Group gap={4} data-path={at}>
          {DAY_KINDS.map((day) => (
            <Chip key={day} value={day} size="xs">
              {form.dayNames[day]}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}

/** Vehicle classes as free words, since published tariffs know more than a lot does; none is all. */
export function ClassesField({ at, label, w }: FieldProps) {
  const { value, problem, put } = useField(at);
  const { problem: first } = useField(`${at}[0]`);
  return (
    <TagsInput
      label={label}
      w={w}
      data={[...VEHICLE_CLASSES]}
      value={Array.isArray(value) ? (value as string[]) : []}
      onChange={(next) => put(next.length === 0 ? undefined : next)}
      placeholder={value === undefined ? form.everyClass : ''}
      error={problem ?? first}
      data-path={at}
    />
  );
}
