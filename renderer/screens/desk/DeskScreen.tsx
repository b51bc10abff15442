import { VisuallyHidden } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { type Problem, problemOf } from '../../link/errors.ts';
import { useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { LostTicketDialog } from '../lost-ticket/LostTicketDialog.tsx';
import { DeskStay } from './DeskStay.tsx';
import classes from './desk.module.css';
import { useDeskRequest } from './desk-request.ts';
import { lookUp } from './look-up.ts';
import { Missing } from './Missing.tsx';
import { LOST_KEY } from './pay-keys.ts';
import { ScanField, type ScanFieldHandle } from './ScanField.tsx';
import { codeKind } from './scan-burst.ts';
import { useDeskKeys } from './use-desk-keys.ts';
import { useScanner } from './use-scanner.ts';

type Shown =
  | { readonly kind: 'idle' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'missing'; readonly text: string; readonly problem: Problem }
  | { readonly kind: 'stay'; readonly ticket: string; readonly turn: number };

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

  const validate = useValidate();
  const take = (text: string) => {
    // Whatever was typed before is not what was scanned.
    scan.current?.clear();
    // A shop's code belongs to the stay that is shown; everything else is the next customer.
    if (codeKind(text) === 'validation' && shown.kind === 'stay')
      void validate.run({ ticket: shown.ticket, code: text });
    else void find(text);
  };
  useScanner(take, () => tellDone(t.desk.scanBlocked));

  const next = () => {
    turn.current++;
    setShown(IDLE);
    scan.current?.clear();
    scan.current?.focus();
  };

  const [lost, setLost] = useState(false);
  useDeskKeys({ Escape: next, [LOST_KEY]: () => setLost(true) });

  return (
    <div className={classes.desk}>
      <VisuallyHidden>
        <h1>{t.desk.title}</h1>
      </VisuallyHidden>
      <div className={classes.page}>
        <ScanField
          ref={scan}
          busy={shown.kind === 'looking'}
          onFind={take}
          onLost={() => setLost(true)}
        />
        {shown.kind === 'idle' && <EmptyNote title={t.desk.idle} hint={t.desk.idleHint} />}
        {shown.kind === 'missing' && <Missing text={shown.text} problem={shown.problem} />}
        {shown.kind === 'stay' && (
          <DeskStay key={shown.turn} ticket={shown.ticket} onScan={take} onNext={next} />
        )}
        {lost && (
          <LostTicketDialog
            onClose={() => setLost(false)}
            onDeclared={(ticketNumber) => void find(ticketNumber)}
          />
        )}
      </div>
    </div>
  );
}

/** Takes a shop's code for the stay that is shown. */
function useValidate() {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const queries = useQueryClient();
  return useCommand(
    (input: { readonly ticket: string; readonly code: string }, commandId) =>
      client.validations.apply({ lotId: lot.id, ...input, commandId }),
    ({ label, shopName, worthMinor }, { ticket }) => {
      tellDone(t.desk.validated(label, shopName, format.money(worthMinor)));
      void queries.invalidateQueries({ queryKey: ['quote', lot.id, ticket] });
    },
  );
}
