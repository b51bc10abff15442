import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload, IconPrinter, IconX } from '@tabler/icons-react';
import type { ReportAsked } from '#domain/contract/reports.ts';
import { saveBlob } from '../../../components/download.ts';
import { useMay } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import { useLongWork } from './use-long-work.ts';

const words = t.reportView;

type Format = 'csv' | 'csv-bom' | 'xlsx' | 'pdf';

interface Props {
  readonly asked: ReportAsked;
  readonly onSave: () => void;
  readonly onRebuild: () => void;
}

/** The report as a file or on paper, saved under a name, or made anew; a long export can be given up. */
export function TakeAlong({ asked, onSave, onRebuild }: Props) {
  const maySchedule = useMay('report.schedule');
  const mayRebuild = useMay('journal.read');
  const { isBusy, cancel, take, prove } = useExport(asked);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            loading={isBusy}
            leftSection={<IconDownload size={16} aria-hidden />}
            rightSection={<IconChevronDown size={16} aria-hidden />}
            data-testid="report-export"
          >
            {words.export}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void take('pdf')} data-testid="report-export-pdf">
            {words.pdf}
          </Menu.Item>
          <Menu.Item onClick={() => void take('xlsx')} data-testid="report-export-xlsx">
            {words.xlsx}
          </Menu.Item>
          <Menu.Item onClick={() => void take('csv')} data-testid="report-export-csv">
            {words.csv}
          </Menu.Item>
          <Menu.Item onClick={() => void take('csv-bom')}>{words.csvBom}</Menu.Item>
          {asked.report === 'audit' && (
            <Menu.Item onClick={() => void prove()} data-testid="report-export-proof">
              {words.proof}
            </Menu.Item>
          )}
          {(maySchedule || mayRebuild) && <Menu.Divider />}
          {maySchedule && (
            <Menu.Item onClick={onSave} data-testid="report-save">
              {words.saveIt}
            </Menu.Item>
          )}
          {mayRebuild && (
            <Menu.Item onClick={onRebuild} data-testid="report-rebuild">
              {words.rebuild}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isBusy && (
        <Button
          variant="default"
          leftSection={<IconX size={16} aria-hidden />}
          onClick={cancel}
          data-testid="report-export-cancel"
        >
          {words.cancelExport}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => window.print()}
      >
        {t.common.print}
      </Button>
    </>
  );
}

/** Files of a report, and the journal's proof of it. */
function useExport(asked: ReportAsked) {
  const { client } = useStation();
  const { isBusy, run, cancel } = useLongWork();
  const take = (as: Format) =>
    run(async (signal) => {
      const format = as === 'csv-bom' ? 'csv' : as;
      const bom = as === 'csv-bom';
      const file = await client.reports.file({ ...asked, format, bom }, { signal });
      const bytes = Uint8Array.from(atob(file.base64), (character) => character.charCodeAt(0));
      saveBlob(file.fileName, new Blob([bytes], { type: file.type }));
    });
  const prove = () =>
    run(async (signal) => {
      const { report: _, ...about } = asked;
      const parts: string[] = [];
      let name = '';
      for await (const { fileName, text } of await client.journal.proof(about, { signal })) {
        name = fileName;
        parts.push(text);
      }
      saveBlob(name, new Blob(parts, { type: 'application/x-ndjson' }));
    });
  return { isBusy, cancel, take, prove };
}
