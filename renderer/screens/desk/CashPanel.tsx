import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type FormEvent, useRef, useState } from 'react';
import { changeFor } from '#domain/payment/cash.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellProblem } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { problemOf } from '../../link/errors.ts';
import { useLot, useOwnShift, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { ChangeLine } from './ChangeLine.tsx';
import classes from './desk.module.css';
import type { Paid, Quoted } from './desk-types.ts';
import { isScan } from './look-up.ts';
import { likelyTenders } from './tenders.ts';

interface Props {
  readonly quoted: Quoted;
  readonly onPaid: (paid: Paid) => void;
  /** The next ticket was scanned into the cash field. */
  readonly onScan: (text: string) => void;
  /** The amount has changed meanwhile. */
  readonly onStale: () => void;
}

/** Takes cash: what is due, what was handed over, what goes back. An empty field means exactly that. */
export function CashPanel({ quoted, onPaid, onScan, onStale }: Props) {
  const format = useFormat();
  const takes = useTakesCommands();
  const [text, setText] = useState('');
  const button = useRef<HTMLButtonElement>(null);
  const { dueMinor } = quoted;
  const typedMinor = format.parseMoney(text);
  const tenderedMinor = text.trim() === '' ? dueMinor : typedMinor;
  const change = tenderedMinor === null ? null : changeFor(dueMinor, tenderedMinor);
  const take = useTakeCash(quoted, onPaid, onStale);
  const ready = change?.ok === true && takes;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isScan(text, typedMinor)) return onScan(text.trim());
    // Enter in the empty field asks for a second Enter, so that a scanner's line end takes no money.
    if (text.trim() === '' && document.activeElement !== button.current) {
      return button.current?.focus();
    }
    if (ready && tenderedMinor !== null) void take.run(tenderedMinor);
  };
  return (
    <form className={classes.card} onSubmit={submit} aria-label={t.desk.take}>
      <Due quoted={quoted} />
      <MoneyInput
        size="md"
        label={t.desk.tendered}
        placeholder={format.money(dueMinor)}
        text={text}
        onText={setText}
        autoFocus
        data-testid="cash-received"
      />
      <Tenders quoted={quoted} choose={(amount) => setText(format.money(amount))} />
      <ChangeLine dueMinor={dueMinor} tenderedMinor={tenderedMinor} />
      <NoShift />
      <Button
        ref={button}
        type="submit"
        size="md"
        disabled={!ready}
        loading={take.busy}
        data-testid="take-cash"
      >
        {t.desk.takeAmount(format.money(dueMinor))}
      </Button>
    </form>
  );
}

function useTakeCash(quoted: Quoted, onPaid: (paid: Paid) => void, onStale: () => void) {
  const { client } = useStation();
  const lot = useLot();
  return useCommand(
    (tenderedMinor: number, commandId) =>
      client.payments.create({
        lotId: lot.id,
        ticket: quoted.session.ticketNumber,
        method: 'cash',
        amountMinor: quoted.dueMinor,
        tenderedMinor,
        commandId,
      }),
    onPaid,
    (cause) => {
      tellProblem(cause);
      const { code } = problemOf(cause);
      if (code === 'payment-wrong-amount' || code === 'payment-not-due') onStale();
    },
  );
}

function Due({ quoted }: { readonly quoted: Quoted }) {
  const format = useFormat();
  return (
    <div>
      <div className={classes.due}>
        <h2 className={classes.cardTitle}>{t.desk.due}</h2>
        <span className={classes.dueAmount} data-testid="due-total">
          {format.money(quoted.dueMinor)}
        </span>
      </div>
      <p className={classes.note}>{t.desk.validUntil(format.time(quoted.quote.validUntilAt))}</p>
    </div>
  );
}

function Tenders({
  quoted,
  choose,
}: {
  readonly quoted: Quoted;
  readonly choose: (amountMinor: number) => void;
}) {
  const format = useFormat();
  return (
    <fieldset className={classes.tenders} aria-label={t.desk.tendered}>
      <Button variant="default" px={4} onClick={() => choose(quoted.dueMinor)}>
        {t.desk.exact}
      </Button>
      {likelyTenders(quoted.dueMinor, quoted.currency).map((amount) => (
        <Button key={amount} variant="default" px={4} onClick={() => choose(amount)}>
          {format.moneyShort(amount)}
        </Button>
      ))}
    </fieldset>
  );
}

function NoShift() {
  const shift = useOwnShift();
  if (shift !== null) return null;
  return (
    <p className={classes.warning}>
      <IconAlertTriangle size={16} aria-hidden />
      {t.desk.noShift}
    </p>
  );
}
