import { Button, Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../strings/index.ts';
import { EmptyNote } from './EmptyNote.tsx';

interface Props {
  readonly query: {
    readonly isPending: boolean;
    readonly isError: boolean;
    refetch(): unknown;
  };
  readonly failed: string;
  readonly isEmpty: boolean;
  /** What is shown where there is nothing to list. */
  readonly empty: ReactNode;
  readonly children: ReactNode;
}

/** A list in its four states: on its way, unreadable, empty, there. */
export function ListFrame({ query, failed, isEmpty, empty, children }: Props) {
  if (query.isPending) {
    return (
      <Stack gap={8} p="md" role="status" aria-label={t.common.loading}>
        {Array.from({ length: 8 }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have nothing else.
          <Skeleton key={index} h={32} />
        ))}
      </Stack>
    );
  }
  if (query.isError) {
    return (
      <EmptyNote title={failed}>
        <Button variant="default" onClick={() => void query.refetch()}>
          {t.common.retry}
        </Button>
      </EmptyNote>
    );
  }
  return isEmpty ? empty : children;
}
