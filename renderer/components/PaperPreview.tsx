import { Alert, Button, Center, Group, Loader, Modal, Stack } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { tellProblem } from '../app/notify.tsx';
import { type DocumentName, openDocument } from '../link/documents.ts';
import { problemOf } from '../link/errors.ts';
import { useLot } from '../link/hooks.ts';
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

/** A ticket or receipt as it comes out of the printer, to be shown, printed or taken along. */
export function PaperPreview({ title, name, onClose }: Props) {
  const { client } = useStation();
  const lot = useLot();
  const { picture, problem } = usePicture(name);
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    try {
      const { fileName, blob } = await openDocument(client, lot.id, name, 'pdf');
      saveBlob(fileName, blob);
    } catch (cause) {
      tellProblem(cause);
    } finally {
      setSaving(false);
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
        {picture !== null && <img className={classes.strip} src={picture.url} alt={title} />}
        <Group justify="flex-end" gap={8}>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            loading={saving}
            disabled={picture === null}
            onClick={() => void save()}
            data-testid="paper-save"
          >
            {t.paper.save}
          </Button>
          <PrintAtDesk name={name} />
          <Button
            data-autofocus
            leftSection={<IconPrinter size={16} aria-hidden />}
            disabled={picture === null}
            onClick={() => picture !== null && printPicture(picture.blob).catch(tellProblem)}
            data-testid="paper-print"
          >
            {t.common.print}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface Picture {
  readonly url: string;
  readonly blob: Blob;
}

/** The document as a picture, kept while it is shown. */
function usePicture(name: DocumentName): {
  readonly picture: Picture | null;
  readonly problem: string | null;
} {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const [picture, setPicture] = useState<Picture | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let url: string | null = null;
    let gone = false;
    setPicture(null);
    setProblem(null);
    openDocument(client, lotId, name, 'png').then(
      ({ blob }) => {
        if (gone) return;
        url = URL.createObjectURL(blob);
        setPicture({ url, blob });
      },
      (cause: unknown) => {
        if (!gone) setProblem(problemOf(cause).message);
      },
    );
    return () => {
      gone = true;
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [client, lotId, name]);
  return { picture, problem };
}
