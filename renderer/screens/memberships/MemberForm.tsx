import { Button, Checkbox, Group, Modal, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import type { MembershipDetail } from '#domain/contract/memberships.ts';
import { zonedDayOf } from '#domain/kernel/zoned.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { useLot, useStationNow } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { showFirstWrong } from './first-wrong.ts';
import { memberName } from './member-columns.ts';
import { draftOf, type MemberDraft, problemsOf } from './member-draft.ts';
import classes from './memberships.module.css';
import { planWords, priceWords } from './plan-words.ts';
import { useGroups, usePlans } from './use-memberships.ts';

const { form } = t.membership;
const NO_GROUP = '';

interface Props {
  /** Null for a new one. */
  readonly member: MembershipDetail | null;
  readonly onClose: () => void;
  readonly onCreated?: (membershipId: string) => void;
}

/** A new member, or other facts of one. Nothing is sent before it is right. */
export function MemberForm({ member, onClose, onCreated }: Props) {
  const format = useFormat();
  const now = useStationNow(60_000);
  const plans = usePlans();
  const [draft, setDraft] = useState(() => draftOf(member));
  const [tried, setTried] = useState(false);
  const offered = useMemo(
    () => (plans.data ?? []).filter(({ id, retired }) => !retired || id === member?.planId),
    [plans.data, member],
  );
  const plan = offered.find(({ id }) => id === draft.planId) ?? null;
  const today = format.dayOf(now);
  const problems = problemsOf(draft, plan?.terms ?? null, today);
  const save = useSave(member, draft, onClose, onCreated);
  const change = (part: Partial<MemberDraft>) => setDraft({ ...draft, ...part });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length === 0) void save.run(draft);
    else showFirstWrong(event.currentTarget);
  };
  // What was not touched yet is not called wrong; what was typed is, at once.
  const told = (key: keyof typeof problems, text: string) =>
    tried || text !== '' ? (problems[key] ?? null) : null;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={member === null ? form.newTitle : form.editTitle(memberName(member))}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <form onSubmit={submit} noValidate data-testid="member-form">
        <Stack>
          <div className={classes.two}>
            <TextInput
              label={form.holder}
              value={draft.holder}
              onChange={(event) => change({ holder: event.currentTarget.value })}
              error={told('holder', draft.holder)}
              maxLength={120}
              autoComplete="off"
              data-autofocus
              data-testid="member-holder"
            />
            <TextInput
              label={form.contact}
              description={form.contactHint}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={draft.contact}
              onChange={(event) => change({ contact: event.currentTarget.value })}
              error={told('contact', draft.contact)}
              maxLength={120}
              autoComplete="off"
            />
          </div>
          <Select
            label={form.plan}
            description={
              plan === null
                ? offered.length === 0
                  ? form.noPlans
                  : undefined
                : t.common.hint(planWords(plan.terms, format), priceWords(plan.terms, format))
            }
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            data={offered.map(({ id, terms }) => ({ value: id, label: terms.name }))}
            value={draft.planId}
            onChange={(planId) => change({ planId })}
            error={told('plan', draft.planId ?? '')}
            searchable
            data-testid="member-plan"
          />
          <TagsInput
            label={form.plates}
            description={form.platesHint(format.number(plan?.terms.platesMax ?? 2))}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={[...draft.plates]}
            onChange={(plates) => change({ plates: plates.map((one) => one.toUpperCase()) })}
            error={problems.plates}
            splitChars={[',', ';']}
            acceptValueOnBlur
            clearable
            data-testid="member-plates"
          />
          <TagsInput
            label={form.cards}
            description={form.cardsHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={[...draft.cards]}
            onChange={(cards) => change({ cards })}
            error={problems.cards}
            splitChars={[',', ';']}
            acceptValueOnBlur
            clearable
          />
          <GroupSelect value={draft.groupId} onChange={(groupId) => change({ groupId })} />
          {member === null && <StartFields {...{ draft, change, problems, tried, today }} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button type="submit" loading={save.busy} data-testid="member-save">
              {member === null ? form.create : form.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function GroupSelect({
  value,
  onChange,
}: {
  readonly value: string | null;
  readonly onChange: (groupId: string | null) => void;
}) {
  const groups = useGroups();
  if (groups.data === undefined || groups.data.length === 0) return null;
  return (
    <Select
      label={form.group}
      data={[
        { value: NO_GROUP, label: form.noGroup },
        ...groups.data.map(({ id, terms }) => ({ value: id, label: terms.name })),
      ]}
      value={value ?? NO_GROUP}
      onChange={(chosen) => onChange(chosen === null || chosen === NO_GROUP ? null : chosen)}
    />
  );
}

interface StartProps {
  readonly draft: MemberDraft;
  readonly change: (part: Partial<MemberDraft>) => void;
  readonly problems: ReturnType<typeof problemsOf>;
  readonly tried: boolean;
  readonly today: string;
}

function StartFields({ draft, change, problems, tried, today }: StartProps) {
  return (
    <>
      <TextInput
        type="date"
        label={form.start}
        description={form.startHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={draft.startDay}
        min={today}
        onChange={(event) => change({ startDay: event.currentTarget.value })}
        error={problems.start}
      />
      <Checkbox
        label={form.grant}
        checked={draft.granted}
        onChange={(event) => change({ granted: event.currentTarget.checked })}
        data-testid="member-granted"
      />
      {draft.granted && (
        <TextInput
          label={form.grantReason}
          value={draft.grantReason}
          onChange={(event) => change({ grantReason: event.currentTarget.value })}
          error={tried || draft.grantReason !== '' ? (problems.grant ?? null) : null}
          maxLength={200}
          data-testid="member-grant-reason"
        />
      )}
    </>
  );
}

function useSave(
  member: MembershipDetail | null,
  draft: MemberDraft,
  onClose: () => void,
  onCreated?: (membershipId: string) => void,
) {
  const { client } = useStation();
  const lot = useLot();
  const base = {
    lotId: lot.id,
    planId: draft.planId ?? '',
    groupId: draft.groupId,
    holder: draft.holder.trim(),
    contact: draft.contact.trim() === '' ? null : draft.contact.trim(),
    plates: [...draft.plates],
    cards: [...draft.cards],
  };
  return useCommand(
    async (input: MemberDraft, commandId): Promise<string | null> => {
      if (member !== null) {
        await client.memberships.change({ ...base, membershipId: member.id, commandId });
        return null;
      }
      const startAt =
        input.startDay === '' ? undefined : zonedDayOf(input.startDay, lot.timeZone)?.startsAt;
      const started = await client.memberships.create({
        ...base,
        commandId,
        ...(startAt !== undefined && { startAt }),
        ...(input.granted && { grantReason: input.grantReason.trim() }),
      });
      onCreated?.(started.membershipId);
      return started.number;
    },
    (number) => {
      tellDone(number === null ? form.saved : form.created(formatTicketNumber(number)));
      onClose();
    },
  );
}
