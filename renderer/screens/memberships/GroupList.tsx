import { Badge, Button, Group, Progress } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { GroupRow } from '#domain/contract/memberships.ts';
import { useFormat } from '../../app/lot-format.ts';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { FilterField } from '../../components/FilterField.tsx';
import { isMatch } from '../../components/filter.ts';
import { ListFrame } from '../../components/ListFrame.tsx';
import screen from '../../components/screen.module.css';
import { useMay } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { GroupForm } from './GroupForm.tsx';
import classes from './memberships.module.css';
import { useGroups } from './use-memberships.ts';

const words = t.membership.groups;

/** Tenants with how much of their quota is used. */
export function GroupList() {
  const mayManage = useMay('membership.manage');
  const groups = useGroups();
  const [editing, setEditing] = useState<GroupRow | 'new' | null>(null);
  const [typed, setTyped] = useState('');
  const rows = (groups.data ?? [])
    .filter(({ terms }) => isMatch(typed, [terms.name]))
    .sort((a, b) => a.terms.name.localeCompare(b.terms.name));
  return (
    <>
      <div className={screen.head}>
        <FilterField label={words.search} text={typed} onText={setTyped} testId="group-search" />
        <span className={screen.grow} />
        {mayManage && (
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setEditing('new')}
            data-testid="group-add"
          >
            {words.add}
          </Button>
        )}
      </div>
      <div className={screen.body}>
        <div className={screen.main}>
          <ListFrame
            query={groups}
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
              {rows.map((group) => (
                <GroupCard
                  key={group.id}
                  group={group}
                  onEdit={mayManage ? () => setEditing(group) : null}
                />
              ))}
            </div>
          </ListFrame>
        </div>
      </div>
      {editing !== null && (
        <GroupForm group={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function GroupCard({
  group,
  onEdit,
}: {
  readonly group: GroupRow;
  readonly onEdit: (() => void) | null;
}) {
  const { number } = useFormat();
  const { terms, members, inside, held } = group;
  return (
    <article className={classes.card} aria-label={terms.name} data-testid="group-card">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <h2 className={classes.cardTitle}>{terms.name}</h2>
        {!terms.active && (
          <Badge variant="default" color="gray">
            {words.inactive}
          </Badge>
        )}
      </Group>
      <Quota inside={inside} most={terms.insideMax} />
      {terms.reserved.length > 0 && <p className={classes.dim}>{words.kept(number(held))}</p>}
      <div className={classes.cardFoot}>
        <span className={classes.dim}>{words.members(number(members))}</span>
        <span className={screen.grow} />
        {onEdit !== null && (
          <Button size="xs" variant="default" onClick={onEdit} data-testid="group-edit">
            {t.membership.plans.edit}
          </Button>
        )}
      </div>
    </article>
  );
}

/** A bar and its words: colour alone says nothing. */
function Quota({ inside, most }: { readonly inside: number; readonly most: number | null }) {
  const { number } = useFormat();
  if (most === null) return <p>{words.noQuota(number(inside))}</p>;
  const isFull = inside >= most;
  return (
    <>
      <p {...(isFull && { className: classes.attention })}>
        {words.quota(number(inside), number(most))}
        {isFull && ` · ${words.full}`}
      </p>
      <Progress
        value={Math.min(100, (inside / most) * 100)}
        aria-label={words.quota(number(inside), number(most))}
        {...(isFull && { color: 'red' })}
      />
    </>
  );
}
