import { Button, Kbd, TextInput } from '@mantine/core';
import { IconScan } from '@tabler/icons-react';
import {
  type FormEvent,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { type ScreenKey, useScreenKeys } from '../../app/shell/use-global-keys.ts';
import { cardNumberProblem } from '../../components/card-number.ts';
import { t } from '../../strings/index.ts';
import classes from './desk.module.css';
import { LOST_KEY } from './pay-keys.ts';

export interface ScanFieldHandle {
  focus(): void;
  clear(): void;
}

interface Props {
  readonly ref: Ref<ScanFieldHandle>;
  readonly busy: boolean;
  readonly onFind: (text: string) => void;
  readonly onLost: () => void;
}

const SCAN_MAX_CHARS = 300;

/** Takes what a scanner types, or a person. Keys typed beside any field end up here. */
export function ScanField({ ref, busy, onFind, onLost }: Props) {
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => ({
    focus: () => field.current?.select(),
    clear: () => setText(''),
  }));
  useStrayKeys(field);
  const problem = cardNumberProblem(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A scanner may end its line twice: an empty field or a search under way is not asked again.
    if (text.trim() !== '' && !busy && problem === null) onFind(text.trim());
  };
  return (
    <form className={classes.scan} onSubmit={submit}>
      <TextInput
        ref={field}
        size="lg"
        label={t.desk.input}
        description={t.desk.hint}
        placeholder={t.desk.placeholder}
        leftSection={<IconScan size={20} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={problem}
        inputWrapperOrder={['label', 'description', 'error', 'input']}
        maxLength={SCAN_MAX_CHARS}
        autoFocus
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        data-testid="desk-input"
      />
      <Button type="submit" size="lg" loading={busy} disabled={text.trim() === ''}>
        {t.desk.find}
      </Button>
      <Button size="lg" variant="default" onClick={onLost} data-testid="lost-ticket-open">
        {t.desk.lost}
        <Kbd size="xs" ml={8}>
          {LOST_KEY}
        </Kbd>
      </Button>
    </form>
  );
}

/** Brings the cursor back for '/' and for characters typed where no field takes them. */
function useStrayKeys(field: React.RefObject<HTMLInputElement | null>): void {
  useScreenKeys(
    useCallback(
      (key: ScreenKey) => {
        if (key !== 'search') return false;
        field.current?.select();
        return true;
      },
      [field],
    ),
  );
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '?' || event.key === '/' || event.key === ' ') return;
      const target = event.target;
      const typing = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
      if (!typing && document.querySelector('[role="dialog"]') === null) field.current?.focus();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [field]);
}
