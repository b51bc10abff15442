import { MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { useLot } from '../../../link/hooks.ts';
import { choiceLabel, fieldHelp, fieldLabel } from './field-words.ts';
import { type FieldKind, fieldKind, type Schema, wordOf } from './json-schema.ts';
import { SerialPathField } from './SerialPathField.tsx';

export interface FieldProps {
  /** From the top of the configuration, as problems name it. */
  readonly path: string;
  readonly name: string;
  readonly schema: Schema;
  readonly isNeeded: boolean;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly problems: ReadonlyMap<string, string>;
}

function shared({ name, path, schema, isNeeded, problems }: FieldProps) {
  const { default: preset } = schema;
  return {
    label: fieldLabel(name),
    description: fieldHelp(name),
    withAsterisk: isNeeded,
    error: problems.get(path),
    placeholder: presetText(preset),
    'data-testid': `field-${path}`,
  };
}

/** What holds when nothing is said, where that can be written in a line. */
function presetText(preset: unknown): string | undefined {
  if (Array.isArray(preset)) return preset.map(String).join(', ');
  return typeof preset === 'string' || typeof preset === 'number' ? String(preset) : undefined;
}

/** A field with one value: a text, a number, a choice, or something of the lot. */
export function OneValue(props: FieldProps & { readonly kind: FieldKind }) {
  const { kind, name, schema, value, onChange, isNeeded } = props;
  const lot = useLot();
  const things = thingsOf(name, lot);
  if (things !== null) {
    return (
      <Select
        {...shared(props)}
        searchable
        clearable={!isNeeded}
        limit={200}
        data={things.map(({ id, label }) => ({ value: id, label }))}
        value={typeof value === 'string' ? value : null}
        onChange={(chosen) => onChange(chosen ?? undefined)}
      />
    );
  }
  if (kind.kind === 'choice') {
    const preset = schema.default === undefined ? undefined : choiceLabel(schema.default);
    return (
      <Select
        {...shared(props)}
        placeholder={preset}
        clearable={!isNeeded}
        data={kind.values.map((one) => ({ value: String(one), label: choiceLabel(one) }))}
        value={value === undefined || value === null ? null : String(value)}
        onChange={(chosen) => onChange(kind.values.find((one) => String(one) === chosen))}
      />
    );
  }
  if (kind.kind === 'number')
    return (
      <NumberInput
        {...shared(props)}
        allowDecimal={!kind.isWhole}
        hideControls
        value={typeof value === 'number' ? value : ''}
        onChange={(typed) => onChange(typed === '' ? undefined : Number(typed))}
      />
    );
  if (props.path.endsWith('serial.path'))
    return <SerialPathField {...shared(props)} value={value} onChange={onChange} />;
  return (
    <TextInput
      {...shared(props)}
      autoComplete="off"
      spellCheck={false}
      maxLength={schema.maxLength}
      value={value === undefined || value === null ? '' : String(value)}
      onChange={(event) => onChange(textOf(event.currentTarget.value, kind))}
    />
  );
}

/** What an id may name: the lot's own lanes, slots and zones; null for any other field. */
function thingsOf(
  name: string,
  { lanes, slots, zones }: LotFile,
): readonly { readonly id: string; readonly label: string }[] | null {
  if (/laneId$/iu.test(name)) return lanes;
  if (/slotId$/iu.test(name)) return slots;
  return /zoneId$/iu.test(name) ? zones : null;
}

function textOf(typed: string, { kind }: FieldKind): unknown {
  if (typed === '') return undefined;
  return kind === 'word' ? wordOf(typed) : typed;
}

/** Several words, or several slots. */
export function WordsField(props: FieldProps & { readonly items: Schema }) {
  const { items, name, value, onChange } = props;
  const { slots } = useLot();
  const list = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const kind = fieldKind(items);
  const put = (texts: readonly unknown[]) => onChange(texts.length === 0 ? undefined : texts);
  if (name === 'slotIds')
    return (
      <MultiSelect
        {...shared(props)}
        searchable
        limit={200}
        data={slots.map(({ id, label }) => ({ value: id, label }))}
        value={list.map(String)}
        onChange={put}
      />
    );
  return (
    <TagsInput
      {...shared(props)}
      maxTags={props.schema.maxItems}
      value={list.map(String)}
      onChange={(texts) => put(texts.map((text) => (kind.kind === 'text' ? text : wordOf(text))))}
    />
  );
}
