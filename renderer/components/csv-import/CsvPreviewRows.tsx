import { Table } from '@mantine/core';
import { useFormat } from '../../app/lot-format.ts';
import { t } from '../../strings/index.ts';
import classes from './csv-import.module.css';

const words = t.csvImport;
const PROBLEMS_SHOWN = 20;

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
  /** What it is read as; null for one that is left out. */
  readonly readAs: string | null;
}

interface Problem {
  readonly line: number;
  readonly column: number;
  readonly sentence: string;
}

interface Props {
  readonly header: readonly string[];
  readonly rows: readonly Row[];
  readonly problems: readonly Problem[];
  /** How many rows are left out, of which some are named. */
  readonly dropped: number;
  readonly testId: string;
}

/** The first rows with what they are read as, and the rows that are left out with the reason. */
export function CsvPreviewRows({ header, rows, problems, dropped, testId }: Props) {
  const format = useFormat();
  const columns = header.map((name, index) => ({ id: index, name }));
  const shown = problems.slice(0, PROBLEMS_SHOWN);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard. */}
      <section aria-label={words.preview} className={classes.rows} tabIndex={0}>
        <Table className={classes.table} withTableBorder>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.line}</Table.Th>
              {columns.map(({ id, name }) => (
                <Table.Th key={id}>{name}</Table.Th>
              ))}
              <Table.Th>{words.readAs}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ line, cells, readAs }) => (
              <Table.Tr key={line}>
                <Table.Td>{format.number(line)}</Table.Td>
                {columns.map(({ id }) => (
                  <Table.Td key={id}>{cells[id] ?? ''}</Table.Td>
                ))}
                <Table.Td className={readAs === null ? classes.soft : undefined}>
                  {readAs ?? words.leftOut}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {shown.length > 0 && (
        <section aria-label={words.problems}>
          <h4>{words.problems}</h4>
          <ul className={classes.problems} data-testid={`${testId}-problems`}>
            {shown.map(({ line, column, sentence }) => (
              <li key={line}>
                {words.problemAt(format.number(line), header[column] ?? String(column + 1))}:{' '}
                {sentence}
              </li>
            ))}
            {dropped > shown.length && (
              <li>{words.moreProblems(format.number(dropped - shown.length))}</li>
            )}
          </ul>
        </section>
      )}
    </>
  );
}
