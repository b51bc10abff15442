import { Button, SegmentedControl, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormat } from '../../app/lot-format.ts';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import screen from '../../components/screen.module.css';
import { useLot } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { DiscardDialog } from './DiscardDialog.tsx';
import { useDraft } from './draft/draft-store.ts';
import { useChecked } from './draft/use-checked.ts';
import { TariffForm } from './form/TariffForm.tsx';
import { ProblemList } from './ProblemList.tsx';
import { PublishDialog } from './PublishDialog.tsx';
import { PreviewPanel } from './preview/PreviewPanel.tsx';
import { StartFrom } from './StartFrom.tsx';
import { TextSide } from './TextSide.tsx';
import classes from './tariffs.module.css';
import { useInForce, useVersions } from './use-tariffs.ts';

const { editor } = t.tariffs;
type Side = 'form' | 'text';

/** A tariff being edited, as a form or as text, with what it would charge beside it. */
export function TariffEditor({ onPublished }: { readonly onPublished: () => void }) {
  const draft = useDraft((state) => state.draft);
  const [side, setSide] = useState<Side>('form');
  if (draft === null) return <NoDraft />;
  return (
    <>
      <EditorBar side={side} setSide={setSide} onPublished={onPublished} />
      <div className={classes.editor}>
        <div className={classes.side}>
          <Waiting />
          {side === 'form' ? <TariffForm draft={draft} /> : <TextSide />}
        </div>
        <aside className={classes.side} aria-label={t.tariffs.preview.title}>
          <Preview />
        </aside>
      </div>
    </>
  );
}

function NoDraft() {
  const lot = useLot();
  const { tariff } = useInForce();
  const start = useDraft((state) => state.start);
  return (
    <EmptyNote title={editor.none} hint={editor.noneHint}>
      <Button
        disabled={tariff === null}
        onClick={() => tariff !== null && start(lot.id, tariff, tariff.name)}
        data-testid="edit-in-force"
      >
        {editor.editInForce}
      </Button>
      <StartFrom />
      <Text c="dimmed">{editor.startHint}</Text>
    </EmptyNote>
  );
}

function EditorBar({
  side,
  setSide,
  onPublished,
}: {
  readonly side: Side;
  readonly setSide: (side: Side) => void;
  readonly onPublished: () => void;
}) {
  const { number } = useFormat();
  const { source, past, undo, discard, draft, first } = useDraft();
  const { tariff, problems } = useChecked();
  const versions = useVersions();
  const [asking, setAsking] = useState<'publish' | 'discard' | null>(null);
  const isChanged = draft !== first;
  return (
    <div className={screen.head}>
      <SegmentedControl
        aria-label={editor.textLabel}
        data={[
          { value: 'form', label: editor.form },
          { value: 'text', label: editor.text },
        ]}
        value={side}
        onChange={(value) => setSide(value as Side)}
        data-testid="editor-side"
      />
      <StartFrom />
      <span className={screen.count}>{editor.editing(source)}</span>
      <span className={screen.grow} />
      <span
        className={problems.length > 0 ? classes.problem : screen.count}
        role="status"
        data-testid="problem-count"
      >
        {problems.length > 0 ? editor.problems(number(problems.length)) : editor.sound}
      </span>
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        disabled={past.length === 0}
        onClick={undo}
      >
        {editor.undo}
      </Button>
      <Button
        variant="default"
        onClick={() => (isChanged ? setAsking('discard') : discard())}
        data-testid="discard"
      >
        {editor.discard}
      </Button>
      <Button disabled={tariff === null} onClick={() => setAsking('publish')} data-testid="publish">
        {editor.publish}
      </Button>
      {asking === 'publish' && tariff !== null && (
        <PublishDialog
          tariff={tariff}
          versions={versions.data ?? []}
          onClose={() => setAsking(null)}
          onDone={() => {
            discard();
            onPublished();
          }}
        />
      )}
      {asking === 'discard' && (
        <DiscardDialog onDiscard={discard} onClose={() => setAsking(null)} />
      )}
    </div>
  );
}

function Waiting() {
  const { problems } = useChecked();
  return <ProblemList problems={problems} />;
}

function Preview() {
  const { tariff } = useChecked();
  const { tariff: inForce } = useInForce();
  if (tariff === null) return <p className={classes.hint}>{t.tariffs.preview.unsound}</p>;
  return <PreviewPanel tariff={tariff} inForce={inForce} />;
}
