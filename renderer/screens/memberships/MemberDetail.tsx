import { Button, CloseButton, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { IconQrcode } from '@tabler/icons-react';
import { useState } from 'react';
import type { MembershipDetail } from '#domain/contract/memberships.ts';
import { MINUTE_MS } from '#domain/kernel/instant.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import { useFormat } from '../../app/lot-format.ts';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { Facts } from '../../components/Facts.tsx';
import { QrCode } from '../../components/QrCode.tsx';
import screen from '../../components/screen.module.css';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';
import { MemberActions } from './MemberActions.tsx';
import { MemberStays } from './MemberStays.tsx';
import { memberName, paidUntilWords } from './member-columns.ts';
import classes from './memberships.module.css';
import { planWords } from './plan-words.ts';
import { useMember } from './use-memberships.ts';

const { detail, standings, standingHints, list } = t.membership;

/** One member in full: what was paid and used, who is inside, and what can be done. */
export function MemberDetail({
  membershipId,
  onClose,
}: {
  readonly membershipId: string;
  readonly onClose: () => void;
}) {
  const member = useMember(membershipId);
  if (member.data === undefined) {
    return member.isError ? <EmptyNote title={list.failed} /> : <Skeleton h={240} />;
  }
  return <Loaded member={member.data} onClose={onClose} />;
}

function Loaded({
  member,
  onClose,
}: {
  readonly member: MembershipDetail;
  readonly onClose: () => void;
}) {
  const format = useFormat();
  return (
    <Stack data-testid="member-detail">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <h2 className={screen.asideTitle}>{memberName(member)}</h2>
          <Text c="dimmed" size="sm">
            {standings[member.standing]} · {standingHints[member.standing]}
          </Text>
        </div>
        <CloseButton aria-label={t.common.close} onClick={onClose} />
      </Group>
      <Facts rows={factsOf(member, format)} />
      <MemberStays member={member} />
      <Pass member={member} />
      <MemberActions member={member} />
      <History member={member} />
    </Stack>
  );
}

type Row = readonly [string, string];

function factsOf(member: MembershipDetail, format: Format): readonly Row[] {
  const { columns } = list;
  const rows: Row[] = [
    [columns.plan, member.planName],
    ['', planWords(member.terms, format)],
    [columns.plates, member.plates.length === 0 ? detail.noPlates : member.plates.join(', ')],
    [detail.cards, member.cards.length === 0 ? detail.noCards : member.cards.join(', ')],
    [columns.number, formatTicketNumber(member.number)],
    [detail.paidUntil, paidUntilWords(member, format)],
  ];
  if (member.standing === 'grace' && member.graceUntilAt !== null)
    rows.push([detail.graceUntil, format.day(format.dayOf(member.graceUntilAt - 1))]);
  if (member.stateReason !== '') rows.push([detail.why, member.stateReason]);
  if (member.contact !== null) rows.push([detail.contact, member.contact]);
  if (member.groupName !== null) rows.push([columns.group, member.groupName]);
  rows.push(...usageOf(member, format));
  if (member.planKind === 'prepaid' || member.balanceMinor > 0)
    rows.push([columns.balance, format.money(member.balanceMinor)]);
  if (member.debtMinor > 0) rows.push([columns.debt, format.money(member.debtMinor)]);
  return rows;
}

function usageOf({ usage }: MembershipDetail, format: Format): readonly Row[] {
  const { entries, usedMinutes, entriesLeft, minutesLeft } = usage;
  const time = format.duration(usedMinutes * MINUTE_MS);
  const rows: Row[] = [
    [
      detail.usage(format.month(usage.month)),
      usedMinutes + entries === 0 ? detail.notUsed : detail.used(format.number(entries), time),
    ],
  ];
  if (entriesLeft !== null) rows.push([detail.entriesLeft, format.number(entriesLeft)]);
  if (minutesLeft !== null) rows.push([detail.timeLeft, format.duration(minutesLeft * MINUTE_MS)]);
  return rows;
}

/** The pass as its code, for a driver who has nothing to show. */
function Pass({ member }: { readonly member: MembershipDetail }) {
  const [shown, setShown] = useState(false);
  if (member.standing === 'ended') return null;
  const number = formatTicketNumber(member.number);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconQrcode size={16} aria-hidden />}
        onClick={() => setShown(true)}
        data-testid="member-pass"
      >
        {detail.showPass}
      </Button>
      {shown && (
        <Modal
          opened
          onClose={() => setShown(false)}
          title={detail.passTitle(number)}
          closeButtonProps={{ 'aria-label': t.common.close }}
        >
          <div className={classes.pass}>
            <QrCode data={member.token} label={detail.passTitle(number)} />
            <p className={classes.passNumber}>{number}</p>
            <p className={classes.dim}>{detail.passHint}</p>
          </div>
        </Modal>
      )}
    </>
  );
}

function History({ member }: { readonly member: MembershipDetail }) {
  const format = useFormat();
  if (member.periods.length === 0) return null;
  const day = (at: number) => format.date(at);
  return (
    <section aria-label={detail.history}>
      <h3 className={classes.section}>{detail.history}</h3>
      <Facts
        rows={member.periods.map(({ fromAt, untilAt, by }) => [
          `${day(fromAt)} – ${untilAt === null ? detail.noEnd : day(untilAt - 1)}`,
          detail.periodBy[by],
        ])}
      />
    </section>
  );
}
