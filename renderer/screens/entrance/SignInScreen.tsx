import { Alert, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { ROLES } from '#domain/access/roles.ts';
import { problemOf } from '../../link/errors.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { EntrancePage } from './EntrancePage.tsx';
import classes from './entrance.module.css';

/** People sign in by name and password. */
export function SignInScreen({ demoUsers }: { readonly demoUsers: boolean }) {
  const { signIn } = useStation();
  const ended = useStore(signIn.state, (state) => state.ended);
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await signIn.signIn(username.trim(), password);
    } catch (cause) {
      const { code, message } = problemOf(cause);
      setProblem(code === 'unauthorized' ? t.entrance.wrong : message);
      passwordField.current?.select();
    } finally {
      setBusy(false);
    }
  };

  const useDemo = (name: string) => {
    setUsername(name);
    setPassword(`${name}-demo`);
    passwordField.current?.focus();
  };

  return (
    <EntrancePage>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Title order={1}>{t.entrance.signInTitle}</Title>
          {ended && problem === null && <Alert>{t.entrance.ended}</Alert>}
          {problem !== null && (
            <Alert color="red" role="alert" data-testid="sign-in-problem">
              {problem}
            </Alert>
          )}
          <TextInput
            label={t.entrance.userName}
            value={username}
            onChange={(event) => setUsername(event.currentTarget.value)}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            withAsterisk={false}
            data-autofocus
            autoFocus
            data-testid="sign-in-username"
          />
          <PasswordInput
            ref={passwordField}
            label={t.entrance.password}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            required
            withAsterisk={false}
            data-testid="sign-in-password"
          />
          <Button type="submit" loading={busy} data-testid="sign-in-submit" fullWidth mt="xs">
            {t.entrance.signIn}
          </Button>
        </Stack>
      </form>
      {demoUsers && <DemoUsers choose={useDemo} />}
    </EntrancePage>
  );
}

function DemoUsers({ choose }: { readonly choose: (name: string) => void }) {
  return (
    <div className={classes.demo} data-testid="demo-users">
      <Text size="sm" fw={600}>
        {t.entrance.demoHint}
      </Text>
      <div className={classes.demoUsers}>
        {ROLES.map((role) => (
          <Button key={role} size="xs" variant="default" onClick={() => choose(role)}>
            {role}
          </Button>
        ))}
      </div>
      <Text size="sm">{t.entrance.demoPassword}</Text>
    </div>
  );
}
