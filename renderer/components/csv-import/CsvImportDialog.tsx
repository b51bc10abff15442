import { Alert, Button, FileButton, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { t } from '../../strings/index.ts';
import classes from './csv-import.module.css';
import type { useCsvImport } from './use-csv-import.ts';

const words = t.csvImport;

interface Props {
  readonly title: string;
  readonly hint: string;
  /** Begins the names by which a test finds the parts of the dialog. */
  readonly testId: string;
  readonly state: Pick<
    ReturnType<typeof useCsvImport>,
    'file' | 'problem' | 'isReading' | 'share' | 'choose' | 'run'
  >;
  /** Which column is what, and the first rows; null while no file is read. */
  readonly children: ReactNode;
  /** What the file comes to. */
  readonly count: string;
  readonly isReady: boolean;
  readonly onClose: () => void;
}

/** Choose a file, say which column is what, see what it comes to, import it. */
export function CsvImportDialog(props: Props) {
  const { title, hint, testId, state, children, count, isReady, onClose } = props;
  const { file, problem, isReading, share, choose, run } = state;
  const hasPreview = children !== null;
  return (
    <Modal
      opened
      onClose={onClose}
      size={960}
      title={title}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Stack>
        <Text className={classes.soft}>{hint}</Text>
        <Group>
          <FileButton accept=".csv,.txt,text/csv" onChange={(chosen) => void choose(chosen)}>
            {(button) => (
              <Button
                {...button}
                variant="default"
                leftSection={<IconFile size={16} aria-hidden />}
                disabled={share !== null}
                data-autofocus
                data-testid={`${testId}-file`}
              >
                {file === null ? words.choose : words.another}
              </Button>
            )}
          </FileButton>
          {file !== null && <Text fw={600}>{file.name}</Text>}
        </Group>
        {problem !== null && <Alert color="red">{problem}</Alert>}
        {isReading && !hasPreview && <Progress value={100} animated aria-label={words.reading} />}
        {children}
        {hasPreview && (
          <p className={classes.count} aria-live="polite" data-testid={`${testId}-count`}>
            {count}
          </p>
        )}
        {hasPreview && (file?.parts.length ?? 0) > 1 && <Text size="sm">{words.countedPart}</Text>}
        {share !== null && <Progress value={share * 100} aria-label={words.importing} size="lg" />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button
            loading={share !== null}
            disabled={isReading || !isReady}
            onClick={() => void run()}
            data-testid={`${testId}-start`}
          >
            {words.start}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
