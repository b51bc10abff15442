import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { StatementRow } from '#domain/contract/statements.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { type ImportColumn, ImportedFiles } from '../../../components/csv-import/ImportedFiles.tsx';
import { useBookVersion, useLot, useMay } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import type { Format } from '../../../strings/format.ts';
import { t } from '../../../strings/index.ts';
import { StatementDialog } from './StatementDialog.tsx';

const words = t.statements;

/** Statements of payment providers that the revenue report is set against; one can be taken out again. */
export function StatementImports({ onChanged }: { readonly onChanged: () => void }) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const version = useBookVersion('reporting');
  const mayImport = useMay('statement.import');
  const format = useFormat();
  const files = useQuery({
    queryKey: ['statements', lotId, version],
    queryFn: () => client.statements.list({ lotId }),
    placeholderData: keepPreviousData,
  });
  return (
    <ImportedFiles
      words={words}
      files={files}
      columns={columnsOf(format)}
      mayImport={mayImport}
      dialog={(onClose) => <StatementDialog onImported={onChanged} onClose={onClose} />}
      remove={({ id: importId }, commandId) =>
        client.statements.remove({ lotId, commandId, importId })
      }
      onRemoved={onChanged}
      testId={{ list: 'statements', add: 'statement-add', remove: 'statement-remove' }}
    />
  );
}

function columnsOf(format: Format): readonly ImportColumn<StatementRow>[] {
  const { columns } = words;
  return [
    { title: columns.party, cell: ({ partyName }) => partyName },
    {
      title: columns.span,
      cell: ({ fromAt, untilAt }) => t.forecast.between(format.date(fromAt), format.date(untilAt)),
    },
    { title: columns.lines, cell: ({ lines }) => format.number(lines), isFigure: true },
    {
      title: columns.amount,
      cell: ({ amountMinor }) => format.money(amountMinor),
      isFigure: true,
    },
    { title: columns.fee, cell: ({ feeMinor }) => format.money(feeMinor), isFigure: true },
  ];
}
