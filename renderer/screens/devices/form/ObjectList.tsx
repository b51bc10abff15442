import { ActionIcon, Button, Fieldset, Group, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { t } from '../../../strings/index.ts';
import { fieldLabel } from './field-words.ts';
import { type Json, type Schema, startOf } from './json-schema.ts';
import type { FieldProps } from './SchemaField.tsx';
import { SchemaGroup } from './SchemaGroup.tsx';

const words = t.devices.form;
/** More of them are easier kept in a file. */
const SHOWN_MAX_ITEMS = 50;

/** Several things of one shape, such as the sensors of a network. */
export function ObjectList(
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
