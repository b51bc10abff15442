import { Table } from '@mantine/core';
import type { ImportPreview } from '#domain/contract/history-imports.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { t } from '../../../strings/index.ts';
import classes from './forecast.module.css';

const words = t.historyImport;
const PROBLEMS_SHOWN = 20;

/** The first rows with what they are read as, and the rows that are left out with the reason. */
export function ImportPreviewRows({ preview }: { readonly preview: ImportPreview }) {
  const format = useFormat();
  const { header, rows, series, problems, dropped } = preview;
  const names = new Map(series.map(({ id, name }) => [id, name]));
  const columns = header.map((name, index) => ({ id: index, name }));
  const shown = problems.slice(0, PROBLEMS_SHOWN);
  return (
    <>
      <section aria-label={words.preview} className={classes.rows}>
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
            {rows.map(({ line, cells, reading }) => (
              <Table.Tr key={line}>
                <Table.Td>{format.number(line)}</Table.Td>
                {columns.map(({ id }) => (
                  <Table.Td key={id}>{cells[id] ?? ''}</Table.Td>
                ))}
                <Table.Td className={reading === null ? classes.left : undefined}>
                  {reading === null
                    ? words.leftOut
                    : words.read(
                        `${format.date(reading.at)}, ${format.time(reading.at)}`,
                        format.number(reading.inside),
                        format.number(reading.capacity),
                        names.get(reading.series) ?? reading.series,
                      )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {shown.length > 0 && (
        <section aria-label={words.problems}>
          <h4>{words.problems}</h4>
          <ul className={classes.problems} data-testid="history-import-problems">
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
