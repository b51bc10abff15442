import { VisuallyHidden } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { type Problem, problemOf } from '../../link/errors.ts';
import { useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { DeskStay } from './DeskStay.tsx';
import classes from './desk.module.css';
import { useDeskRequest } from './desk-request.ts';
import { lookUp } from './look-up.ts';
import { ScanField, type ScanFieldHandle } from './ScanField.tsx';

type Shown =
  | { readonly kind: 'idle' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'missing'; readonly text: string; readonly problem: Problem }
  | { readonly kind: 'stay'; readonly ticket: string; readonly turn: number };

/** Answers that only say that nothing was found. */
const UNKNOWN: ReadonlySet<string> = new Set([
  'not-inside',
  'session-unknown',
  'ticket-malformed',
  'ticket-unknown',
]);

const IDLE: Shown = { kind: 'idle' };

/** The counter: scan, say the fee, take cash, let out, next. */
export function DeskScreen() {
  const { client } = useStation();
  const lot = useLot();
  const queries = useQueryClient();
  const scan = useRef<ScanFieldHandle>(null);
  const turn = useRef(0);
  const [shown, setShown] = useState<Shown>(IDLE);
  const request = useDeskRequest((state) => state.text);

  const find = useCallback(
    async (text: string) => {
      const mine = ++turn.current;
      setShown({ kind: 'looking' });
      try {
        const found = await lookUp(client, lot.id, text);
        if (mine !== turn.current) return;
        const ticket = found.session.ticketNumber;
        queries.setQueryData(['quote', lot.id, ticket], found);
        scan.current?.clear();
        setShown({ kind: 'stay', ticket, turn: mine });
      } catch (cause) {
        if (mine !== turn.current) return;
        setShown({ kind: 'missing', text, problem: problemOf(cause) });
        scan.current?.focus();
      }
    },
    [client, lot.id, queries],
  );

  useEffect(() => {
    if (request === null) return;
    useDeskRequest.getState().take();
    void find(request);
  }, [request, find]);

  const next = () => {
    turn.current++;
    setShown(IDLE);
    scan.current?.clear();
    scan.current?.focus();
  };

  return (
    <div className={classes.desk}>
      <VisuallyHidden>
        <h1>{t.desk.title}</h1>
      </VisuallyHidden>
      <div className={classes.page}>
        <ScanField
          ref={scan}
          busy={shown.kind === 'looking'}
          onFind={(text) => void find(text)}
          onEscape={next}
        />
        {shown.kind === 'idle' && <EmptyNote title={t.desk.idle} hint={t.desk.idleHint} />}
        {shown.kind === 'missing' && <Missing text={shown.text} problem={shown.problem} />}
        {shown.kind === 'stay' && (
          <DeskStay
            key={shown.turn}
            ticket={shown.ticket}
            onScan={(text) => void find(text)}
            onNext={next}
          />
        )}
      </div>
    </div>
  );
}

function Missing({ text, problem }: { readonly text: string; readonly problem: Problem }) {
  const unknown = UNKNOWN.has(problem.code);
  return (
    <section
      className={`${classes.card} ${classes.problem}`}
      role="alert"
      data-testid="desk-problem"
    >
      <h2 className={classes.cardTitle}>{unknown ? t.desk.notFound(text) : problem.message}</h2>
      {unknown && <p>{t.desk.notFoundHint}</p>}
    </section>
  );
}
