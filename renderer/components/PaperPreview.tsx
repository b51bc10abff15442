import { Alert, Button, Center, Group, Loader, Modal, Stack } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { tellProblem } from '../app/notify.tsx';
import { type DocumentName, openDocument, previewDocument } from '../link/documents.ts';
import { problemOf } from '../link/errors.ts';
import { useLot, useTakesCommands } from '../link/hooks.ts';
import { useStation } from '../link/station.ts';
import { t } from '../strings/index.ts';
import { saveBlob } from './download.ts';
import { PrintAtDesk } from './PrintAtDesk.tsx';
import classes from './paper.module.css';
import { printPicture } from './print-picture.ts';

interface Props {
  readonly title: string;
  /** The same object for as long as the same document is shown. */
  readonly name: DocumentName;
  readonly onClose: () => void;
}

/**
 * A ticket or receipt as it would come out of the printer, to be shown, printed or taken along. What is
 * shown is marked as a preview; what is printed or saved is counted, and says which copy it is.
 */
export function PaperPreview({ title, name, onClose }: Props) {
  const { client } = useStation();
  const lot = useLot();
  const takes = useTakesCommands();
  /** Counts what was given out: the next one looks different. */
  const [given, setGiven] = useState(0);
  const { picture, problem } = usePicture(name, given);
  const [busy, setBusy] = useState<'save' | 'print' | null>(null);
  const give = async (how: 'save' | 'print') => {
    setBusy(how);
    try {
      const format = how === 'save' ? 'pdf' : 'png';
      const { fileName, blob } = await openDocument(client, lot.id, name, format);
      if (how === 'save') saveBlob(fileName, blob);
      else await printPicture(blob);
    } catch (cause) {
      tellProblem(cause);
    } finally {
      setBusy(null);
      setGiven((count) => count + 1);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Stack data-testid="paper-preview">
        {problem !== null && <Alert color="red">{problem}</Alert>}
        {picture === null && problem === null && (
          <Center className={classes.waiting ?? ''}>
            <Loader aria-label={t.paper.loading} />
          </Center>
        )}
        {picture !== null && <img className={classes.strip} src={picture} alt={title} />}
        <Group justify="flex-end" gap={8}>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            loading={busy === 'save'}
            disabled={picture === null || !takes}
            onClick={() => void give('save')}
            data-testid="paper-save"
          >
            {t.paper.save}
          </Button>
          <PrintAtDesk name={name} onPrinted={() => setGiven((count) => count + 1)} />
          <Button
            data-autofocus
            leftSection={<IconPrinter size={16} aria-hidden />}
            loading={busy === 'print'}
            disabled={picture === null || !takes}
            onClick={() => void give('print')}
            data-testid="paper-print"
          >
            {t.common.print}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** The address of the preview, kept while it is shown. */
function usePicture(
  name: DocumentName,
  given: number,
): { readonly picture: string | null; readonly problem: string | null } {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const [picture, setPicture] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once one was given out, the next is another.
  useEffect(() => {
    let url: string | null = null;
    let gone = false;
    setProblem(null);
    previewDocument(client, lotId, name).then(
      ({ blob }) => {
        if (gone) return;
        url = URL.createObjectURL(blob);
        setPicture(url);
      },
      (cause: unknown) => {
        if (!gone) setProblem(problemOf(cause).message);
      },
    );
    return () => {
      gone = true;
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [client, lotId, name, given]);
  return { picture, problem };
}
