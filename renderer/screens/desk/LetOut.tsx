import { Button, Kbd, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Lane } from '#domain/facility/lot-file.ts';
import { useFormat } from '../../app/lot-format.ts';
import { useCommand } from '../../app/use-command.ts';
import { isRefusalCode, refusalProblem } from '../../link/errors.ts';
import { useLane, useLot, useMay, useTakesCommands } from '../../link/hooks.ts';
import { type Station, useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import type { Sale } from '../pay/pay-types.ts';
import { ChangePieces } from './ChangeLine.tsx';
import classes from './desk.module.css';
import type { Quoted } from './desk-types.ts';
import { LET_OUT_KEY, RECEIPT_KEY } from './pay-keys.ts';
import { useDeskKeys } from './use-desk-keys.ts';

interface Props {
  readonly quoted: Quoted;
  /** Null: nothing was due. */
  readonly sale: Sale | null;
  readonly onNext: () => void;
  /** Gives a receipt for nothing; null where there can be none. */
  readonly onNil?: (() => void) | null;
}

/** Where the vehicle waits, else where any does, else the first way out. */
function likelyLane(lanes: readonly Lane[], live: Station['live'], sessionId: string): string {
  const rows = lanes.map(({ id }) => live.lanes.get(id));
  const found =
    rows.find((row) => row?.sessionId === sessionId) ?? rows.find((row) => row?.armingOn === true);
  return found?.id ?? lanes[0]?.id ?? '';
}

/** Nothing is due any more: opens the gate at an exit, or says that it is already open. */
export function LetOut({ quoted, sale, onNext, onNil = null }: Props) {
  const { live } = useStation();
  const lot = useLot();
  const mayLetOut = useMay('session.admit');
  const lanes = lot.lanes.filter(({ direction }) => direction !== 'entry');
  const { session } = quoted;
  const [laneId, setLaneId] = useState(() => likelyLane(lanes, live, session.id));
  const lane = useLane(laneId);
  const [vendedAt, setVendedAt] = useState<string | null>(null);
  const opened =
    vendedAt === laneId ||
    (lane?.sessionId === session.id && (lane.phase === 'vended' || lane.phase === 'passing'));
  const laneLabel = lanes.find(({ id }) => id === laneId)?.label ?? laneId;
  return (
    <section className={classes.card} aria-label={t.desk.letOut}>
      <Headline quoted={quoted} sale={sale} />
      {onNil !== null && <Nil onNil={onNil} />}
      {opened ? (
        <p role="status" className={classes.cardTitle} data-testid="let-out-done">
          {t.desk.letOutDone(laneLabel)}
        </p>
      ) : (
        mayLetOut && (
          <>
            <LaneChoice lanes={lanes} laneId={laneId} onChoose={setLaneId} />
            <LetOutButton quoted={quoted} laneId={laneId} onVended={setVendedAt} />
          </>
        )
      )}
      <Button
        key={opened ? 'after' : 'before'}
        variant={opened ? 'filled' : 'default'}
        autoFocus={opened}
        onClick={onNext}
        data-testid="desk-next"
      >
        {t.desk.next}
      </Button>
    </section>
  );
}

function Nil({ onNil }: { readonly onNil: () => void }) {
  useDeskKeys({ [RECEIPT_KEY]: onNil });
  return (
    <div>
      <p className={classes.note}>{t.desk.nilHint}</p>
      <Button variant="default" mt={8} onClick={onNil} data-testid="pay-nil">
        {t.desk.nil}
        <Kbd size="xs" ml={8}>
          {RECEIPT_KEY}
        </Kbd>
      </Button>
    </div>
  );
}

function Headline({ quoted, sale }: Pick<Props, 'quoted' | 'sale'>) {
  const format = useFormat();
  const grace = quoted.graceUntilAt;
  const free =
    grace === null ? null : <p className={classes.note}>{t.desk.graceUntil(format.time(grace))}</p>;
  if (sale === null) {
    return (
      <div>
        <h2 className={classes.dueAmount} data-testid="due-total">
          {t.desk.nothingDue}
        </h2>
        {free}
      </div>
    );
  }
  const { method, changeMinor } = sale;
  const change = changeMinor === 0 ? t.desk.noChange : t.desk.giveChange(format.money(changeMinor));
  return (
    <Stack gap={8}>
      <h2 className={classes.dueAmount} data-testid="change-due">
        {method === 'cash' ? change : t.desk.paidBy(t.paymentMethods[method])}
      </h2>
      <ChangePieces changeMinor={changeMinor} />
      {free}
    </Stack>
  );
}

interface ChoiceProps {
  readonly lanes: readonly Lane[];
  readonly laneId: string;
  readonly onChoose: (laneId: string) => void;
}

function LaneChoice({ lanes, laneId, onChoose }: ChoiceProps) {
  return (
    <Radio.Group label={t.desk.letOutAt} value={laneId} onChange={onChoose}>
      <Stack gap={8} mt={8}>
        {lanes.map(({ id, label }) => (
          <Radio
            key={id}
            value={id}
            label={<LaneLabel laneId={id} label={label} />}
            data-testid={`let-out-lane-${id}`}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function LaneLabel({ laneId, label }: { readonly laneId: string; readonly label: string }) {
  const lane = useLane(laneId);
  return (
    <>
      {label}
      {lane !== undefined && lane.phase !== 'idle' && (
        <span className={classes.unit}> · {t.phases[lane.phase]}</span>
      )}
    </>
  );
}

interface ButtonProps {
  readonly quoted: Quoted;
  readonly laneId: string;
  readonly onVended: (laneId: string) => void;
}

function LetOutButton({ quoted, laneId, onVended }: ButtonProps) {
  const { client } = useStation();
  const lot = useLot();
  const takes = useTakesCommands();
  const [refusal, setRefusal] = useState<string | null>(null);
  const letOut = useCommand(
    (input: string, commandId) =>
      client.exits.create({
        lotId: lot.id,
        laneId: input,
        ticket: quoted.session.ticketNumber,
        commandId,
      }),
    ({ decision, code, message }, vendedAt) => {
      if (decision === 'vend') onVended(vendedAt);
      else setRefusal(isRefusalCode(code) ? refusalProblem(code).message : message);
    },
  );
  const press = () => void letOut.run(laneId);
  const ready = takes && laneId !== '' && !letOut.busy;
  useDeskKeys({ [LET_OUT_KEY]: ready ? press : undefined });
  return (
    <>
      {refusal !== null && (
        <p className={classes.warning} role="alert" data-testid="let-out-refusal">
          {refusal}
        </p>
      )}
      <Button
        size="md"
        autoFocus
        disabled={!takes || laneId === ''}
        loading={letOut.busy}
        onClick={press}
        data-testid="let-out"
      >
        {t.desk.letOut}
        <Kbd size="xs" ml={8}>
          {LET_OUT_KEY}
        </Kbd>
      </Button>
    </>
  );
}
