import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { Tariff } from '#domain/tariff/tariff-file.ts';
import { t } from '../../../strings/index.ts';
import { useDraft } from '../draft/draft-store.ts';
import { TextField } from '../fields/TextFields.tsx';
import classes from '../tariffs.module.css';
import { RuleFields, TaxFields } from './ClosingFields.tsx';
import { DynamicFields } from './DynamicFields.tsx';
import { ProductFields, SurchargeFields } from './ExtraFields.tsx';
import { FormSection } from './FormSection.tsx';
import { freeId, PRESETS, type Preset, presetRate } from './presets.ts';
import { RateCard } from './RateCard.tsx';

const { form } = t.tariffs;
const RATES_MAX = 100;

/** The draft as a form: all that common tariffs are made of. */
export function TariffForm({ draft }: { readonly draft: Tariff }) {
  return (
    <div className={classes.form} data-testid="tariff-form">
      <FormSection title={form.basics}>
        <div className={classes.row}>
          <TextField at="name" label={form.name} w={360} />
          <TextField at="id" label={form.id} w={200} />
        </div>
      </FormSection>
      <RateList draft={draft} />
      <RuleFields />
      <SurchargeFields />
      <ProductFields />
      <TaxFields />
      <FormSection title={form.dynamic}>
        <DynamicFields />
      </FormSection>
    </div>
  );
}

function RateList({ draft: { rates } }: { readonly draft: Tariff }) {
  const set = useDraft((state) => state.set);
  const ids = rates.map(({ id }) => id);
  const add = (preset: Preset) => {
    const known = JSON.stringify(rates).match(/"(?:feeMinor|totalMinor)":([1-9]\d*)/u)?.[1];
    set('rates', [...rates, presetRate(preset, ids, Number(known ?? 100))]);
  };
  const duplicate = (index: number) => {
    const rate = rates[index];
    if (rate === undefined) return;
    set('rates', rates.toSpliced(index + 1, 0, { ...rate, id: freeId(rate.id, ids) }));
  };
  return (
    <FormSection title={form.rates} hint={form.ratesHint}>
      {rates.map((rate, index) => (
        <RateCard
          // biome-ignore lint/suspicious/noArrayIndexKey: ids are typed, and may be the same for a moment.
          key={index}
          at={`rates[${index}]`}
          rate={rate}
          onUp={
            index === 0
              ? null
              : () => set('rates', rates.toSpliced(index, 1).toSpliced(index - 1, 0, rate))
          }
          onDuplicate={rates.length < RATES_MAX ? () => duplicate(index) : null}
          onRemove={rates.length > 1 ? () => set('rates', rates.toSpliced(index, 1)) : null}
        />
      ))}
      <Menu>
        <Menu.Target>
          <Button
            variant="default"
            className={classes.add ?? ''}
            leftSection={<IconPlus size={16} aria-hidden />}
            disabled={rates.length >= RATES_MAX}
            data-testid="add-rate"
          >
            {form.addRate}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {PRESETS.map((preset) => (
            <Menu.Item key={preset} onClick={() => add(preset)}>
              {form.presets[preset]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </FormSection>
  );
}
