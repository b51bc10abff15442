import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { HistoryImportRow } from '#domain/contract/history-imports.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { type ImportColumn, ImportedFiles } from '../../../components/csv-import/ImportedFiles.tsx';
import { useBookVersion, useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import { ImportDialog } from './ImportDialog.tsx';

const words = t.historyImport;

/** What was imported for forecasts to learn from; an import can be taken out again. */
export function HistoryImports({ mayImport }: { readonly mayImport: boolean }) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const version = useBookVersion('reporting');
  const format = useFormat();
  const files = useQuery({
    queryKey: ['history-imports', lotId, version],
    queryFn: () => client.historyImports.list({ lotId }),
    placeholderData: keepPreviousData,
  });
  const columns: readonly ImportColumn<HistoryImportRow>[] = [
    {
      title: words.columns.span,
      cell: ({ fromAt, untilAt }) => t.forecast.between(format.date(fromAt), format.date(untilAt)),
    },
    {
      title: words.columns.readings,
      cell: ({ readings }) => format.number(readings),
      isFigure: true,
    },
  ];
  return (
    <ImportedFiles
      words={words}
      files={files}
      columns={columns}
      mayImport={mayImport}
      dialog={(onClose) => <ImportDialog onClose={onClose} />}
      remove={({ id: importId }, commandId) =>
        client.historyImports.remove({ lotId, commandId, importId })
      }
      testId={{
        list: 'history-imports',
        add: 'history-import-add',
        remove: 'history-import-remove',
      }}
    />
  );
}
