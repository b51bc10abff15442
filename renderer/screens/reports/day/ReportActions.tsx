import { Button, Group } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import type { REPORTS } from '#domain/contract/operations.ts';
import { tellProblem } from '../../../app/notify.tsx';
import { saveText } from '../../../components/download.ts';
import { useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';

type ReportName = (typeof REPORTS)[number];

/** Takes the day along: as files, or on paper. */
export function ReportActions({ day }: { readonly day: string }) {
  const { client } = useStation();
  const lot = useLot();
  const [busy, setBusy] = useState<ReportName | null>(null);
  const save = async (report: ReportName) => {
    setBusy(report);
    try {
      const { fileName, text } = await client.reports.csv({ lotId: lot.id, report, date: day });
      saveText(fileName, text, 'text/csv;charset=utf-8');
    } catch (cause) {
      tellProblem(cause);
    } finally {
      setBusy(null);
    }
  };
  const csv = (report: ReportName, label: string) => (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      loading={busy === report}
      onClick={() => void save(report)}
      data-testid={`report-csv-${report}`}
    >
      {label}
    </Button>
  );
  return (
    <Group gap={8}>
      {csv('summary', t.reports.csvHours)}
      {csv('sessions', t.reports.csvSessions)}
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => window.print()}
      >
        {t.common.print}
      </Button>
    </Group>
  );
}
