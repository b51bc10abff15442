import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';

interface Props {
  /** What can be typed, such as "Name of a plan". */
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly testId: string;
}

/** Narrows a list that is here already, as it is typed. */
export function FilterField({ label, text, onText, testId }: Props) {
  return (
    <TextInput
      w={280}
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      onChange={(event) => onText(event.currentTarget.value)}
      maxLength={64}
      autoComplete="off"
      spellCheck={false}
      data-testid={testId}
    />
  );
}
