import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { HistoryImportRow } from '#domain/contract/history-imports.ts';
import { tellDone } from '../../../app/notify.tsx';
import { useCommand } from '../../../app/use-command.ts';
import { useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';

const words = t.historyImport;

/** Asks before an import is taken out again. */
export function RemoveImport({
  imported,
  onClose,
}: {
  readonly imported: HistoryImportRow;
  readonly onClose: () => void;
}) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const { fileName } = imported;
  const remove = useCommand(
    (importId: string, commandId) => client.historyImports.remove({ lotId, commandId, importId }),
    () => {
      tellDone(words.removed(fileName));
      onClose();
    },
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.removeTitle(fileName)}
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
            onClick={() => void remove.run(imported.id)}
            data-testid="history-import-remove"
          >
            {words.remove}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
