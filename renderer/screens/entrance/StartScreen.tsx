import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useFileDialog } from '@mantine/hooks';
import { type DragEvent, useState } from 'react';
import { useMay } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { EntrancePage } from './EntrancePage.tsx';
import classes from './entrance.module.css';
import { FileProblems } from './FileProblems.tsx';
import { type OpenLot, useOpenLot } from './use-open-lot.ts';

/** The station holds no lot: open the demo, or a lot file. */
export function StartScreen() {
  const mayOpen = useMay('lot.open');
  const { signIn } = useStation();
  const lot = useOpenLot();
  return (
    <EntrancePage wide>
      <Stack>
        <Group justify="space-between" align="flex-start">
          <div>
            <Title order={1}>{t.entrance.startTitle}</Title>
            <Text c="dimmed">{mayOpen ? t.entrance.startText : t.entrance.startAsk}</Text>
          </div>
          <Button variant="default" onClick={() => void signIn.signOut()}>
            {t.shell.signOut}
          </Button>
        </Group>
        {mayOpen && (
          <div className={classes.choices}>
            <DemoChoice lot={lot} />
            <FileChoice lot={lot} />
          </div>
        )}
        {lot.problem !== null && <FileProblems problem={lot.problem} />}
      </Stack>
    </EntrancePage>
  );
}

function DemoChoice({ lot }: { readonly lot: OpenLot }) {
  return (
    <section className={classes.choice}>
      <Title order={2}>{t.entrance.demo}</Title>
      <Text c="dimmed">{t.entrance.demoText}</Text>
      <Button
        loading={lot.busy === 'demo'}
        disabled={lot.busy !== null}
        onClick={() => void lot.openDemo()}
        data-testid="open-demo"
      >
        {t.entrance.demo}
      </Button>
    </section>
  );
}

function FileChoice({ lot }: { readonly lot: OpenLot }) {
  const [dropping, setDropping] = useState(false);
  const dialog = useFileDialog({
    accept: 'application/json,.json',
    multiple: false,
    resetOnOpen: true,
    onChange: (files) => void lot.openFile(files?.[0] ?? null),
  });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setDropping(false);
    void lot.openFile(event.dataTransfer.files[0] ?? null);
  };
  return (
    <section
      className={`${classes.choice} ${dropping ? classes.dropping : ''}`}
      aria-label={t.entrance.file}
      onDragOver={(event) => {
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={drop}
      data-testid="lot-file-drop"
    >
      <Title order={2}>{dropping ? t.entrance.dropNow : t.entrance.file}</Title>
      <Text c="dimmed">{t.entrance.fileText}</Text>
      <Group gap="xs">
        <Button
          variant="default"
          loading={lot.busy === 'file'}
          disabled={lot.busy !== null}
          onClick={dialog.open}
          data-testid="open-lot-file"
        >
          {t.entrance.choose}
        </Button>
        <Text size="sm" c="dimmed">
          {t.entrance.drop}
        </Text>
      </Group>
    </section>
  );
}
