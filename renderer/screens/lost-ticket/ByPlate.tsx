import { Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { SessionRow } from '#domain/contract/traffic.ts';
import { t } from '../../strings/index.ts';
import { FoundStays } from './FoundStays.tsx';

const words = t.guard.lost;
const PART_MIN_CHARS = 2;
const WAIT_MS = 250;

/** Stays inside whose plate contains what is typed. */
export function ByPlate({ onChoose }: { readonly onChoose: (stay: SessionRow) => void }) {
  const [text, setText] = useState('');
  const [plate] = useDebouncedValue(text.trim(), WAIT_MS);
  return (
    <Stack>
      <TextInput
        label={words.plate}
        value={text}
        onChange={(event) => setText(event.currentTarget.value.toUpperCase())}
        maxLength={32}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        data-testid="lost-plate"
      />
      {plate.length < PART_MIN_CHARS ? (
        <p role="status">{words.typePlate}</p>
      ) : (
        <FoundStays query={{ plate }} hint={words.nonePlateHint} onChoose={onChoose} />
      )}
    </Stack>
  );
}
