import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { AppliedRow } from '#domain/contract/validations.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { useBookVersion, useLot, useMay, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import classes from './desk.module.css';
import type { Quoted } from './desk-types.ts';

/** What shops took off the fee, and the way to take that back. */
export function Validations({ quoted }: { readonly quoted: Quoted }) {
  const mayApply = useMay('validation.apply');
  const applied = useApplied(quoted, mayApply);
  const format = useFormat();
  const takes = useTakesCommands();
  const [leaving, setLeaving] = useState<AppliedRow | null>(null);
  if (applied.length === 0) return null;
  return (
    <div data-testid="desk-validations">
      <h3 className={classes.cardTitle}>{t.desk.validations}</h3>
      <ul className={classes.payments}>
        {applied.map((row) => (
          <li key={row.id} className={classes.laneOffer}>
            <span>
              {t.desk.validationOf(row.label, row.shopName)}{' '}
              <span className={classes.unit}>{format.money(-row.worthMinor)}</span>
            </span>
            {!row.settled && (
              <Button
                size="xs"
                variant="default"
                disabled={!takes}
                onClick={() => setLeaving(row)}
                data-testid={`withdraw-${row.id}`}
              >
                {t.desk.withdraw}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {leaving !== null && (
        <Withdraw sessionId={quoted.session.id} row={leaving} onClose={() => setLeaving(null)} />
      )}
    </div>
  );
}

/** A validation given elsewhere, by a shop itself, changes what is due here too. */
function useApplied(quoted: Quoted, mayApply: boolean): readonly AppliedRow[] {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const queries = useQueryClient();
  const version = useBookVersion('validations');
  const { id: sessionId, ticketNumber } = quoted.session;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is what asks anew.
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['quote', lotId, ticketNumber] });
  }, [queries, lotId, ticketNumber, version]);
  const applied = useQuery({
    queryKey: ['stay-validations', lotId, sessionId, version],
    enabled: mayApply,
    queryFn: () => client.validations.list({ lotId, sessionId }),
  });
  return applied.data ?? [];
}

interface WithdrawProps {
  readonly sessionId: string;
  readonly row: AppliedRow;
  readonly onClose: () => void;
}

function Withdraw({ sessionId, row, onClose }: WithdrawProps) {
  const { client } = useStation();
  const lot = useLot();
  const withdraw = useCommand(
    (reason: string, commandId) =>
      client.validations.withdraw({
        lotId: lot.id,
        sessionId,
        validationId: row.id,
        reason,
        commandId,
      }),
    () => tellDone(t.desk.withdrawn(row.label)),
  );
  return (
    <ReasonDialog
      title={t.desk.withdrawTitle(row.label)}
      hint={t.desk.withdrawHint}
      reasons={t.desk.withdrawReasons}
      confirm={t.desk.withdraw}
      onConfirm={withdraw.run}
      onClose={onClose}
    />
  );
}
