import { Button, Kbd } from '@mantine/core';
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { PaymentRow } from '#domain/contract/payments.ts';
import type { PaymentMethod } from '#domain/payment/payment.ts';
import { useFormat, useNames } from '../../app/lot-format.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { t } from '../../strings/index.ts';
import { FailedNote } from '../pay/FailedNote.tsx';
import { MethodBar } from '../pay/MethodBar.tsx';
import { PendingPayment } from '../pay/PendingPayment.tsx';
import type { Sale } from '../pay/pay-types.ts';
import { RequestPanel } from '../pay/RequestPanel.tsx';
import { useCaptured } from '../pay/use-captured.ts';
import { useMethods } from '../pay/use-methods.ts';
import { AbortButton } from '../payments/PaymentActions.tsx';
import { CashPanel } from './CashPanel.tsx';
import classes from './desk.module.css';
import type { Quoted } from './desk-types.ts';
import { METHOD_KEYS, offeredMethods, PART_KEY } from './pay-keys.ts';
import { type DeskKeys, useDeskKeys } from './use-desk-keys.ts';

interface Props {
  readonly quoted: Quoted;
  /** Newest first. */
  readonly payments: readonly PaymentRow[];
  readonly onPaid: (sale: Sale) => void;
  readonly onScan: (text: string) => void;
  readonly onStale: () => void;
}

/** What is due, and every way to pay it, each behind its key. */
export function PayPanel({ quoted, payments, onPaid, onScan, onStale }: Props) {
  const [askedId, setAskedId] = useState<string | null>(null);
  const pending = payments.find(({ state, laneId }) => state === 'requested' && laneId === null);
  const inLane = payments.find(({ state, laneId }) => state === 'requested' && laneId !== null);
  const asked = payments.find(({ id }) => id === askedId);
  useCaptured(asked, onPaid);
  // What a desk has under way shows even if somebody else has asked for it, or the page was reloaded.
  useEffect(() => {
    if (pending !== undefined) setAskedId(pending.id);
  }, [pending]);
  return (
    <section className={classes.card} aria-label={t.desk.due}>
      {pending !== undefined ? (
        <PendingPayment payment={pending} />
      ) : (
        <>
          <Due quoted={quoted} />
          {inLane !== undefined && <LaneOffer payment={inLane} />}
          <FailedNote payment={asked} />
          <Ways
            key={quoted.paidMinor}
            quoted={quoted}
            onPaid={onPaid}
            onScan={onScan}
            onStale={onStale}
            onAsked={setAskedId}
          />
        </>
      )}
    </section>
  );
}

type WaysProps = Omit<Props, 'payments'> & { readonly onAsked: (paymentId: string) => void };

function Ways({ quoted, onPaid, onScan, onStale, onAsked }: WaysProps) {
  const format = useFormat();
  const methods = useMethods().data;
  const [method, setMethod] = useState<PaymentMethod>('cash');
  const [partText, setPartText] = useState<string | null>(null);
  const { dueMinor } = quoted;
  const typedMinor = partText === null ? dueMinor : format.parseMoney(partText);
  const fits = typedMinor !== null && typedMinor > 0 && typedMinor <= dueMinor;
  const amountMinor = fits ? typedMinor : dueMinor;
  const offered = offeredMethods(methods);
  const togglePart = () => setPartText(partText === null ? '' : null);
  const keys: Record<string, (() => void) | undefined> = { [PART_KEY]: togglePart };
  for (const one of offered) keys[METHOD_KEYS[one]] = () => setMethod(one);
  if (partText !== null) keys.Escape = togglePart;
  else if (method !== 'cash') keys.Escape = () => setMethod('cash');
  useDeskKeys(keys satisfies DeskKeys);
  return (
    <>
      <MethodBar offered={offered} method={method} onChoose={setMethod} />
      {partText === null ? (
        <Button variant="subtle" size="compact-sm" onClick={togglePart} data-testid="pay-part">
          {t.desk.part}
          <Kbd size="xs" ml={8}>
            {PART_KEY}
          </Kbd>
        </Button>
      ) : (
        <div className={classes.part}>
          <MoneyInput
            label={t.desk.partAmount}
            text={partText}
            onText={setPartText}
            error={partText !== '' && !fits ? t.desk.partTooMuch(format.money(dueMinor)) : null}
            autoFocus
            onKeyDown={toPayOnEnter}
            data-testid="part-amount"
          />
          <Button variant="default" onClick={togglePart}>
            {t.desk.partAll}
          </Button>
        </div>
      )}
      {method === 'cash' ? (
        <CashPanel
          quoted={quoted}
          amountMinor={amountMinor}
          hold={partText !== null && !fits}
          takesFocus={partText === null}
          onPaid={onPaid}
          onScan={onScan}
          onStale={onStale}
        />
      ) : (
        <RequestPanel
          key={method}
          payFor={{ ticket: quoted.session.ticketNumber }}
          method={method}
          served={methods?.find((one) => one.method === method)}
          amountMinor={amountMinor}
          part={amountMinor < dueMinor}
          hold={partText !== null && !fits}
          onAsked={onAsked}
          onStale={onStale}
        />
      )}
    </>
  );
}

/** With the part typed, the next Enter is for the money. */
function toPayOnEnter(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  const pay = event.currentTarget.closest('section')?.querySelector('form');
  pay?.querySelector<HTMLElement>('input[inputmode], [type="submit"]:enabled')?.focus();
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

/** The driver may pay in the lane at the same moment; cash at the desk ends that. */
function LaneOffer({ payment }: { readonly payment: PaymentRow }) {
  const names = useNames();
  return (
    <div className={classes.laneOffer} data-testid="lane-offer">
      <span>
        {t.paymentMethods[payment.method]}: {t.desk.laneOffer(names.lane(payment.laneId ?? ''))}
      </span>
      <AbortButton payment={payment} />
    </div>
  );
}
