import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useCommand } from '../app/use-command.ts';
import { t } from '../strings/index.ts';

interface Props {
  readonly title: string;
  readonly hint: string;
  /** What the button says. */
  readonly confirm: string;
  readonly testId: string;
  readonly remove: (commandId: string) => Promise<unknown>;
  /** After it went through, before the dialog closes. */
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

/** Asks before something is gone. */
export function RemoveDialog(props: Props) {
  const { title, hint, confirm, testId, remove, onRemoved, onClose } = props;
  const removal = useCommand(
    (_: null, commandId) => remove(commandId),
    () => {
      onRemoved();
      onClose();
    },
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Stack>
        <Text>{hint}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t.common.cancel}
          </Button>
          <Button
            color="red"
            loading={removal.busy}
            onClick={() => void removal.run(null)}
            data-testid={testId}
          >
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
