import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useCallback, useRef } from 'react';
import { type ScreenKey, useScreenKeys } from '../app/shell/use-global-keys.ts';

interface Props {
  /** What can be typed, such as "Name of a plan". */
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly testId: string;
  /** Pixels. */
  readonly width?: number;
  /** Why what was typed cannot be searched for. */
  readonly error?: string | null;
}

/** Narrows a list as it is typed. `/` leads into it, Escape empties it. */
export function FilterField({ label, text, onText, testId, width = 280, error = null }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useScreenKeys(
    useCallback((key: ScreenKey) => {
      if (key !== 'search') return false;
      field.current?.focus();
      return true;
    }, []),
  );
  return (
    <TextInput
      ref={field}
      w={width}
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      onChange={(event) => onText(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && onText('')}
      error={error}
      maxLength={64}
      autoComplete="off"
      spellCheck={false}
      data-testid={testId}
    />
  );
}
