import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { SavedReportRow } from '#domain/contract/saved-reports.ts';
import { tellDone } from '../../../app/notify.tsx';
import { useCommand } from '../../../app/use-command.ts';
import { useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';

const words = t.savedReports;

/** Asks before a saved report is gone. */
export function RemoveSaved({
  saved,
  onClose,
}: {
  readonly saved: SavedReportRow;
  readonly onClose: () => void;
}) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const { name } = saved.terms;
  const remove = useCommand(
    (savedReportId: string, commandId) =>
      client.savedReports.remove({ lotId, commandId, savedReportId }),
    () => {
      tellDone(words.removed(name));
      onClose();
    },
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.removeTitle(name)}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Stack>
        <Text>{words.removeHint}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t.common.cancel}
          </Button>
          <Button
            color="red"
            loading={remove.busy}
            onClick={() => void remove.run(saved.id)}
            data-testid="saved-report-remove"
          >
            {words.remove}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
