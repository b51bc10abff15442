import { Center, Loader } from '@mantine/core';
import { type ComponentType, lazy, Suspense, useRef } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { mayDo } from '#domain/access/roles.ts';
import { useLinkStatus, useUser } from '../../link/hooks.ts';
import { ControlRoom } from '../../screens/control-room/ControlRoom.tsx';
import { DeskScreen } from '../../screens/desk/DeskScreen.tsx';
import { t } from '../../strings/index.ts';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { SCREENS, type ScreenEntry } from '../screens.ts';
import { EvacuationBanner } from './EvacuationBanner.tsx';
import { NavRail } from './NavRail.tsx';
import { ShortcutsOverlay } from './ShortcutsOverlay.tsx';
import { StationBanner } from './StationBanner.tsx';
import classes from './shell.module.css';
import { TopBar } from './TopBar.tsx';
import { useGlobalKeys } from './use-global-keys.ts';

const SessionsScreen = lazy(() => import('../../screens/sessions/SessionsScreen.tsx'));
const PaymentsScreen = lazy(() => import('../../screens/payments/PaymentsScreen.tsx'));
const ShiftsScreen = lazy(() => import('../../screens/shifts/ShiftsScreen.tsx'));
const MembershipsScreen = lazy(() => import('../../screens/memberships/MembershipsScreen.tsx'));
const ReservationsScreen = lazy(() => import('../../screens/reservations/ReservationsScreen.tsx'));
const ValidationsScreen = lazy(() => import('../../screens/validations/ValidationsScreen.tsx'));
const TariffsScreen = lazy(() => import('../../screens/tariffs/TariffsScreen.tsx'));
const DashboardScreen = lazy(() => import('../../screens/dashboard/DashboardScreen.tsx'));
const ReportsScreen = lazy(() => import('../../screens/reports/ReportsScreen.tsx'));
const DevicesScreen = lazy(() => import('../../screens/devices/DevicesScreen.tsx'));
const UsersScreen = lazy(() => import('../../screens/users/UsersScreen.tsx'));

/** The frame around every screen of an open lot. */
export function Shell() {
  const screen = useRef<HTMLElement>(null);
  const online = useLinkStatus((status) => status.phase === 'online');
  const [location] = useLocation();
  useGlobalKeys();
  return (
    <div className={classes.shell}>
      <button type="button" className={classes.skip} onClick={() => screen.current?.focus()}>
        {t.shell.skipToContent}
      </button>
      <TopBar />
      <div className={classes.banner}>
        <StationBanner />
        <EvacuationBanner />
      </div>
      <NavRail />
      <main
        ref={screen}
        tabIndex={-1}
        className={`${classes.screen} ${online ? '' : classes.stale}`}
      >
        <ErrorBoundary key={location}>
          <Suspense fallback={<Waiting />}>
            <Screens />
          </Suspense>
        </ErrorBoundary>
      </main>
      <ShortcutsOverlay />
    </div>
  );
}

const COMPONENTS: Readonly<Record<ScreenEntry['id'], ComponentType>> = {
  control: ControlRoom,
  sessions: SessionsScreen,
  desk: DeskScreen,
  payments: PaymentsScreen,
  shifts: ShiftsScreen,
  memberships: MembershipsScreen,
  reservations: ReservationsScreen,
  validations: ValidationsScreen,
  tariffs: TariffsScreen,
  dashboard: DashboardScreen,
  reports: ReportsScreen,
  devices: DevicesScreen,
  users: UsersScreen,
};

/** The screens that the role may see; an address of another leads to the first. */
function Screens() {
  const user = useUser();
  const screens = SCREENS.filter(({ needs }) => user !== null && mayDo(user.role, needs));
  return (
    <Switch>
      {screens.map(({ id, path }) => (
        <Route key={id} path={path} component={COMPONENTS[id]} />
      ))}
      <Route>
        <Redirect to="/" />
      </Route>
    </Switch>
  );
}

function Waiting() {
  return (
    <Center h="100%" role="status" aria-label={t.common.loading}>
      <Loader type="dots" />
    </Center>
  );
}
