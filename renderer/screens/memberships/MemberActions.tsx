import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import type { MembershipDetail } from '#domain/contract/memberships.ts';
import { useFormat } from '../../app/lot-format.ts';
import { newId } from '../../app/new-id.ts';
import { tellDone, tellProblem } from '../../app/notify.tsx';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { useLot, useMay } from '../../link/hooks.ts';
import { type Station, useStation } from '../../link/station.ts';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';
import { MemberForm } from './MemberForm.tsx';
import { memberName } from './member-columns.ts';
import { PayDialog } from './PayDialog.tsx';

type Reasoned = 'renew' | 'suspend' | 'resume' | 'end' | 'waive';
type Paid = 'fee' | 'top-up' | 'debt';
type Asked = { readonly pay: Paid } | { readonly reason: Reasoned } | 'edit' | null;

const { actions } = t.membership;

/** What can be done with a membership as it stands; each act names what follows from it. */
export function MemberActions({ member }: { readonly member: MembershipDetail }) {
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  return (
    <Stack gap={8}>
      <Money member={member} onAsk={setAsked} />
      <Contract member={member} onAsk={setAsked} />
      {asked === 'edit' && <MemberForm member={member} onClose={close} />}
      {asked !== null && asked !== 'edit' && 'pay' in asked && (
        <PayDialog member={member} what={asked.pay} onClose={close} />
      )}
      {asked !== null && asked !== 'edit' && 'reason' in asked && (
        <ReasonedAct member={member} act={asked.reason} onClose={close} />
      )}
    </Stack>
  );
}

interface PartProps {
  readonly member: MembershipDetail;
  readonly onAsk: (asked: Asked) => void;
}

function Money({ member, onAsk }: PartProps) {
  const format = useFormat();
  const mayTake = useMay('payment.take');
  const { feeDueMinor, topUpMaxMinor, debtMinor } = member;
  if (!mayTake) return null;
  return (
    <>
      {feeDueMinor !== null && feeDueMinor > 0 && (
        <Button
          variant={needsFee(member) ? 'filled' : 'default'}
          onClick={() => onAsk({ pay: 'fee' })}
          data-testid="member-fee"
        >
          {actions.takeFee(format.money(feeDueMinor))}
        </Button>
      )}
      {topUpMaxMinor !== null && member.standing !== 'ended' && (
        <Button
          variant="default"
          onClick={() => onAsk({ pay: 'top-up' })}
          data-testid="member-top-up"
        >
          {actions.topUp}
        </Button>
      )}
      {debtMinor > 0 && (
        <Button onClick={() => onAsk({ pay: 'debt' })} data-testid="member-debt">
          {actions.takeDebt(format.money(debtMinor))}
        </Button>
      )}
    </>
  );
}

const needsFee = ({ standing }: MembershipDetail) =>
  standing === 'unpaid' || standing === 'grace' || standing === 'expired';

function Contract({ member, onAsk }: PartProps) {
  const mayManage = useMay('membership.manage');
  if (!mayManage) return null;
  const { standing, debtMinor } = member;
  const acts: Reasoned[] = [];
  if (standing !== 'ended' && member.terms.period !== 'open') acts.push('renew');
  if (standing === 'suspended') acts.push('resume');
  else if (standing !== 'ended') acts.push('suspend');
  if (debtMinor > 0) acts.push('waive');
  if (standing !== 'ended') acts.push('end');
  return (
    <>
      {standing !== 'ended' && (
        <Button variant="default" onClick={() => onAsk('edit')} data-testid="member-edit">
          {actions.edit}
        </Button>
      )}
      {acts.map((act) => (
        <Button
          key={act}
          variant="default"
          {...(act === 'end' && { c: 'red' })}
          onClick={() => onAsk({ reason: act })}
          data-testid={`member-${act}`}
        >
          {actions[act]}
        </Button>
      ))}
    </>
  );
}

function ReasonedAct({
  member,
  act,
  onClose,
}: {
  readonly member: MembershipDetail;
  readonly act: Reasoned;
  readonly onClose: () => void;
}) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const words = t.membership[act];
  const hint =
    typeof words.hint === 'string' ? words.hint : words.hint(format.money(member.debtMinor));
  const confirm = async (reason: string) => {
    try {
      tellDone(await RUN[act](client, format, member, { lotId: lot.id, reason }));
      return true;
    } catch (cause) {
      tellProblem(cause);
      return false;
    }
  };
  return (
    <ReasonDialog
      title={words.title(memberName(member))}
      hint={hint}
      reasons={words.reasons}
      confirm={words.confirm}
      onConfirm={confirm}
      onClose={onClose}
    />
  );
}

/** Does an act and resolves to the words that tell of it. */
type Run = (
  client: Station['client'],
  format: Format,
  member: MembershipDetail,
  about: { readonly lotId: string; readonly reason: string },
) => Promise<string>;

const of = (member: MembershipDetail) => ({ membershipId: member.id, commandId: newId() });

const RUN: Readonly<Record<Reasoned, Run>> = {
  renew: async (client, format, member, about) => {
    const { untilAt } = await client.memberships.renew({ ...of(member), ...about });
    return t.membership.renew.done(format.day(format.dayOf(untilAt - 1)));
  },
  suspend: async (client, _format, member, about) => {
    await client.memberships.suspend({ ...of(member), ...about });
    return t.membership.suspend.done;
  },
  resume: async (client, _format, member, about) => {
    await client.memberships.resume({ ...of(member), ...about });
    return t.membership.resume.done;
  },
  end: async (client, _format, member, about) => {
    await client.memberships.end({ ...of(member), ...about });
    return t.membership.end.done;
  },
  waive: async (client, _format, member, about) => {
    const amountMinor = member.debtMinor;
    await client.memberships.waiveDebt({ ...of(member), ...about, amountMinor });
    return t.membership.waive.done;
  },
};
