import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconLogout, IconUserCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useUser } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { useFormat } from '../lot-format.ts';
import { tellProblem } from '../notify.tsx';
import { usePreferences } from '../preferences.ts';
import classes from './shell.module.css';

const SCHEMES = ['auto', 'light', 'dark'] as const;
const PALETTES = ['calm', 'classic'] as const;

/** Who is signed in, and how the console looks to them. */
export function UserMenu() {
  const user = useUser();
  const { signIn } = useStation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const palette = usePreferences((state) => state.palette);
  const setPalette = usePreferences((state) => state.setPalette);
  if (user === null) return null;
  return (
    <Menu position="bottom-end" shadow="md" width={240}>
      <Menu.Target>
        <button
          type="button"
          className={classes.plainButton}
          aria-label={t.shell.userMenu(user.username, t.roles[user.role])}
          data-testid="user-menu"
        >
          <IconUserCircle size={20} stroke={1.5} aria-hidden />
          <span className={classes.userName}>{user.username}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t.shell.userMenu(user.username, t.roles[user.role])}</Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t.shell.appearance}</Menu.Label>
        {SCHEMES.map((scheme) => (
          <Choice
            key={scheme}
            chosen={scheme === colorScheme}
            choose={() => setColorScheme(scheme)}
            testId={`scheme-${scheme}`}
          >
            {t.shell.schemes[scheme]}
          </Choice>
        ))}
        <Menu.Divider />
        <Menu.Label>{t.shell.palette}</Menu.Label>
        {PALETTES.map((name) => (
          <Choice
            key={name}
            chosen={name === palette}
            choose={() => setPalette(name)}
            testId={`palette-${name}`}
          >
            {t.shell.palettes[name]}
          </Choice>
        ))}
        <Menu.Divider />
        <LatencyLine />
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          onClick={() => signIn.signOut().catch(tellProblem)}
          data-testid="sign-out"
        >
          {t.shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface ChoiceProps {
  readonly chosen: boolean;
  readonly choose: () => void;
  readonly testId: string;
  readonly children: ReactNode;
}

function Choice({ chosen, choose, testId, children }: ChoiceProps) {
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={chosen}
      onClick={choose}
      closeMenuOnClick={false}
      rightSection={chosen ? <IconCheck size={16} aria-hidden /> : null}
      data-testid={testId}
    >
      {children}
    </Menu.Item>
  );
}

/** Drawn when the menu opens, so the figures are those of the last thousand messages by then. */
function LatencyLine() {
  const { live } = useStation();
  const { number } = useFormat();
  const median = live.latency.percentileMs(0.5);
  const p95 = live.latency.percentileMs(0.95);
  if (median === null || p95 === null) return null;
  const words = t.shell.latency(number(Math.round(median)), number(Math.round(p95)));
  return <Menu.Label data-testid="latency">{words}</Menu.Label>;
}
