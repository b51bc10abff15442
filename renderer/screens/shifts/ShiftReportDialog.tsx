import { Group, Modal, Skeleton, Stack } from '@mantine/core';
import { useRef } from 'react';
import { problemOf } from '../../link/errors.ts';
import { t } from '../../strings/index.ts';
import { ReportActions } from './ReportActions.tsx';
import { ShiftReportView } from './ShiftReportView.tsx';
import { useShiftReport } from './use-shift-report.ts';

interface Props {
  readonly shiftId: string;
  readonly onClose: () => void;
}

/** The report right after closing, or while the shift runs. */
export default function ShiftReportDialog({ shiftId, onClose }: Props) {
  const report = useShiftReport(shiftId);
  const paper = useRef<HTMLElement>(null);
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t.shift.menu}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Stack>
        {report.isError && <p role="alert">{problemOf(report.error).message}</p>}
        {report.isPending && <Skeleton h={320} role="status" aria-label={t.common.loading} />}
        {report.data !== undefined && <ShiftReportView report={report.data} ref={paper} />}
        <Group justify="flex-end" gap={8}>
          <ReportActions shiftId={shiftId} paper={paper} />
        </Group>
      </Stack>
    </Modal>
  );
}
