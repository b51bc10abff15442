import { Alert, Button, SegmentedControl, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { TemplateRow } from '#domain/contract/prints.ts';
import { TEMPLATE_KINDS, type TemplateKind } from '#domain/printing/template.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { tellDone } from '../../../app/notify.tsx';
import { useCommand } from '../../../app/use-command.ts';
import { EmptyNote } from '../../../components/EmptyNote.tsx';
import { problemOf } from '../../../link/errors.ts';
import { useLot, useTakesCommands } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import { LookFields } from './LookFields.tsx';
import { LookPreview } from './LookPreview.tsx';
import { choiceOf, type Look } from './look.ts';
import classes from './paper.module.css';

const words = t.paperLook;

/** How tickets and receipts look: what stands on them, and what comes out of a printer. */
export function PaperLook() {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const [kind, setKind] = useState<TemplateKind>('ticket');
  const papers = useQuery({
    queryKey: ['papers', lotId],
    queryFn: () => client.papers.list({ lotId }),
  });
  const row = papers.data?.find(({ paper }) => paper === kind);
  return (
    <div className={classes.screen}>
      <SegmentedControl
        aria-label={words.which}
        data={TEMPLATE_KINDS.map((one) => ({ value: one, label: words.kinds[one] }))}
        value={kind}
        onChange={(value) => setKind(value as TemplateKind)}
        className={classes.kinds ?? ''}
        data-testid="paper-kind"
      />
      {papers.isPending && <Skeleton h={320} />}
      {papers.isError && (
        <EmptyNote title={words.failed}>
          <Button variant="default" onClick={() => void papers.refetch()}>
            {t.common.retry}
          </Button>
        </EmptyNote>
      )}
      {row !== undefined && <Editor key={`${kind} ${row.version}`} row={row} />}
    </div>
  );
}

function Editor({ row }: { readonly row: TemplateRow }) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const queries = useQueryClient();
  const format = useFormat();
  const takes = useTakesCommands();
  const [look, setLook] = useState<Look>({ paper: row.paper, ...row.template } as Look);
  const [problem, setProblem] = useState<string | null>(null);
  const save = useCommand(
    (input: Look | null, commandId) =>
      client.papers.save({ lotId, commandId, choice: choiceOf(row.paper, input) }),
    ({ version }) => {
      setProblem(null);
      tellDone(words.saved(format.number(version)));
      void queries.invalidateQueries({ queryKey: ['papers', lotId] });
    },
    (cause) => setProblem(problemOf(cause).message),
  );
  return (
    <div className={classes.editor}>
      <form
        className={classes.fields}
        onSubmit={(event) => {
          event.preventDefault();
          void save.run(look);
        }}
      >
        {problem !== null && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        <LookFields look={look} onChange={setLook} onProblem={setProblem} />
        <div className={classes.actions}>
          <span className={classes.note}>
            {row.isStandard
              ? words.standard
              : words.version(format.number(row.version), row.savedBy ?? '')}
          </span>
          <Button
            variant="default"
            disabled={row.isStandard || !takes}
            loading={save.busy}
            onClick={() => void save.run(null)}
            data-testid="paper-reset"
          >
            {words.reset}
          </Button>
          <Button type="submit" disabled={!takes} loading={save.busy} data-testid="paper-save-look">
            {words.save}
          </Button>
        </div>
      </form>
      <LookPreview look={look} />
    </div>
  );
}
