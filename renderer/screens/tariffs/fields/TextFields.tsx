import { TextInput } from '@mantine/core';
import { t } from '../../../strings/index.ts';
import { type FieldProps, useField } from './use-field.ts';

/** A name, an id, a clock time: what stands in the field stands in the draft. */
export function TextField({
  at,
  label,
  optional = false,
  w,
  placeholder,
}: FieldProps & { readonly placeholder?: string }) {
  const { value, problem, put } = useField(at);
  return (
    <TextInput
      label={label}
      w={w}
      autoComplete="off"
      placeholder={placeholder ?? (optional ? t.tariffs.form.optional : '')}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => {
        const text = event.currentTarget.value;
        put(optional && text === '' ? undefined : text);
      }}
      error={problem}
      data-path={at}
    />
  );
}

/** A wall-clock time `HH:MM`, as the lot's clock shows it. */
export function ClockField(props: FieldProps) {
  return <TextField w={88} placeholder="00:00" {...props} />;
}

/** Two clock times that begin and end a window. An optional one is there or not as a whole. */
export function ClockWindowField({ at, label, optional = false }: FieldProps) {
  const { value, problem, put } = useField(at);
  const { from = '', to = '' } = (value ?? {}) as { from?: string; to?: string };
  const change = (part: { from?: string; to?: string }) => {
    const next = { from, to, ...part };
    put(optional && next.from === '' && next.to === '' ? undefined : next);
  };
  const fromField = useField(`${at}.from`);
  const toField = useField(`${at}.to`);
  return (
    <div style={{ display: 'flex', gap: 8, alignItems: 'start' }}>
      <TextInput
        label={`${label}: ${t.tariffs.form.from.toLowerCase()}`}
        w={168}
        placeholder={optional ? t.tariffs.form.optional : '00:00'}
        value={from}
        onChange={(event) => change({ from: event.currentTarget.value })}
        error={fromField.problem ?? problem}
        data-path={`${at}.from`}
      />
      <TextInput
        label={t.tariffs.form.to.toLowerCase()}
        w={88}
        placeholder={optional ? t.tariffs.form.optional : '24:00'}
        value={to}
        onChange={(event) => change({ to: event.currentTarget.value })}
        error={toField.problem}
        data-path={`${at}.to`}
      />
    </div>
  );
}
