import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { t } from '../../strings/index.ts';

const { editor } = t.tariffs;

/** Asks before changes are lost. */
export function DiscardDialog({
  onDiscard,
  onClose,
}: {
  readonly onDiscard: () => void;
  readonly onClose: () => void;
}) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={editor.discardTitle}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Stack>
        <Text>{editor.discardHint}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t.common.cancel}
          </Button>
          <Button color="red" onClick={onDiscard} data-testid="discard-confirm">
            {editor.discard}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
