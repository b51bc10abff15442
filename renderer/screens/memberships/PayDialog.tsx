import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { MembershipDetail } from '#domain/contract/memberships.ts';
import { minorToDecimal } from '#domain/kernel/money.ts';
import { useFormat } from '../../app/lot-format.ts';
import { useCommand } from '../../app/use-command.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { useLot, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { PaidNote } from '../pay/PaidNote.tsx';
import { PayWays } from '../pay/PayWays.tsx';
import type { Sale } from '../pay/pay-types.ts';
import { memberName } from './member-columns.ts';

type What = 'fee' | 'top-up' | 'debt';

interface Props {
  readonly member: MembershipDetail;
  readonly what: What;
  readonly onClose: () => void;
}

const { pay } = t.membership;
const TITLES = { fee: pay.feeTitle, 'top-up': pay.topUpTitle, debt: pay.debtTitle };

/** Takes money for a member: a whole fee, any top-up, a debt or a part of it; then its receipt. */
export function PayDialog({ member, what, onClose }: Props) {
  const [sale, setSale] = useState<Sale | null>(null);
  const [isPaperOpen, setPaperOpen] = useState(false);
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnEscape={!isPaperOpen}
      title={TITLES[what](memberName(member))}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      {sale === null ? (
        <Ways member={member} what={what} onClose={onClose} onPaid={setSale} />
      ) : (
        <Stack>
          <PaidNote sale={sale} onPaper={setPaperOpen} />
          <Button autoFocus onClick={onClose} data-testid="member-pay-done">
            {t.common.close}
          </Button>
        </Stack>
      )}
    </Modal>
  );
}

type WaysProps = Props & { readonly onPaid: (sale: Sale) => void };

function Ways({ member, what, onClose, onPaid }: WaysProps) {
  const format = useFormat();
  const most = mostMinor(member, what);
  const [text, setText] = useState(what === 'top-up' ? '' : minorToDecimal(most, format.currency));
  const typed = format.parseMoney(text);
  const amountMinor = typed !== null && typed > 0 && typed <= most ? typed : null;
  const amountField = (
    <MoneyInput
      label={pay.amount}
      description={what === 'fee' ? undefined : pay.most(format.money(most))}
      text={text}
      onText={setText}
      readOnly={what === 'fee'}
      error={typed !== null && typed > most ? pay.tooMuch(format.money(most)) : null}
      data-autofocus={what !== 'fee' || undefined}
      data-testid="member-pay-amount"
    />
  );
  const part = what === 'debt' && amountMinor !== null && amountMinor < most;
  return (
    <PayWays
      payFor={{ membershipId: member.id, what }}
      purposeId={member.id}
      amountMinor={amountMinor}
      part={part}
      amountField={amountField}
      onPaid={onPaid}
      leave={t.common.cancel}
      onLeave={onClose}
    >
      <CashForm
        member={member}
        what={what}
        amountMinor={amountMinor}
        part={part}
        onClose={onClose}
        onPaid={onPaid}
      >
        {amountField}
      </CashForm>
    </PayWays>
  );
}

type CashProps = WaysProps & {
  /** Null while what was typed cannot be paid. */
  readonly amountMinor: number | null;
  readonly part: boolean;
  readonly children: ReactNode;
};

function CashForm({ member, what, amountMinor, part, onClose, onPaid, children }: CashProps) {
  const format = useFormat();
  const takes = useTakesCommands();
  const [text, setText] = useState('');
  const take = useTake(member, what, part, onPaid);
  const tendered = text.trim() === '' ? amountMinor : format.parseMoney(text);
  const isBoth = amountMinor !== null && tendered !== null;
  const covers = isBoth && tendered >= amountMinor;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (covers && takes) void take.run({ amountMinor, tenderedMinor: tendered });
  };
  return (
    <form onSubmit={submit} data-testid="member-pay">
      <Stack>
        {children}
        <MoneyInput
          label={pay.tendered}
          placeholder={amountMinor === null ? '' : minorToDecimal(amountMinor, format.currency)}
          text={text}
          onText={setText}
          error={isBoth && !covers ? pay.tooLittle : null}
          data-autofocus={what === 'fee' || undefined}
          data-testid="member-pay-tendered"
        />
        <Text role="status">
          {covers && tendered > amountMinor
            ? pay.change(format.money(tendered - amountMinor))
            : pay.noChange}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button
            type="submit"
            disabled={!covers || !takes}
            loading={take.busy}
            data-testid="member-pay-take"
          >
            {pay.take(amountMinor === null ? '' : format.money(amountMinor))}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function mostMinor(member: MembershipDetail, what: What): number {
  switch (what) {
    case 'fee':
      return member.feeDueMinor ?? 0;
    case 'top-up':
      return member.topUpMaxMinor ?? 0;
    case 'debt':
      return member.debtMinor;
  }
}

function useTake(
  { id: membershipId }: MembershipDetail,
  what: What,
  part: boolean,
  onPaid: (sale: Sale) => void,
) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  return useCommand(
    (input: { readonly amountMinor: number; readonly tenderedMinor: number }, commandId) =>
      client.payments.create({
        lotId,
        commandId,
        membershipId,
        what,
        method: 'cash',
        part,
        ...input,
      }),
    (paid) => onPaid({ ...paid, method: 'cash', receiptNumber: paid.receiptNumber ?? 0 }),
  );
}
