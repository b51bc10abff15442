import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
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
        <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(schemeOf(value))}>
          {SCHEMES.map((scheme) => (
            <Menu.RadioItem
              key={scheme}
              value={scheme}
              closeMenuOnClick={false}
              data-testid={`scheme-${scheme}`}
            >
              {t.shell.schemes[scheme]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t.shell.palette}</Menu.Label>
        <Menu.RadioGroup value={palette} onChange={(value) => setPalette(paletteOf(value))}>
          {PALETTES.map((name) => (
            <Menu.RadioItem
              key={name}
              value={name}
              closeMenuOnClick={false}
              data-testid={`palette-${name}`}
            >
              {t.shell.palettes[name]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
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

function schemeOf(value: string): (typeof SCHEMES)[number] {
  return SCHEMES.find((scheme) => scheme === value) ?? 'auto';
}

function paletteOf(value: string): (typeof PALETTES)[number] {
  return PALETTES.find((palette) => palette === value) ?? 'calm';
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
