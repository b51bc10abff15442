import { Button, Kbd } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { PaymentRow } from '#domain/contract/payments.ts';
import type { PaymentMethod } from '#domain/payment/payment.ts';
import { useFormat, useNames } from '../../app/lot-format.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { t } from '../../strings/index.ts';
import { AbortButton } from '../payments/PaymentActions.tsx';
import { CashPanel } from './CashPanel.tsx';
import classes from './desk.module.css';
import type { Quoted, Sale } from './desk-types.ts';
import { PendingPayment } from './PendingPayment.tsx';
import { METHOD_KEYS, offeredMethods, PART_KEY } from './pay-keys.ts';
import { RequestPanel } from './RequestPanel.tsx';
import { type DeskKeys, useDeskKeys } from './use-desk-keys.ts';
import { useMethods } from './use-stay-payments.ts';

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
          {asked?.state === 'failed' && (
            <p className={classes.warning} role="alert" data-testid="pay-failed">
              <IconAlertTriangle size={16} aria-hidden />
              <span>
                {t.desk.failed(asked.detail)} {t.desk.failedHint}
              </span>
            </p>
          )}
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

/** The money has come: tells it once. */
function useCaptured(asked: PaymentRow | undefined, onPaid: (sale: Sale) => void): void {
  const [told, setTold] = useState<string | null>(null);
  useEffect(() => {
    if (asked?.state !== 'captured' || told === asked.id) return;
    setTold(asked.id);
    onPaid({
      paymentId: asked.id,
      method: asked.method,
      receiptNumber: asked.receiptNumber ?? 0,
      amountMinor: asked.capturedMinor,
      changeMinor: 0,
    });
  }, [asked, told, onPaid]);
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
          quoted={quoted}
          method={method}
          served={methods?.find((one) => one.method === method)}
          amountMinor={amountMinor}
          hold={partText !== null && !fits}
          onAsked={onAsked}
          onStale={onStale}
        />
      )}
    </>
  );
}

interface BarProps {
  readonly offered: readonly PaymentMethod[];
  readonly method: PaymentMethod;
  readonly onChoose: (method: PaymentMethod) => void;
}

function MethodBar({ offered, method, onChoose }: BarProps) {
  if (offered.length < 2) return null;
  return (
    <fieldset className={classes.methods} aria-label={t.desk.keys}>
      {offered.map((one) => (
        <Button
          key={one}
          variant={one === method ? 'light' : 'default'}
          aria-pressed={one === method}
          aria-keyshortcuts={METHOD_KEYS[one]}
          onClick={() => onChoose(one)}
          data-testid={`pay-${one}`}
        >
          {t.paymentMethods[one]}
          <Kbd size="xs" ml={8}>
            {METHOD_KEYS[one]}
          </Kbd>
        </Button>
      ))}
    </fieldset>
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
