import { Button, Group, Textarea } from '@mantine/core';
import { t } from '../../strings/index.ts';
import { useDraft } from './draft/draft-store.ts';
import classes from './tariffs.module.css';

const { editor } = t.tariffs;

/** The draft as text, for all that the form has no field for. */
export function TextSide() {
  const { text, textProblems, setText, forgetText } = useDraft();
  return (
    <div className={classes.textSide}>
      <Textarea
        label={editor.textLabel}
        description={editor.textHint}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        spellCheck={false}
        autosize
        minRows={24}
        classNames={{ input: classes.code ?? '' }}
        error={textProblems.length > 0 ? editor.textWaits : null}
        data-testid="tariff-text"
      />
      {textProblems.length > 0 && (
        <Group>
          <Button variant="default" size="xs" onClick={forgetText}>
            {editor.textForget}
          </Button>
        </Group>
      )}
    </div>
  );
}
