import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { tellDone, tellProblem } from '../../app/notify.tsx';
import { useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';

const words = t.reportView;

/** Makes all figures anew from the journal; closing the dialog does not stop it. */
export function RebuildFigures({ onClose }: { readonly onClose: () => void }) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const [share, setShare] = useState<number | null>(null);
  const start = async () => {
    setShare(0);
    try {
      for await (const told of await client.reports.rebuild({ lotId })) setShare(told.share);
      tellDone(words.rebuilt);
      onClose();
    } catch (cause) {
      tellProblem(cause);
      setShare(null);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.rebuildTitle}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Stack>
        <Text>{words.rebuildHint}</Text>
        {share !== null && <Progress value={share * 100} aria-label={words.rebuilding} size="lg" />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {share === null ? t.common.cancel : t.common.close}
          </Button>
          <Button
            loading={share !== null}
            onClick={() => void start()}
            data-autofocus
            data-testid="rebuild-start"
          >
            {words.rebuildStart}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
