import { Alert, Button, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ROLES, type Role } from '#domain/access/roles.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { problemOf } from '../../link/errors.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import classes from './users.module.css';

const EMPTY = { username: '', password: '', role: 'attendant' as Role };

/** Lets another person in. */
export function AddUser() {
  const { client } = useStation();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(EMPTY);
  const [problem, setProblem] = useState<string | null>(null);
  const add = useCommand(
    (input: typeof EMPTY) => client.users.create(input),
    ({ username }) => {
      tellDone(t.users.added(username));
      setDraft(EMPTY);
      setProblem(null);
      void queries.invalidateQueries({ queryKey: ['users'] });
    },
    (cause) => setProblem(problemOf(cause).message),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void add.run(draft);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <h2 className={classes.title}>{t.users.add}</h2>
        {problem !== null && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        <TextInput
          label={t.users.name}
          description={t.users.nameHint}
          value={draft.username}
          onChange={(event) => setDraft({ ...draft, username: event.currentTarget.value })}
          pattern="[a-z][a-z0-9._\-]{1,31}"
          title={t.users.nameHint}
          required
          withAsterisk={false}
          autoComplete="off"
          spellCheck={false}
          data-testid="user-name"
        />
        <Select
          label={t.users.role}
          description={t.users.roleHints[draft.role]}
          data={ROLES.map((role) => ({ value: role, label: t.roles[role] }))}
          value={draft.role}
          onChange={(role) => setDraft({ ...draft, role: (role ?? 'attendant') as Role })}
          data-testid="user-role"
        />
        <PasswordInput
          label={t.users.password}
          description={t.users.passwordHint}
          value={draft.password}
          onChange={(event) => setDraft({ ...draft, password: event.currentTarget.value })}
          minLength={10}
          required
          withAsterisk={false}
          autoComplete="new-password"
          data-testid="user-password"
        />
        <Button type="submit" loading={add.busy} data-testid="user-add">
          {t.users.add}
        </Button>
      </Stack>
    </form>
  );
}
