import { Tooltip } from '@mantine/core';
import {
  IconCalendarTime,
  IconCashBanknote,
  IconCashRegister,
  IconChartBar,
  IconCpu,
  IconDeviceDesktopAnalytics,
  IconDiscount,
  IconIdBadge2,
  IconKeyboard,
  IconLayoutDashboard,
  IconListDetails,
  IconReceipt,
  IconTags,
  IconUsers,
} from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { mayDo } from '#domain/access/roles.ts';
import { useUser } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { SCREENS, type ScreenEntry } from '../screens.ts';
import { useViewState } from '../view-state.ts';
import classes from './shell.module.css';

const ICONS = {
  control: IconLayoutDashboard,
  sessions: IconListDetails,
  desk: IconCashRegister,
  payments: IconReceipt,
  shifts: IconCashBanknote,
  memberships: IconIdBadge2,
  reservations: IconCalendarTime,
  validations: IconDiscount,
  tariffs: IconTags,
  dashboard: IconDeviceDesktopAnalytics,
  reports: IconChartBar,
  devices: IconCpu,
  users: IconUsers,
} satisfies Record<ScreenEntry['id'], unknown>;

/** The way to every screen that the role may see. */
export function NavRail() {
  const user = useUser();
  const [location] = useLocation();
  const setHelpOpen = useViewState((state) => state.setHelpOpen);
  const screens = SCREENS.filter(({ needs }) => user !== null && mayDo(user.role, needs));
  return (
    <nav className={classes.rail} aria-label={t.shell.nav.label}>
      {screens.map((screen) => {
        const Icon = ICONS[screen.id];
        return (
          <Tooltip
            key={screen.id}
            label={t.common.hint(screen.fullLabel, `Alt+${screen.key}`)}
            position="right"
          >
            <Link
              href={screen.path}
              className={classes.railItem}
              aria-current={location === screen.path ? 'page' : undefined}
              aria-keyshortcuts={`Alt+${screen.key}`}
              data-testid={`nav-${screen.id}`}
            >
              <Icon size={24} stroke={1.5} aria-hidden />
              {screen.label}
            </Link>
          </Tooltip>
        );
      })}
      <Tooltip label={t.common.hint(t.shortcuts.title, '?')} position="right">
        <button
          type="button"
          className={`${classes.railItem} ${classes.railEnd}`}
          onClick={() => setHelpOpen(true)}
          data-testid="nav-shortcuts"
        >
          <IconKeyboard size={24} stroke={1.5} aria-hidden />
          {t.shell.nav.shortcuts}
        </button>
      </Tooltip>
    </nav>
  );
}
