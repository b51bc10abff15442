import { useState } from 'react';
import type { StatementPreview } from '#domain/contract/statements.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { tellDone } from '../../../app/notify.tsx';
import { CsvImportDialog } from '../../../components/csv-import/CsvImportDialog.tsx';
import { CsvPreviewRows } from '../../../components/csv-import/CsvPreviewRows.tsx';
import { useCsvImport } from '../../../components/csv-import/use-csv-import.ts';
import { useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import { StatementFields } from './StatementFields.tsx';

const words = t.statements;
const TEST_ID = 'statement';

/** Imports what a payment provider states. */
export function StatementDialog({
  onImported,
  onClose,
}: {
  readonly onImported: () => void;
  readonly onClose: () => void;
}) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const format = useFormat();
  const [party, setParty] = useState('');
  const state = useCsvImport<StatementPreview['mapping'], StatementPreview>({
    preview: async (text, mapping) => {
      const given = mapping !== null && { mapping };
      const told = await client.statements.preview({ lotId, text, ...given });
      setParty((before) => (before === '' ? (told.parties[0]?.id ?? '') : before));
      return told;
    },
    takeIn: async ({ importId, fileName, firstLine, ...part }) => {
      const told =
        importId === null
          ? await client.statements.create({ lotId, fileName, party, ...part })
          : await client.statements.append({ lotId, importId, firstLine, ...part });
      return { importId: told.importId, used: told.lines, dropped: told.dropped };
    },
    onDone: (fileName, { used, dropped }) => {
      const done = words.done(format.number(used), fileName);
      tellDone(
        dropped === 0 ? done : `${done}. ${t.csvImport.doneDropped(format.number(dropped))}`,
      );
      onImported();
      onClose();
    },
  });
  const { preview, share, map } = state;
  const isUsable = preview !== null && preview.lines > 0;
  return (
    <CsvImportDialog
      title={words.dialog}
      hint={words.chooseHint}
      testId={TEST_ID}
      state={state}
      count={isUsable ? countOf(preview, format) : t.csvImport.nothing}
      isReady={isUsable && party !== ''}
      onClose={onClose}
    >
      {preview === null ? null : (
        <>
          <StatementFields
            preview={preview}
            party={party}
            isDisabled={share !== null}
            onParty={setParty}
            onChange={map}
          />
          <PreviewRows preview={preview} />
        </>
      )}
    </CsvImportDialog>
  );
}

type Format = ReturnType<typeof useFormat>;

function countOf({ lines, amountMinor, feeMinor, ...left }: StatementPreview, format: Format) {
  const { passedOver, dropped } = left;
  return [
    words.counted(format.number(lines), format.money(amountMinor), format.money(feeMinor)),
    passedOver === 0 ? '' : words.passedOver(format.number(passedOver)),
    dropped === 0 ? '' : words.dropped(format.number(dropped)),
  ]
    .filter((text) => text !== '')
    .join(' ');
}

function PreviewRows({ preview }: { readonly preview: StatementPreview }) {
  const format = useFormat();
  const { header, rows, problems, dropped } = preview;
  const readAs = ({ read }: StatementPreview['rows'][number]) =>
    read === null
      ? null
      : words.read(
          format.dateTime(read.at),
          read.reference,
          format.money(read.amountMinor),
          format.money(read.feeMinor),
        );
  return (
    <CsvPreviewRows
      header={header}
      rows={rows.map((row) => ({ ...row, readAs: readAs(row) }))}
      problems={problems}
      dropped={dropped}
      testId={TEST_ID}
    />
  );
}
