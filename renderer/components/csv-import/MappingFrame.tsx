import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../strings/index.ts';
import classes from './csv-import.module.css';

const words = t.csvImport;

interface Props {
  readonly hasHeader: boolean;
  readonly isDisabled: boolean;
  readonly onHeader: (hasHeader: boolean) => void;
  /** A field for each column. */
  readonly fields: ReactNode;
  /** What else there is to say. */
  readonly children?: ReactNode;
}

/** Which column says what. */
export function MappingFrame({ hasHeader, isDisabled, onHeader, fields, children }: Props) {
  return (
    <fieldset className={classes.mapping}>
      <legend>{words.map}</legend>
      <div className={classes.fields}>{fields}</div>
      <Checkbox
        mt="xs"
        label={words.hasHeader}
        checked={hasHeader}
        disabled={isDisabled}
        onChange={({ currentTarget }) => onHeader(currentTarget.checked)}
      />
      {children}
    </fieldset>
  );
}
