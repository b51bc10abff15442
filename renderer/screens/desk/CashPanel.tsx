import { Button } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { changeFor } from '#domain/payment/cash.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellProblem } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { problemOf } from '../../link/errors.ts';
import { useLot, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { NoShift } from '../pay/NoShift.tsx';
import type { Sale } from '../pay/pay-types.ts';
import { ChangeLine } from './ChangeLine.tsx';
import classes from './desk.module.css';
import type { Quoted } from './desk-types.ts';
import { isScan } from './look-up.ts';
import { likelyTenders } from './tenders.ts';

interface Props {
  readonly quoted: Quoted;
  /** What is paid now: all that is due, or a part of it. */
  readonly amountMinor: number;
  /** The part to be paid is not typed yet. */
  readonly hold: boolean;
  readonly takesFocus: boolean;
  readonly onPaid: (sale: Sale) => void;
  /** The next ticket was scanned into the cash field. */
  readonly onScan: (text: string) => void;
  /** The amount has changed meanwhile. */
  readonly onStale: () => void;
}

/** Takes cash: what was handed over, what goes back. An empty field means exactly the amount. */
export function CashPanel(props: Props) {
  const { quoted, amountMinor, hold, takesFocus, onPaid, onScan, onStale } = props;
  const format = useFormat();
  const takes = useTakesCommands();
  const [text, setText] = useState('');
  const button = useRef<HTMLButtonElement>(null);
  const typedMinor = format.parseMoney(text);
  const tenderedMinor = text.trim() === '' ? amountMinor : typedMinor;
  const change =
    tenderedMinor === null ? null : changeFor(amountMinor, tenderedMinor, format.currency);
  const take = useTakeCash(quoted, amountMinor, onPaid, onStale);
  const ready = change?.ok === true && takes && !hold;
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
    <form className={classes.pay} onSubmit={submit} aria-label={t.desk.take}>
      <MoneyInput
        size="md"
        label={t.desk.tendered}
        placeholder={format.money(amountMinor)}
        text={text}
        onText={setText}
        autoFocus={takesFocus}
        data-testid="cash-received"
      />
      <Tenders amountMinor={amountMinor} choose={(amount) => setText(format.money(amount))} />
      <ChangeLine dueMinor={amountMinor} tenderedMinor={tenderedMinor} />
      <NoShift />
      <Button
        ref={button}
        type="submit"
        size="md"
        disabled={!ready}
        loading={take.busy}
        data-testid="take-cash"
      >
        {t.desk.takeAmount(format.money(amountMinor))}
      </Button>
    </form>
  );
}

function useTakeCash(
  quoted: Quoted,
  amountMinor: number,
  onPaid: (sale: Sale) => void,
  onStale: () => void,
) {
  const { client } = useStation();
  const lot = useLot();
  return useCommand(
    (tenderedMinor: number, commandId) =>
      client.payments.create({
        lotId: lot.id,
        ticket: quoted.session.ticketNumber,
        method: 'cash',
        amountMinor,
        tenderedMinor,
        part: amountMinor < quoted.dueMinor,
        commandId,
      }),
    (paid) => onPaid({ ...paid, method: 'cash', receiptNumber: paid.receiptNumber ?? 0 }),
    (cause) => {
      tellProblem(cause);
      const { code } = problemOf(cause);
      if (code === 'payment-wrong-amount' || code === 'payment-not-due') onStale();
    },
  );
}

function Tenders({
  amountMinor,
  choose,
}: {
  readonly amountMinor: number;
  readonly choose: (amountMinor: number) => void;
}) {
  const format = useFormat();
  return (
    <fieldset className={classes.tenders} aria-label={t.desk.tendered}>
      <Button variant="default" px={4} onClick={() => choose(amountMinor)}>
        {t.desk.exact}
      </Button>
      {likelyTenders(amountMinor, format.currency).map((amount) => (
        <Button key={amount} variant="default" px={4} onClick={() => choose(amount)}>
          {format.moneyShort(amount)}
        </Button>
      ))}
    </fieldset>
  );
}
