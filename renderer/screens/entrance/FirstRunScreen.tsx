import { Alert, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { problemOf } from '../../link/errors.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { EntrancePage } from './EntrancePage.tsx';

/** A fresh station: the first person to come makes the administrator. */
export function FirstRunScreen() {
  const { signIn } = useStation();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [repeat, setRepeat] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const differs = repeat !== '' && repeat !== password;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (password !== repeat) return;
    setBusy(true);
    setProblem(null);
    try {
      await signIn.createAdmin(username.trim(), password);
    } catch (cause) {
      setProblem(problemOf(cause).message);
    } finally {
      setBusy(false);
    }
  };

  return (
    <EntrancePage>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Title order={1}>{t.entrance.firstTitle}</Title>
          <Text c="dimmed">{t.entrance.firstText}</Text>
          {problem !== null && (
            <Alert color="red" role="alert">
              {problem}
            </Alert>
          )}
          <TextInput
            label={t.entrance.userName}
            description={t.users.nameHint}
            value={username}
            onChange={(event) => setUsername(event.currentTarget.value)}
            pattern="[a-z][a-z0-9._\-]{1,31}"
            title={t.users.nameHint}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            withAsterisk={false}
            autoFocus
            data-testid="first-username"
          />
          <PasswordInput
            label={t.entrance.password}
            description={t.users.passwordHint}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            minLength={10}
            autoComplete="new-password"
            required
            withAsterisk={false}
            data-testid="first-password"
          />
          <PasswordInput
            label={t.entrance.repeat}
            value={repeat}
            onChange={(event) => setRepeat(event.currentTarget.value)}
            error={differs ? t.entrance.repeatWrong : null}
            autoComplete="new-password"
            required
            withAsterisk={false}
            data-testid="first-repeat"
          />
          <Button type="submit" loading={busy} fullWidth mt="xs" data-testid="first-submit">
            {t.entrance.createAdmin}
          </Button>
        </Stack>
      </form>
    </EntrancePage>
  );
}
