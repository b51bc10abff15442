import { Button, Table } from '@mantine/core';
import { IconFileImport, IconTrash } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { StatementRow } from '#domain/contract/statements.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { tellDone } from '../../../app/notify.tsx';
import { RemoveDialog } from '../../../components/RemoveDialog.tsx';
import { useBookVersion, useLot, useMay, useTakesCommands } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import { StatementDialog } from './StatementDialog.tsx';
import classes from './statements.module.css';

const words = t.statements;

/** Statements of payment providers that the revenue report is set against; one can be taken out again. */
export function StatementImports({ onChanged }: { readonly onChanged: () => void }) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const version = useBookVersion('reporting');
  const mayImport = useMay('statement.import');
  const takes = useTakesCommands();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<StatementRow | null>(null);
  const list = useQuery({
    queryKey: ['statements', lotId, version],
    queryFn: () => client.statements.list({ lotId }),
    placeholderData: keepPreviousData,
  });
  const statements = list.data ?? [];
  return (
    <section className={classes.statements} aria-label={words.title} data-testid="statements">
      <header className={classes.head}>
        <h3>{words.title}</h3>
        {mayImport && (
          <Button
            variant="default"
            leftSection={<IconFileImport size={16} aria-hidden />}
            disabled={!takes}
            onClick={() => setAdding(true)}
            data-testid="statement-add"
          >
            {words.add}
          </Button>
        )}
      </header>
      <p className={classes.lead}>
        {statements.length === 0 ? `${words.none} ${words.lead}` : words.lead}
      </p>
      {statements.length > 0 && (
        <StatementTable
          statements={statements}
          onRemove={mayImport && takes ? setRemoving : null}
        />
      )}
      {adding && <StatementDialog onImported={onChanged} onClose={() => setAdding(false)} />}
      {removing !== null && (
        <RemoveDialog
          title={words.removeTitle(removing.fileName)}
          hint={words.removeHint}
          confirm={words.remove}
          testId="statement-remove"
          remove={(commandId) =>
            client.statements.remove({ lotId, commandId, importId: removing.id })
          }
          onRemoved={() => {
            tellDone(words.removed(removing.fileName));
            onChanged();
          }}
          onClose={() => setRemoving(null)}
        />
      )}
    </section>
  );
}

function StatementTable({
  statements,
  onRemove,
}: {
  readonly statements: readonly StatementRow[];
  readonly onRemove: ((statement: StatementRow) => void) | null;
}) {
  const format = useFormat();
  const { columns } = words;
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table className={classes.table} verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.file}</Table.Th>
            <Table.Th>{columns.party}</Table.Th>
            <Table.Th>{columns.span}</Table.Th>
            <Table.Th className={classes.right}>{columns.lines}</Table.Th>
            <Table.Th className={classes.right}>{columns.amount}</Table.Th>
            <Table.Th className={classes.right}>{columns.fee}</Table.Th>
            <Table.Th>{columns.by}</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {statements.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>{one.fileName}</Table.Td>
              <Table.Td>{one.partyName}</Table.Td>
              <Table.Td>
                {t.forecast.between(format.date(one.fromAt), format.date(one.untilAt))}
              </Table.Td>
              <Table.Td className={classes.right}>{format.number(one.lines)}</Table.Td>
              <Table.Td className={classes.right}>{format.money(one.amountMinor)}</Table.Td>
              <Table.Td className={classes.right}>{format.money(one.feeMinor)}</Table.Td>
              <Table.Td>
                {one.by}, {format.dateTime(one.at)}
              </Table.Td>
              <Table.Td className={classes.right}>
                {onRemove !== null && (
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    leftSection={<IconTrash size={16} aria-hidden />}
                    onClick={() => onRemove(one)}
                  >
                    {words.remove}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
