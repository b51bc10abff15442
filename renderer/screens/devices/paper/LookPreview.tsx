import { Alert, Loader } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { problemOf } from '../../../link/errors.ts';
import { useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import { choiceOf, type Look } from './look.ts';
import classes from './paper.module.css';

const words = t.paperLook;
/** Whoever types is not interrupted by a picture for each letter. */
const SETTLE_MS = 400;

/** What a printer makes of it: the station reads the very bytes that it would send. */
export function LookPreview({ look }: { readonly look: Look }) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const [settled] = useDebouncedValue(look, SETTLE_MS);
  const picture = useQuery({
    queryKey: ['paper-preview', lotId, settled],
    queryFn: () => client.papers.preview({ lotId, choice: choiceOf(settled.paper, settled) }),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
    <section className={classes.preview} aria-label={words.preview} tabIndex={0}>
      {picture.isError && (
        <Alert color="red" role="alert">
          {problemOf(picture.error).message}
        </Alert>
      )}
      {picture.isPending && <Loader aria-label={t.paper.loading} />}
      {picture.data !== undefined && (
        <img
          className={classes.strip}
          src={`data:${picture.data.type};base64,${picture.data.base64}`}
          alt={words.previewOf(words.kinds[look.paper])}
          data-testid="paper-look-preview"
        />
      )}
    </section>
  );
}
