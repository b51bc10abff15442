import type { ImportPreview } from '#domain/contract/history-imports.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { tellDone } from '../../../app/notify.tsx';
import { CsvImportDialog } from '../../../components/csv-import/CsvImportDialog.tsx';
import { CsvPreviewRows } from '../../../components/csv-import/CsvPreviewRows.tsx';
import { useCsvImport } from '../../../components/csv-import/use-csv-import.ts';
import { useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import { MappingFields } from './MappingFields.tsx';

const words = t.historyImport;
const TEST_ID = 'history-import';

/** Imports how full the lot was before. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const format = useFormat();
  const state = useCsvImport<ImportPreview['mapping'], ImportPreview>({
    preview: (text, mapping) =>
      client.historyImports.preview({ lotId, text, ...(mapping !== null && { mapping }) }),
    takeIn: async ({ importId, fileName, firstLine, ...part }) => {
      const told =
        importId === null
          ? await client.historyImports.create({ lotId, fileName, ...part })
          : await client.historyImports.append({ lotId, importId, firstLine, ...part });
      return { importId: told.importId, used: told.readings, dropped: told.dropped };
    },
    onDone: (fileName, { used, dropped }) => {
      const done = words.done(format.number(used), fileName);
      tellDone(
        dropped === 0 ? done : `${done}. ${t.csvImport.doneDropped(format.number(dropped))}`,
      );
      onClose();
    },
  });
  const { preview, share, map } = state;
  const { readings = 0, dropped = 0 } = preview ?? {};
  return (
    <CsvImportDialog
      title={words.dialog}
      hint={words.chooseHint}
      testId={TEST_ID}
      state={state}
      count={
        readings === 0
          ? t.csvImport.nothing
          : words.counted(format.number(readings), format.number(dropped))
      }
      isReady={readings > 0}
      onClose={onClose}
    >
      {preview === null ? null : (
        <>
          <MappingFields preview={preview} isDisabled={share !== null} onChange={map} />
          <PreviewRows preview={preview} />
        </>
      )}
    </CsvImportDialog>
  );
}

function PreviewRows({ preview }: { readonly preview: ImportPreview }) {
  const format = useFormat();
  const { header, rows, series, problems, dropped } = preview;
  const names = new Map(series.map(({ id, name }) => [id, name]));
  const readAs = ({ reading }: ImportPreview['rows'][number]) =>
    reading === null
      ? null
      : words.read(
          `${format.date(reading.at)}, ${format.time(reading.at)}`,
          format.number(reading.inside),
          format.number(reading.capacity),
          names.get(reading.series) ?? reading.series,
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
