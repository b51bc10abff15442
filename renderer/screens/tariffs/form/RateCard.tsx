import { ActionIcon, Collapse, Group, SegmentedControl, UnstyledButton } from '@mantine/core';
import { IconArrowUp, IconChevronDown, IconCopy, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Rate } from '#domain/tariff/tariff-file.ts';
import { t } from '../../../strings/index.ts';
import { ClassesField, PartSwitch } from '../fields/ChoiceFields.tsx';
import { TextField } from '../fields/TextFields.tsx';
import { useField } from '../fields/use-field.ts';
import classes from '../tariffs.module.css';
import { CapFields } from './CapFields.tsx';
import { ChargeOptions } from './ChargeOptions.tsx';
import { ConditionFields, conditionsOf } from './ConditionFields.tsx';
import { FreeFields } from './FreeFields.tsx';
import { RungFields } from './LadderFields.tsx';
import { WindowFields } from './WindowFields.tsx';

const { form } = t.tariffs;

interface Props {
  readonly at: string;
  readonly rate: Rate;
  readonly onUp: (() => void) | null;
  readonly onDuplicate: (() => void) | null;
  readonly onRemove: (() => void) | null;
}

/** One rate: whom it serves, when it applies, what it charges, and its caps. */
export function RateCard({ at, rate, onUp, onDuplicate, onRemove }: Props) {
  const name = form.rate(rate.name);
  return (
    <fieldset className={classes.card} aria-label={name} data-testid={`rate-${rate.id}`}>
      <div className={classes.rateHead}>
        <TextField at={`${at}.name`} label={form.name} />
        <TextField at={`${at}.id`} label={form.id} />
        <ClassesField at={`${at}.classes`} label={form.classes} />
        <Group gap={4} className={classes.rowEnd ?? ''} wrap="nowrap">
          <IconButton label={form.moveUp(name)} icon={IconArrowUp} onClick={onUp} />
          <IconButton label={form.duplicate(name)} icon={IconCopy} onClick={onDuplicate} />
          <IconButton label={form.remove(name)} icon={IconTrash} onClick={onRemove} />
        </Group>
      </div>
      <Conditions at={at} rate={rate} />
      <ChargeKind at={`${at}.charge`} kind={rate.charge.kind} />
      {rate.charge.kind === 'ladder' ? (
        <RungFields at={`${at}.charge.rungs`} />
      ) : (
        <WindowFields at={`${at}.charge.windows`} />
      )}
      <ChargeOptions at={`${at}.charge`} kind={rate.charge.kind} />
      <CapFields at={`${at}.caps`} />
      <PartSwitch at={`${at}.free`} label={form.freeOwn} on={{ minutes: 15, mode: 'cliff' }} />
      {rate.free !== undefined && <FreeFields at={`${at}.free`} />}
    </fieldset>
  );
}

function IconButton({
  label,
  icon: Icon,
  onClick,
}: {
  readonly label: string;
  readonly icon: typeof IconCopy;
  readonly onClick: (() => void) | null;
}) {
  if (onClick === null) return null;
  return (
    <ActionIcon variant="subtle" aria-label={label} onClick={onClick}>
      <Icon size={16} aria-hidden />
    </ActionIcon>
  );
}

function Conditions({ at, rate }: { readonly at: string; readonly rate: Rate }) {
  const words = conditionsOf(rate);
  const [open, setOpen] = useState(false);
  return (
    <div>
      <UnstyledButton
        className={classes.fold ?? ''}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <IconChevronDown size={16} aria-hidden data-open={open} />
        {form.conditions}: {words === '' ? form.always : words}
      </UnstyledButton>
      <Collapse expanded={open}>
        <ConditionFields at={at} />
      </Collapse>
    </div>
  );
}

function ChargeKind({ at, kind }: { readonly at: string; readonly kind: 'ladder' | 'windows' }) {
  const { put } = useField(at);
  const choose = (next: string) => {
    if (next === kind) return;
    put(
      next === 'ladder'
        ? { kind: 'ladder', rungs: [{ upToMinutes: null, each: { minutes: 60, feeMinor: 0 } }] }
        : {
            kind: 'windows',
            windows: [
              { from: '00:00', to: '24:00', charge: { kind: 'each', minutes: 60, feeMinor: 0 } },
            ],
          },
    );
  };
  return (
    <Group gap={12}>
      <span className={classes.label}>{form.charge}</span>
      <SegmentedControl
        aria-label={form.charge}
        size="xs"
        data={(['ladder', 'windows'] as const).map((value) => ({
          value,
          label: form.charges[value],
        }))}
        value={kind}
        onChange={choose}
      />
    </Group>
  );
}
