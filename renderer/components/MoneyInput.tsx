import { TextInput, type TextInputProps } from '@mantine/core';
import { useFormat } from '../app/lot-format.ts';
import { t } from '../strings/index.ts';

interface Props extends Omit<TextInputProps, 'value' | 'onChange'> {
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** An amount as people type it, in the lot's own way. The caller reads it with `format.parseMoney`. */
export function MoneyInput({ text, onText, error, ...rest }: Props) {
  const format = useFormat();
  const bad = text.trim() !== '' && format.parseMoney(text) === null;
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      value={text}
      onChange={(event) => onText(event.currentTarget.value)}
      error={bad ? t.shift.amountInvalid : error}
      {...rest}
    />
  );
}
