import { Button, Skeleton, Table, Text, VisuallyHidden } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { User } from '#domain/contract/sign-in.ts';
import { tellDone } from '../../app/notify.tsx';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { RemoveDialog } from '../../components/RemoveDialog.tsx';
import screen from '../../components/screen.module.css';
import { useUser } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { AddUser } from './AddUser.tsx';
import classes from './users.module.css';

/** Who may sign in. */
export default function UsersScreen() {
  const { client } = useStation();
  const users = useQuery({ queryKey: ['users'], queryFn: () => client.users.list() });
  const [removing, setRemoving] = useState<User | null>(null);
  return (
    <div className={screen.screen}>
      <header className={screen.head}>
        <h1 className={screen.title}>{t.users.title}</h1>
      </header>
      <div className={`${screen.body} ${classes.body}`}>
        <div className={classes.list}>
          {users.isPending && <Skeleton h={160} />}
          {users.isError && (
            <EmptyNote title={t.users.failed}>
              <Button variant="default" onClick={() => void users.refetch()}>
                {t.common.retry}
              </Button>
            </EmptyNote>
          )}
          {users.data !== undefined && <UserTable users={users.data} onRemove={setRemoving} />}
        </div>
        <aside className={classes.add}>
          <AddUser />
        </aside>
      </div>
      {removing !== null && <RemoveUser user={removing} onClose={() => setRemoving(null)} />}
    </div>
  );
}

function UserTable({
  users,
  onRemove,
}: {
  readonly users: readonly User[];
  readonly onRemove: (user: User) => void;
}) {
  const me = useUser();
  return (
    <Table verticalSpacing={8} horizontalSpacing={16} data-testid="users-table">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t.users.name}</Table.Th>
          <Table.Th>{t.users.role}</Table.Th>
          <Table.Th>
            <VisuallyHidden>{t.users.remove}</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {users.map((user) => (
          <Table.Tr key={user.username} data-testid={`user-${user.username}`}>
            <Table.Td>
              {user.username}
              {user.username === me?.username && (
                <Text span c="dimmed">
                  {' '}
                  ({t.users.you})
                </Text>
              )}
            </Table.Td>
            <Table.Td>
              {t.roles[user.role]}
              <Text span c="dimmed">
                {' '}
                · {t.users.roleHints[user.role]}
              </Text>
            </Table.Td>
            <Table.Td ta="right">
              {user.username !== me?.username && (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t.users.removeOf(user.username)}
                  onClick={() => onRemove(user)}
                >
                  {t.users.remove}
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function RemoveUser({ user, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const { client } = useStation();
  const queries = useQueryClient();
  const { username } = user;
  return (
    <RemoveDialog
      title={t.users.removeTitle(username)}
      hint={t.users.removeHint}
      confirm={t.users.remove}
      testId="user-remove-confirm"
      remove={() => client.users.remove({ username })}
      onRemoved={() => {
        tellDone(t.users.removed(username));
        void queries.invalidateQueries({ queryKey: ['users'] });
      }}
      onClose={onClose}
    />
  );
}
