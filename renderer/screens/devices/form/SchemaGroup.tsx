import { Fieldset, Select, SimpleGrid, Stack } from '@mantine/core';
import { choiceLabel, fieldLabel } from './field-words.ts';
import {
  fieldKind,
  inShape,
  type Json,
  type Schema,
  shapeName,
  shapeOf,
  withField,
} from './json-schema.ts';
import { SchemaField } from './SchemaField.tsx';

interface Props {
  readonly path: string;
  /** Null: the fields stand alone, without a frame. */
  readonly title: string | null;
  readonly schema: Schema;
  readonly value: Json;
  readonly onChange: (value: Json) => void;
  readonly problems: ReadonlyMap<string, string>;
  /** Asked for elsewhere. */
  readonly without?: ReadonlySet<string>;
}

/** Fields that belong together; where there are several shapes of them, the shape first. */
export function SchemaGroup({ path, title, schema, value, onChange, problems, without }: Props) {
  const kind = fieldKind(schema);
  const shape = kind.kind === 'variants' ? (shapeOf(kind.shapes, kind.by, value) ?? {}) : schema;
  const fields = Object.entries(shape.properties ?? {}).filter(
    ([name]) => without?.has(name) !== true,
  );
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  const body = (
    <Stack gap={12}>
      {kind.kind === 'variants' && (
        <Select
          label={fieldLabel(kind.by)}
          withAsterisk
          data={kind.shapes.map((one) => ({
            value: shapeName(one, kind.by),
            label: choiceLabel(shapeName(one, kind.by)),
          }))}
          value={shapeName(shape, kind.by)}
          onChange={(chosen) => {
            const next = kind.shapes.find((one) => shapeName(one, kind.by) === chosen);
            if (next !== undefined) onChange(inShape(next, kind.by, value));
          }}
          data-testid={`field-${at(kind.by)}`}
        />
      )}
      <SimpleGrid cols={{ base: 1, sm: title === null ? 1 : 2 }} spacing={12} verticalSpacing={12}>
        {fields.map(([name, inner]) => (
          <SchemaField
            key={name}
            path={at(name)}
            name={name}
            schema={inner}
            isNeeded={shape.required?.includes(name) === true}
            value={value[name]}
            onChange={(field) => onChange(withField(value, name, field))}
            problems={problems}
          />
        ))}
      </SimpleGrid>
    </Stack>
  );
  return title === null ? body : <Fieldset legend={title}>{body}</Fieldset>;
}
