import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { t } from '../../../strings/index.ts';
import { useDraft } from '../draft/draft-store.ts';
import type { Path } from '../draft/paths.ts';
import classes from '../tariffs.module.css';
import { useField } from './use-field.ts';

interface Props {
  readonly at: Path;
  /** What one row is called, such as "cap". */
  readonly what: string;
  readonly most: number;
  /** The list is taken away with its last row; otherwise one row stays. */
  readonly mayBeEmpty: boolean;
  readonly nameOf: (index: number, item: unknown) => string;
  /** What a new row holds; the rows there are help to guess it. */
  readonly make: (items: readonly unknown[]) => unknown;
  /** A new row comes before the last one, where the last has no end. */
  readonly beforeLast?: (last: unknown) => boolean;
  readonly children: (path: Path, index: number, item: unknown) => ReactNode;
}

/** Rows of one kind, added and removed. */
export function RowList(props: Props) {
  const { at, what, most, mayBeEmpty, nameOf, make, beforeLast, children } = props;
  const { value, problem, put } = useField(at);
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const set = useDraft((state) => state.set);
  const add = () => {
    const isBefore = beforeLast?.(items.at(-1)) === true;
    const place = isBefore ? items.length - 1 : items.length;
    put(items.toSpliced(place, 0, make(items)));
  };
  const remove = (index: number) => {
    const rest = items.toSpliced(index, 1);
    set(at, rest.length === 0 && mayBeEmpty ? undefined : rest);
  };
  return (
    <div className={classes.rows} data-path={at}>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a tariff have no ids of their own.
        <div key={index} className={classes.row}>
          {children(`${at}[${index}]`, index, item)}
          {(mayBeEmpty || items.length > 1) && (
            <ActionIcon
              className={classes.rowEnd ?? ''}
              variant="subtle"
              aria-label={t.tariffs.form.remove(nameOf(index, item))}
              onClick={() => remove(index)}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      {problem !== null && <p className={classes.problem}>{problem}</p>}
      {items.length < most && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={add}
          className={classes.add ?? ''}
        >
          {what}
        </Button>
      )}
    </div>
  );
}
