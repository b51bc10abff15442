import {
  ActionIcon,
  Button,
  Fieldset,
  Group,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Text,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { t } from '../../../strings/index.ts';
import { choiceLabel, fieldHelp, fieldLabel } from './field-words.ts';
import {
  fieldKind,
  inShape,
  type Json,
  type Schema,
  shapeName,
  shapeOf,
  startOf,
  withField,
} from './json-schema.ts';
import { type FieldProps, OneValue, WordsField } from './LeafField.tsx';

const words = t.devices.form;
/** More of them are easier kept in a file. */
const SHOWN_MAX_ITEMS = 50;

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

/** One field of a configuration, asked for as its schema says. */
function SchemaField(props: FieldProps) {
  const { name, schema, path, value, onChange, problems } = props;
  const kind = fieldKind(schema);
  switch (kind.kind) {
    case 'fixed':
    case 'unknown':
      return null;
    case 'group':
    case 'variants':
      return (
        <SchemaGroup
          path={path}
          title={fieldLabel(name)}
          schema={schema}
          value={(value ?? {}) as Json}
          onChange={onChange}
          problems={problems}
        />
      );
    case 'list':
      return isOfObjects(kind.items) ? (
        <ObjectList {...props} items={kind.items} list={Array.isArray(value) ? value : []} />
      ) : (
        <WordsField {...props} items={kind.items} />
      );
    case 'boolean':
      return (
        <Switch
          label={fieldLabel(name)}
          description={fieldHelp(name)}
          checked={(value ?? schema.default) === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
          error={problems.get(path)}
          data-testid={`field-${path}`}
        />
      );
    default:
      return <OneValue {...props} kind={kind} />;
  }
}

/** Several things of one shape, such as the sensors of a network. */
function ObjectList(
  props: FieldProps & { readonly items: Schema; readonly list: readonly unknown[] },
) {
  const { items, list, name, path, problems, onChange } = props;
  const problem = problems.get(path);
  const shown = list.slice(0, SHOWN_MAX_ITEMS);
  return (
    <Fieldset legend={fieldLabel(name)}>
      <Stack gap={12}>
        {shown.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items have no name of their own.
          <Group key={index} align="flex-end" wrap="nowrap" gap={8}>
            <div style={{ flex: 1 }}>
              <SchemaGroup
                path={`${path}[${index}]`}
                title={null}
                schema={items}
                value={item as Json}
                onChange={(value) => onChange(list.with(index, value))}
                problems={problems}
              />
            </div>
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={words.removeItem}
              onClick={() => onChange(list.toSpliced(index, 1))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        {list.length > shown.length && (
          <Text size="sm" c="dimmed">
            {words.moreItems(String(list.length - shown.length))}
          </Text>
        )}
        {problem !== undefined && (
          <Text size="sm" c="red" role="alert">
            {problem}
          </Text>
        )}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => onChange([...list, startOf(items) ?? {}])}
          data-testid={`add-${path}`}
        >
          {words.addItem}
        </Button>
      </Stack>
    </Fieldset>
  );
}

function isOfObjects(items: Schema): boolean {
  const { kind } = fieldKind(items);
  return kind === 'group' || kind === 'variants';
}
