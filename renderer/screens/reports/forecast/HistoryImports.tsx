import { Button, Table } from '@mantine/core';
import { IconFileImport, IconTrash } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { HistoryImportRow } from '#domain/contract/history-imports.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { tellDone } from '../../../app/notify.tsx';
import { RemoveDialog } from '../../../components/RemoveDialog.tsx';
import { useBookVersion, useLot, useTakesCommands } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import classes from './forecast.module.css';
import { ImportDialog } from './ImportDialog.tsx';

const words = t.historyImport;

/** What was imported for forecasts to learn from; an import can be taken out again. */
export function HistoryImports({ mayImport }: { readonly mayImport: boolean }) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const version = useBookVersion('reporting');
  const takes = useTakesCommands();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<HistoryImportRow | null>(null);
  const list = useQuery({
    queryKey: ['history-imports', lotId, version],
    queryFn: () => client.historyImports.list({ lotId }),
    placeholderData: keepPreviousData,
  });
  const imports = list.data ?? [];
  return (
    <section className={classes.imports} aria-label={words.title} data-testid="history-imports">
      <header className={classes.importHead}>
        <h3>{words.title}</h3>
        <span className={classes.grow} />
        {mayImport && (
          <Button
            variant="default"
            leftSection={<IconFileImport size={16} aria-hidden />}
            disabled={!takes}
            onClick={() => setAdding(true)}
            data-testid="history-import-add"
          >
            {words.add}
          </Button>
        )}
      </header>
      <p className={classes.left}>
        {imports.length === 0 ? `${words.none} ${words.lead}` : words.lead}
      </p>
      {imports.length > 0 && (
        <ImportTable imports={imports} onRemove={mayImport && takes ? setRemoving : null} />
      )}
      {adding && <ImportDialog onClose={() => setAdding(false)} />}
      {removing !== null && (
        <RemoveDialog
          title={words.removeTitle(removing.fileName)}
          hint={words.removeHint}
          confirm={words.remove}
          testId="history-import-remove"
          remove={(commandId) =>
            client.historyImports.remove({ lotId, commandId, importId: removing.id })
          }
          onRemoved={() => tellDone(words.removed(removing.fileName))}
          onClose={() => setRemoving(null)}
        />
      )}
    </section>
  );
}

function ImportTable({
  imports,
  onRemove,
}: {
  readonly imports: readonly HistoryImportRow[];
  readonly onRemove: ((imported: HistoryImportRow) => void) | null;
}) {
  const format = useFormat();
  return (
    <Table className={classes.table} verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.columns.file}</Table.Th>
          <Table.Th>{words.columns.span}</Table.Th>
          <Table.Th className={classes.right}>{words.columns.readings}</Table.Th>
          <Table.Th>{words.columns.by}</Table.Th>
          <Table.Th />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {imports.map((one) => (
          <Table.Tr key={one.id}>
            <Table.Td>{one.fileName}</Table.Td>
            <Table.Td>
              {t.forecast.between(format.date(one.fromAt), format.date(one.untilAt))}
            </Table.Td>
            <Table.Td className={classes.right}>{format.number(one.readings)}</Table.Td>
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
  );
}
