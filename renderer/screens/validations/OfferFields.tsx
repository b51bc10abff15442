import { Checkbox, CloseButton, Select, TextInput } from '@mantine/core';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { t } from '../../strings/index.ts';
import type { OfferDraft } from './shop-draft.ts';
import classes from './validations.module.css';

const words = t.validation.form;
const KINDS = ['minutes', 'percent', 'amount'] as const;

/** One offer in the shop's form. */
export function OfferFields({
  offer,
  number,
  wrong,
  onChange,
  onRemove,
}: {
  readonly offer: OfferDraft;
  readonly number: number;
  readonly wrong: (field: 'label' | 'value') => string | null;
  readonly onChange: (part: Partial<OfferDraft>) => void;
  readonly onRemove: (() => void) | null;
}) {
  const value = {
    label: words.value[offer.kind],
    error: wrong('value'),
    'data-testid': 'offer-value',
  };
  return (
    <fieldset className={classes.offer} aria-label={words.offer(String(number))}>
      <TextInput
        label={words.offerLabel}
        value={offer.label}
        onChange={(event) => onChange({ label: event.currentTarget.value })}
        error={wrong('label')}
        maxLength={60}
        data-testid="offer-label"
      />
      <Select
        label={words.kind}
        data={KINDS.map((kind) => ({ value: kind, label: t.validation.kinds[kind] }))}
        value={offer.kind}
        onChange={(kind) =>
          onChange({ kind: KINDS.find((one) => one === kind) ?? 'minutes', valueText: '' })
        }
        allowDeselect={false}
      />
      {offer.kind === 'amount' ? (
        <MoneyInput
          {...value}
          text={offer.valueText}
          onText={(valueText) => onChange({ valueText })}
        />
      ) : (
        <TextInput
          {...value}
          inputMode="numeric"
          value={offer.valueText}
          onChange={(event) => onChange({ valueText: event.currentTarget.value })}
        />
      )}
      <Checkbox
        className={classes.offerActive ?? ''}
        label={words.offerActive}
        checked={offer.active}
        onChange={(event) => onChange({ active: event.currentTarget.checked })}
      />
      {onRemove !== null && (
        <CloseButton
          className={classes.offerActive ?? ''}
          aria-label={words.removeOffer(offer.label)}
          onClick={onRemove}
        />
      )}
    </fieldset>
  );
}
