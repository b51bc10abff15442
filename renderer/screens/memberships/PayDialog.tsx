import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { MembershipDetail } from '#domain/contract/memberships.ts';
import { minorToDecimal } from '#domain/kernel/money.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { memberName } from './member-columns.ts';

type What = 'fee' | 'top-up' | 'debt';

const { pay } = t.membership;
const TITLES = { fee: pay.feeTitle, 'top-up': pay.topUpTitle, debt: pay.debtTitle };

/** Takes cash for a member: a whole fee, any top-up, a debt or a part of it. */
export function PayDialog({
  member,
  what,
  onClose,
}: {
  readonly member: MembershipDetail;
  readonly what: What;
  readonly onClose: () => void;
}) {
  const format = useFormat();
  const most = mostMinor(member, what);
  const [amountText, setAmountText] = useState(
    what === 'top-up' ? '' : minorToDecimal(most, format.currency),
  );
  const [tenderedText, setTenderedText] = useState('');
  const take = useTake(member, what, most, onClose);
  const amount = format.parseMoney(amountText);
  const tendered = tenderedText.trim() === '' ? amount : format.parseMoney(tenderedText);
  const fits = amount !== null && amount > 0 && amount <= most;
  const covers = fits && tendered !== null && tendered >= amount;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (covers) void take.run({ amountMinor: amount, tenderedMinor: tendered });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={TITLES[what](memberName(member))}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <form onSubmit={submit} data-testid="member-pay">
        <Stack>
          <MoneyInput
            label={pay.amount}
            description={what === 'fee' ? undefined : pay.most(format.money(most))}
            text={amountText}
            onText={setAmountText}
            readOnly={what === 'fee'}
            error={amount !== null && amount > most ? pay.tooMuch(format.money(most)) : null}
            data-autofocus={what !== 'fee' || undefined}
            data-testid="member-pay-amount"
          />
          <MoneyInput
            label={pay.tendered}
            placeholder={amountText}
            text={tenderedText}
            onText={setTenderedText}
            error={fits && tendered !== null && tendered < amount ? pay.tooLittle : null}
            data-autofocus={what === 'fee' || undefined}
            data-testid="member-pay-tendered"
          />
          <Text role="status">
            {covers && tendered > amount
              ? pay.change(format.money(tendered - amount))
              : pay.noChange}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button
              type="submit"
              disabled={!covers}
              loading={take.busy}
              data-testid="member-pay-take"
            >
              {pay.take(amount === null ? '' : format.money(amount))}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
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

function useTake(member: MembershipDetail, what: What, most: number, onDone: () => void) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  return useCommand(
    (input: { readonly amountMinor: number; readonly tenderedMinor: number }, commandId) =>
      client.payments.create({
        lotId: lot.id,
        commandId,
        membershipId: member.id,
        what,
        method: 'cash',
        part: what === 'debt' && input.amountMinor < most,
        ...input,
      }),
    ({ amountMinor, receiptNumber }) => {
      const receipt = receiptNumber === null ? '' : format.number(receiptNumber);
      tellDone(pay.done(format.money(amountMinor), receipt));
      onDone();
    },
  );
}
