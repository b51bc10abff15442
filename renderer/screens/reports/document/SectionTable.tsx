import { Table } from '@mantine/core';
import type { Drill, ReportSection, ValueKind } from '#domain/reports/document.ts';
import { isNumeric } from '#domain/reports/format.ts';
import { t } from '../../../strings/index.ts';
import classes from './document.module.css';
import type { Write } from './write.ts';

/** Never broken into lines. */
const WHOLE: ReadonlySet<ValueKind> = new Set(['instant', 'day', 'plate']);

/** Longer texts get a wide column, so that a row stays a few lines high. */
const LONG_CHARS = 60;

/** What a row leads to, and how it is called. */
export type OpenDrill = (drill: Drill, what: string, lotId: string | undefined) => void;

/** Every figure of a section. A row with something behind it opens by click and by Enter. */
export function SectionTable({
  section,
  write,
  onDrill,
}: {
  readonly section: ReportSection;
  readonly write: Write;
  readonly onDrill: OpenDrill;
}) {
  const { columns, rows, totals, drills, lotIds, title } = section;
  const hasDrills = drills?.some((drill) => drill !== null) === true;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section className={classes.tableFrame} tabIndex={0} aria-label={t.reportView.scrolls(title)}>
      <Table className={classes.table} aria-label={title}>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ id, label, kind }) => (
              <Table.Th key={id} data-right={isNumeric(kind) || undefined}>
                {label}
              </Table.Th>
            ))}
            {hasDrills && <Table.Th className={classes.screenOnly} />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, place) => {
            const drill = drills?.[place] ?? null;
            const what = write(columns[0]?.kind ?? 'text', row[0] ?? null);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a report stand where they stand.
              <Table.Tr key={place}>
                {columns.map(({ id, kind }, index) => {
                  const text = write(kind, row[index] ?? null);
                  return (
                    <Table.Td
                      key={id}
                      data-right={isNumeric(kind) || undefined}
                      data-whole={WHOLE.has(kind) || undefined}
                      data-long={text.length > LONG_CHARS || undefined}
                    >
                      {text}
                    </Table.Td>
                  );
                })}
                {hasDrills && (
                  <Table.Td className={classes.screenOnly}>
                    {drill !== null && (
                      <button
                        type="button"
                        className={classes.drill}
                        aria-label={t.reportView.drillOf(what)}
                        onClick={() => onDrill(drill, what, lotIds?.[place])}
                      >
                        ›
                      </button>
                    )}
                  </Table.Td>
                )}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
        {totals !== null && rows.length > 0 && (
          <Table.Tfoot>
            <Table.Tr>
              {columns.map(({ id, kind }, index) => (
                <Table.Th key={id} data-right={isNumeric(kind) || undefined}>
                  {totals[index] === null ? '' : write(kind, totals[index] ?? null)}
                </Table.Th>
              ))}
              {hasDrills && <Table.Th className={classes.screenOnly} />}
            </Table.Tr>
          </Table.Tfoot>
        )}
      </Table>
    </section>
  );
}
