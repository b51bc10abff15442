import {
  Button,
  Checkbox,
  CloseButton,
  Group,
  Modal,
  NumberInput,
  Select,
  Stack,
  TextInput,
} from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { GroupRow } from '#domain/contract/memberships.ts';
import { SLOT_KINDS, type SlotKind } from '#domain/facility/kinds.ts';
import type { GroupTerms, ReservedShare } from '#domain/membership/group.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { cardNumberProblem } from '../../components/card-number.ts';
import { useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { showFirstWrong } from './first-wrong.ts';
import classes from './memberships.module.css';

const words = t.membership.groups;
const EMPTY: GroupTerms = {
  name: '',
  insideMax: null,
  overQuota: 'transient',
  reserved: [],
  active: true,
};
const SHARES_MAX = 40;
const ANY = '';

/** A new tenant, or other quotas of one. */
export function GroupForm({
  group,
  onClose,
}: {
  readonly group: GroupRow | null;
  readonly onClose: () => void;
}) {
  const [terms, setTerms] = useState<GroupTerms>(group?.terms ?? EMPTY);
  const [tried, setTried] = useState(false);
  const save = useSave(group, onClose);
  const change = (part: Partial<GroupTerms>) => setTerms({ ...terms, ...part });
  const isNamed = terms.name.trim() !== '';
  const cardNumber = cardNumberProblem(terms.name);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (isNamed && cardNumber === null) void save.run(terms);
    else showFirstWrong(event.currentTarget);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={group === null ? words.newTitle : words.editTitle(group.terms.name)}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <form onSubmit={submit} noValidate data-testid="group-form">
        <Stack>
          <TextInput
            label={words.name}
            value={terms.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            error={cardNumber ?? (tried && !isNamed ? t.membership.plans.needed : null)}
            maxLength={80}
            data-autofocus
            data-testid="group-name"
          />
          <div className={classes.two}>
            <NumberInput
              label={words.insideMax}
              description={words.insideHint}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={terms.insideMax ?? ''}
              onChange={(value) => change({ insideMax: value === '' ? null : Number(value) })}
              min={1}
              max={100_000}
              allowDecimal={false}
              data-testid="group-inside"
            />
            <Select
              label={words.over}
              data={[
                { value: 'transient', label: words.overOptions.transient },
                { value: 'refuse', label: words.overOptions.refuse },
              ]}
              value={terms.overQuota}
              onChange={(value) =>
                change({ overQuota: value === 'refuse' ? 'refuse' : 'transient' })
              }
            />
          </div>
          <Shares shares={terms.reserved} onChange={(reserved) => change({ reserved })} />
          <Checkbox
            label={words.active}
            checked={terms.active}
            onChange={(event) => change({ active: event.currentTarget.checked })}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button type="submit" loading={save.busy} data-testid="group-save">
              {t.membership.form.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Shares({
  shares,
  onChange,
}: {
  readonly shares: readonly ReservedShare[];
  readonly onChange: (shares: ReservedShare[]) => void;
}) {
  const lot = useLot();
  const put = (index: number, part: Partial<ReservedShare>) =>
    onChange(shares.map((share, at) => (at === index ? { ...share, ...part } : share)));
  return (
    <section aria-label={words.reserved}>
      <h3 className={classes.section}>{words.reserved}</h3>
      <Stack gap={8}>
        {shares.map((share, index) => (
          <fieldset
            // biome-ignore lint/suspicious/noArrayIndexKey: shares have no names of their own.
            key={index}
            className={classes.share}
            aria-label={words.share(String(index + 1))}
          >
            <Select
              label={words.zone}
              data={[
                { value: ANY, label: words.anyZone },
                ...lot.zones.map(({ id, label }) => ({ value: id, label })),
              ]}
              value={share.zoneId ?? ANY}
              onChange={(value) => put(index, { zoneId: value === ANY ? null : value })}
            />
            <Select
              label={words.kind}
              data={[
                { value: ANY, label: words.anyKind },
                ...SLOT_KINDS.map((value) => ({ value, label: t.slotKinds[value] })),
              ]}
              value={share.kind ?? ANY}
              onChange={(value) =>
                put(index, { kind: value === null || value === ANY ? null : (value as SlotKind) })
              }
            />
            <NumberInput
              label={words.count}
              value={share.count}
              onChange={(value) => put(index, { count: Math.max(1, Number(value)) })}
              min={1}
              max={100_000}
              allowDecimal={false}
            />
            <CloseButton
              aria-label={words.removeShare(String(index + 1))}
              onClick={() => onChange(shares.filter((_, at) => at !== index))}
            />
          </fieldset>
        ))}
        {shares.length < SHARES_MAX && (
          <Group>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => onChange([...shares, { zoneId: null, kind: null, count: 1 }])}
            >
              {words.addShare}
            </Button>
          </Group>
        )}
      </Stack>
    </section>
  );
}

function useSave(group: GroupRow | null, onClose: () => void) {
  const { client } = useStation();
  const lot = useLot();
  return useCommand(
    async (terms: GroupTerms, commandId) => {
      const about = { lotId: lot.id, terms, commandId };
      if (group === null) await client.groups.create(about);
      else await client.groups.change({ ...about, groupId: group.id });
    },
    () => {
      tellDone(words.saved);
      onClose();
    },
  );
}
