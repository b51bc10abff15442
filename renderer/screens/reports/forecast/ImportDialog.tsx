import { Alert, Button, FileButton, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useFormat } from '../../../app/lot-format.ts';
import { t } from '../../../strings/index.ts';
import classes from './forecast.module.css';
import { ImportPreviewRows } from './ImportPreviewRows.tsx';
import { MappingFields } from './MappingFields.tsx';
import { useImport } from './use-import.ts';

const words = t.historyImport;

/** Choose a file, say which column is what, see what it comes to, import it. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const format = useFormat();
  const { file, problem, preview, isReading, share, choose, map, run } = useImport(onClose);
  return (
    <Modal
      opened
      onClose={onClose}
      size={960}
      title={words.dialog}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Stack>
        <Text className={classes.left}>{words.chooseHint}</Text>
        <Group>
          <FileButton accept=".csv,.txt,text/csv" onChange={(chosen) => void choose(chosen)}>
            {(props) => (
              <Button
                {...props}
                variant="default"
                leftSection={<IconFile size={16} aria-hidden />}
                disabled={share !== null}
                data-autofocus
                data-testid="history-import-file"
              >
                {file === null ? words.choose : words.another}
              </Button>
            )}
          </FileButton>
          {file !== null && <Text fw={600}>{file.name}</Text>}
        </Group>
        {problem !== null && <Alert color="red">{problem}</Alert>}
        {isReading && preview === null && (
          <Progress value={100} animated aria-label={words.reading} />
        )}
        {preview !== null && (
          <>
            <MappingFields preview={preview} isDisabled={share !== null} onChange={map} />
            <ImportPreviewRows preview={preview} />
            <p className={classes.count} aria-live="polite" data-testid="history-import-count">
              {preview.readings === 0
                ? words.nothing
                : words.counted(format.number(preview.readings), format.number(preview.dropped))}
            </p>
            {(file?.parts.length ?? 0) > 1 && <Text size="sm">{words.countedPart}</Text>}
          </>
        )}
        {share !== null && <Progress value={share * 100} aria-label={words.importing} size="lg" />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button
            loading={share !== null}
            disabled={isReading || (preview?.readings ?? 0) === 0}
            onClick={() => void run()}
            data-testid="history-import-start"
          >
            {words.start}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
