import { TextInput } from '@mantine/core';
import { useFormat } from '../../../app/lot-format.ts';
import { t } from '../../../strings/index.ts';
import { type FieldProps, useTypedField } from './use-field.ts';

const { form } = t.tariffs;

/** An amount in the lot's money and way of writing. */
export function MoneyField({ at, label, optional = false, w }: FieldProps) {
  const format = useFormat();
  const field = useTypedField(
    at,
    (value) => (typeof value === 'number' ? plain(format.money(value)) : ''),
    (text) => {
      if (optional && text.trim() === '') return { ok: true, value: undefined };
      const value = format.parseMoney(text);
      return value === null ? { ok: false, message: form.amountWrong } : { ok: true, value };
    },
  );
  return (
    <TextInput
      label={label}
      w={w}
      inputMode="decimal"
      autoComplete="off"
      placeholder={optional ? form.optional : ''}
      value={field.text}
      onChange={(event) => field.type(event.currentTarget.value)}
      error={field.problem}
      data-path={at}
    />
  );
}

/** Without the sign of the currency, which the lot says everywhere else. */
const plain = (money: string) => money.replace(/[^\p{Nd}.,'’]/gu, '');

interface IntProps extends FieldProps {
  readonly least: number;
  readonly most: number;
  /** How many of the draft's units one typed unit is: basis points are hundredths of a percent. */
  readonly scale?: number;
}

/** A whole number; of scaled ones, decimals down to the draft's unit. */
export function NumberField({ at, label, optional = false, w, least, most, scale = 1 }: IntProps) {
  const format = useFormat();
  const field = useTypedField(
    at,
    (value) => (typeof value === 'number' ? String(value / scale) : ''),
    (text) => {
      const typed = text.trim().replace(',', '.');
      if (optional && typed === '') return { ok: true, value: undefined };
      const value = Math.round(Number(typed) * scale * 1e6) / 1e6;
      const isFit = typed !== '' && Number.isInteger(value) && value >= least && value <= most;
      if (isFit) return { ok: true, value };
      const message = form.numberWrong(format.number(least / scale), format.number(most / scale));
      return { ok: false, message };
    },
  );
  return (
    <TextInput
      label={label}
      w={w}
      inputMode={scale === 1 ? 'numeric' : 'decimal'}
      autoComplete="off"
      placeholder={optional ? form.optional : ''}
      value={field.text}
      onChange={(event) => field.type(event.currentTarget.value)}
      error={field.problem}
      data-path={at}
    />
  );
}
