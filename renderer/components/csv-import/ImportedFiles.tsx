import { Button, Table } from '@mantine/core';
import { IconFileImport, IconTrash } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useTakesCommands } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { RemoveDialog } from '../RemoveDialog.tsx';
import classes from './csv-import.module.css';

/** What is known of every file that was imported; times in epoch milliseconds. */
export interface ImportedFile {
  readonly id: string;
  readonly fileName: string;
  readonly fromAt: number;
  readonly untilAt: number;
  readonly by: string;
  readonly at: number;
}

/** A column between the file's name and who imported it. */
export interface ImportColumn<File> {
  readonly title: string;
  readonly cell: (file: File) => ReactNode;
  readonly isFigure?: boolean;
}

export interface ImportWords {
  readonly title: string;
  readonly lead: string;
  readonly none: string;
  readonly failed: string;
  readonly add: string;
  readonly columns: { readonly file: string; readonly by: string };
  readonly remove: string;
  readonly removeTitle: (name: string) => string;
  readonly removeHint: string;
  readonly removed: (name: string) => string;
}

interface Props<File extends ImportedFile> {
  readonly words: ImportWords;
  readonly files: UseQueryResult<readonly File[]>;
  readonly columns: readonly ImportColumn<File>[];
  readonly mayImport: boolean;
  /** The dialog that imports another file. */
  readonly dialog: (onClose: () => void) => ReactNode;
  readonly remove: (file: File, commandId: string) => Promise<unknown>;
  readonly onRemoved?: () => void;
  readonly testId: { readonly list: string; readonly add: string; readonly remove: string };
}

/** The files that were imported: another can be added, and each can be taken out again. */
export function ImportedFiles<File extends ImportedFile>(props: Props<File>) {
  const { words, files, columns, mayImport, dialog, remove, onRemoved, testId } = props;
  const takes = useTakesCommands();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<File | null>(null);
  const rows = files.data ?? [];
  return (
    <section className={classes.files} aria-label={words.title} data-testid={testId.list}>
      <header className={classes.filesHead}>
        <h3>{words.title}</h3>
        {mayImport && (
          <Button
            variant="default"
            leftSection={<IconFileImport size={16} aria-hidden />}
            disabled={!takes}
            onClick={() => setAdding(true)}
            data-testid={testId.add}
          >
            {words.add}
          </Button>
        )}
      </header>
      {files.isError ? (
        <p role="alert">
          {words.failed}{' '}
          <Button size="compact-sm" variant="default" onClick={() => void files.refetch()}>
            {t.common.retry}
          </Button>
        </p>
      ) : (
        <p className={classes.filesLead}>
          {files.isSuccess && rows.length === 0 ? `${words.none} ${words.lead}` : words.lead}
        </p>
      )}
      {rows.length > 0 && (
        <FileTable
          words={words}
          rows={rows}
          columns={columns}
          onRemove={mayImport && takes ? setRemoving : null}
        />
      )}
      {adding && dialog(() => setAdding(false))}
      {removing !== null && (
        <RemoveDialog
          title={words.removeTitle(removing.fileName)}
          hint={words.removeHint}
          confirm={words.remove}
          testId={testId.remove}
          remove={(commandId) => remove(removing, commandId)}
          onRemoved={() => {
            tellDone(words.removed(removing.fileName));
            onRemoved?.();
          }}
          onClose={() => setRemoving(null)}
        />
      )}
    </section>
  );
}

interface TableProps<File> extends Pick<Props<File & ImportedFile>, 'words' | 'columns'> {
  readonly rows: readonly File[];
  readonly onRemove: ((file: File) => void) | null;
}

function FileTable<File extends ImportedFile>({
  words,
  columns,
  rows,
  onRemove,
}: TableProps<File>) {
  const format = useFormat();
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table className={classes.filesTable} verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.columns.file}</Table.Th>
            {columns.map(({ title, isFigure }) => (
              <Table.Th key={title} ta={isFigure === true ? 'right' : 'left'}>
                {title}
              </Table.Th>
            ))}
            <Table.Th>{words.columns.by}</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>{one.fileName}</Table.Td>
              {columns.map(({ title, cell, isFigure }) => (
                <Table.Td key={title} ta={isFigure === true ? 'right' : 'left'}>
                  {cell(one)}
                </Table.Td>
              ))}
              <Table.Td>
                {one.by}, {format.dateTime(one.at)}
              </Table.Td>
              <Table.Td ta="right">
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
