import { Select } from '@mantine/core';
import { useFormat } from '../../app/lot-format.ts';
import { t } from '../../strings/index.ts';
import classes from './csv-import.module.css';

const words = t.csvImport;

interface Props {
  readonly label: string;
  /** What stands in a column, and how often. */
  readonly names: readonly { readonly name: string; readonly rows: number }[];
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly choiceOf: (name: string) => string;
  readonly isDisabled: boolean;
  readonly onChange: (name: string, value: string) => void;
}

/** What each name that a file uses stands for. */
export function NameChoices(props: Props) {
  const { label, names, choices, choiceOf, isDisabled, onChange } = props;
  const format = useFormat();
  return (
    <section className={classes.names} aria-label={label}>
      {names.flatMap(({ name, rows }) => [
        <span key={`${name} name`}>{name}</span>,
        <span key={`${name} rows`}>{words.nameRows(format.number(rows))}</span>,
        <Select
          key={`${name} choice`}
          aria-label={name}
          data={[...choices]}
          allowDeselect={false}
          disabled={isDisabled}
          value={choiceOf(name)}
          onChange={(value) => onChange(name, value ?? '')}
        />,
      ])}
    </section>
  );
}
