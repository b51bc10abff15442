import { Badge, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { PlanRow } from '#domain/contract/memberships.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { FilterField } from '../../components/FilterField.tsx';
import { isMatch } from '../../components/filter.ts';
import { ListFrame } from '../../components/ListFrame.tsx';
import screen from '../../components/screen.module.css';
import { useLot, useMay } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import classes from './memberships.module.css';
import { PlanForm } from './PlanForm.tsx';
import { planWords, priceWords } from './plan-words.ts';
import { usePlans } from './use-memberships.ts';

const words = t.membership.plans;

/** What is offered, a card each; those that are not offered any more come last. */
export function PlanList() {
  const mayManage = useMay('membership.manage');
  const plans = usePlans();
  const [editing, setEditing] = useState<PlanRow | 'new' | null>(null);
  const [typed, setTyped] = useState('');
  const rows = (plans.data ?? [])
    .filter(({ terms }) => isMatch(typed, [terms.name]))
    .sort(
      (a, b) => Number(a.retired) - Number(b.retired) || a.terms.name.localeCompare(b.terms.name),
    );
  return (
    <>
      <div className={screen.head}>
        <FilterField label={words.search} text={typed} onText={setTyped} testId="plan-search" />
        <span className={screen.grow} />
        {mayManage && (
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setEditing('new')}
            data-testid="plan-add"
          >
            {words.add}
          </Button>
        )}
      </div>
      <div className={screen.body}>
        <div className={screen.main}>
          <ListFrame
            query={plans}
            failed={words.failed}
            isEmpty={rows.length === 0}
            empty={
              typed.trim() === '' ? (
                <EmptyNote title={words.none} hint={words.noneHint} />
              ) : (
                <EmptyNote title={words.noneFound(typed.trim())} />
              )
            }
          >
            <div className={classes.cards}>
              {rows.map((plan) => (
                <PlanCard key={plan.id} plan={plan} onEdit={() => setEditing(plan)} />
              ))}
            </div>
          </ListFrame>
        </div>
      </div>
      {editing !== null && (
        <PlanForm plan={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function PlanCard({ plan, onEdit }: { readonly plan: PlanRow; readonly onEdit: () => void }) {
  const format = useFormat();
  const mayManage = useMay('membership.manage');
  const { terms, retired, members } = plan;
  const { outsideOptions, beyondOptions } = words;
  return (
    <article className={classes.card} aria-label={terms.name} data-testid="plan-card">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <h2 className={classes.cardTitle}>{terms.name}</h2>
        {retired && (
          <Badge variant="default" color="gray">
            {words.retired}
          </Badge>
        )}
      </Group>
      <p>{priceWords(terms, format)}</p>
      <p className={classes.dim}>{planWords(terms, format)}</p>
      <p className={classes.dim}>
        {words.outside}: {terms.transientOutside ? outsideOptions.yes : outsideOptions.no}.{' '}
        {words.beyond}: {beyondOptions[terms.beyond]}.
      </p>
      <div className={classes.cardFoot}>
        <span className={classes.dim}>{words.members(format.number(members))}</span>
        <span className={screen.grow} />
        {mayManage && (
          <>
            <Button size="xs" variant="default" onClick={onEdit} data-testid="plan-edit">
              {words.edit}
            </Button>
            <Retire plan={plan} />
          </>
        )}
      </div>
    </article>
  );
}

/** Offering a plan again takes nothing from anybody; to stop it is asked twice. */
function Retire({ plan }: { readonly plan: PlanRow }) {
  const { client } = useStation();
  const lot = useLot();
  const { number } = useFormat();
  const [asking, setAsking] = useState(false);
  const turn = useCommand(
    (retired: boolean, commandId) =>
      client.plans.retire({ lotId: lot.id, planId: plan.id, retired, commandId }),
    (_, retired) => {
      tellDone(retired ? words.retiredDone : words.offeredDone);
      setAsking(false);
    },
  );
  if (plan.retired) {
    return (
      <Button size="xs" variant="default" loading={turn.busy} onClick={() => void turn.run(false)}>
        {words.offer}
      </Button>
    );
  }
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsking(true)}>
        {words.retire}
      </Button>
      {asking && (
        <Modal
          opened
          onClose={() => setAsking(false)}
          title={words.retireTitle(plan.terms.name)}
          closeButtonProps={{ 'aria-label': t.common.close }}
        >
          <Stack>
            <Text>{words.retireHint(number(plan.members))}</Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
                {t.common.cancel}
              </Button>
              <Button color="red" loading={turn.busy} onClick={() => void turn.run(true)}>
                {words.retire}
              </Button>
            </Group>
          </Stack>
        </Modal>
      )}
    </>
  );
}
