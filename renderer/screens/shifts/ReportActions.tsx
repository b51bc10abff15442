import { Button } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { tellProblem } from '../../app/notify.tsx';
import { saveText } from '../../components/download.ts';
import { printElement } from '../../components/print-element.ts';
import { useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';

const words = t.shiftReport;

interface Props {
  readonly shiftId: string;
  readonly paper: RefObject<HTMLElement | null>;
}

/** On paper of either kind, or as a file. */
export function ReportActions({ shiftId, paper }: Props) {
  const { client } = useStation();
  const lot = useLot();
  const print = (kind: 'a4' | 'strip') => {
    if (paper.current !== null) printElement(paper.current, kind);
  };
  const save = async () => {
    try {
      const { fileName, text } = await client.shifts.csv({ lotId: lot.id, shiftId });
      saveText(fileName, text, 'text/csv;charset=utf-8');
    } catch (cause) {
      tellProblem(cause);
    }
  };
  const printer = <IconPrinter size={16} aria-hidden />;
  return (
    <>
      <Button
        variant="default"
        leftSection={printer}
        onClick={() => print('strip')}
        data-testid="report-print-strip"
      >
        {words.printStrip}
      </Button>
      <Button
        variant="default"
        leftSection={printer}
        onClick={() => print('a4')}
        data-testid="report-print-a4"
      >
        {words.printA4}
      </Button>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={() => void save()}
        data-testid="report-csv"
      >
        {words.csv}
      </Button>
    </>
  );
}
