import {
  Button,
  Chip,
  Group,
  Input,
  Modal,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { PlanRow } from '#domain/contract/memberships.ts';
import { VEHICLE_CLASSES, type VehicleClass } from '#domain/facility/kinds.ts';
import { PLAN_KINDS, PLAN_PERIODS, type PlanTerms } from '#domain/membership/plan.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { showFirstWrong } from './first-wrong.ts';
import classes from './memberships.module.css';
import { checkPlan, type PlanDraft, type PlanFields, planDraft } from './plan-draft.ts';
import { planWords } from './plan-words.ts';
import { RightsFields } from './RightsFields.tsx';

const words = t.membership.plans;

/** A new plan, or other terms of one. */
export function PlanForm({
  plan,
  onClose,
}: {
  readonly plan: PlanRow | null;
  readonly onClose: () => void;
}) {
  const format = useFormat();
  const [draft, setDraft] = useState(() => planDraft(plan?.terms ?? null, format));
  const [tried, setTried] = useState(false);
  const checked = checkPlan(draft, format);
  const save = useSave(plan, onClose);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (checked.ok) void save.run(checked.terms);
    else showFirstWrong(event.currentTarget);
  };
  const fields: PlanFields = {
    draft,
    change: (part) => setDraft({ ...draft, ...part }),
    wrong: (path) => (tried && !checked.ok ? (checked.problems.get(path) ?? null) : null),
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={plan === null ? words.newTitle : words.editTitle(plan.terms.name)}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <form onSubmit={submit} noValidate data-testid="plan-form">
        <Stack>
          {plan !== null && plan.members > 0 && (
            <Text c="dimmed">{words.editHint(format.number(plan.members))}</Text>
          )}
          <PriceFields {...fields} />
          <RightsFields {...fields} />
          <LimitFields {...fields} />
          <BeyondFields {...fields} />
          <Text role="status" c="dimmed">
            {checked.ok && planWords(checked.terms, format)}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button type="submit" loading={save.busy} data-testid="plan-save">
              {t.membership.form.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function PriceFields({ draft, change, wrong }: PlanFields) {
  return (
    <div className={classes.two}>
      <TextInput
        label={words.name}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={wrong('name')}
        maxLength={60}
        data-autofocus
        data-testid="plan-name"
      />
      <Select
        label={words.kind}
        data={PLAN_KINDS.map((value) => ({ value, label: t.membership.kinds[value] }))}
        value={draft.kind}
        onChange={(kind) => change({ kind: (kind ?? 'unlimited') as PlanDraft['kind'] })}
        data-testid="plan-kind"
      />
      <Select
        label={words.period}
        data={PLAN_PERIODS.map((value) => ({ value, label: t.membership.periods[value] }))}
        value={draft.period}
        onChange={(period) => change({ period: (period ?? 'month') as PlanDraft['period'] })}
        data-testid="plan-period"
      />
      {draft.period !== 'open' && (
        <MoneyInput
          label={words.fee}
          description={words.feeTax}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          text={draft.priceText}
          onText={(priceText) => change({ priceText })}
          error={wrong('priceMinor')}
          data-testid="plan-price"
        />
      )}
    </div>
  );
}

function LimitFields({ draft, change, wrong }: PlanFields) {
  const numbers = [
    ['insideMax', words.insideMax, 1, 50],
    ['platesMax', words.platesMax, 0, 50],
    ['graceDays', words.graceDays, 0, 60],
    ['remindDays', words.remindDays, 0, 90],
  ] as const;
  return (
    <>
      <Input.Wrapper label={words.classes} error={wrong('vehicleClasses')}>
        <Chip.Group
          multiple
          value={[...draft.vehicleClasses]}
          onChange={(chosen) => change({ vehicleClasses: chosen as VehicleClass[] })}
        >
          <Group gap={8} className={classes.chips}>
            {VEHICLE_CLASSES.map((one) => (
              <Chip key={one} value={one}>
                {t.vehicleClasses[one]}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
      <div className={classes.two}>
        {numbers.map(([key, label, min, max]) => (
          <NumberInput
            key={key}
            label={label}
            value={draft[key]}
            onChange={(value) => change({ [key]: Number(value) })}
            min={min}
            max={max}
            allowDecimal={false}
            error={wrong(key)}
          />
        ))}
      </div>
    </>
  );
}

function BeyondFields({ draft, change, wrong }: PlanFields) {
  const { outsideOptions, beyondOptions, passbackOptions } = words;
  return (
    <div className={classes.two}>
      <Select
        label={words.outside}
        data={[
          { value: 'yes', label: outsideOptions.yes },
          { value: 'no', label: outsideOptions.no },
        ]}
        value={draft.transientOutside ? 'yes' : 'no'}
        onChange={(value) => change({ transientOutside: value !== 'no' })}
      />
      <Select
        label={words.beyond}
        data={[
          { value: 'pay', label: beyondOptions.pay },
          { value: 'debt', label: beyondOptions.debt },
        ]}
        value={draft.beyond}
        onChange={(value) => change({ beyond: value === 'debt' ? 'debt' : 'pay' })}
      />
      <Select
        label={words.passback}
        data={(['lot', 'hard', 'soft'] as const).map((value) => ({
          value,
          label: passbackOptions[value],
        }))}
        value={draft.antiPassback}
        onChange={(value) =>
          change({ antiPassback: (value ?? 'lot') as PlanDraft['antiPassback'] })
        }
      />
      {draft.beyond === 'debt' && (
        <MoneyInput
          label={words.debtLimit}
          description={words.debtHint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          text={draft.debtText}
          onText={(debtText) => change({ debtText })}
          error={wrong('debtLimitMinor')}
        />
      )}
    </div>
  );
}

function useSave(plan: PlanRow | null, onClose: () => void) {
  const { client } = useStation();
  const lot = useLot();
  return useCommand(
    async (terms: PlanTerms, commandId) => {
      const about = { lotId: lot.id, terms, commandId };
      if (plan === null) await client.plans.create(about);
      else await client.plans.change({ ...about, planId: plan.id });
    },
    () => {
      tellDone(words.saved);
      onClose();
    },
  );
}
