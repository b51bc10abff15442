import { Center, Loader } from '@mantine/core';
import { lazy, Suspense, useRef } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { useLinkStatus, useMay } from '../../link/hooks.ts';
import { ControlRoom } from '../../screens/control-room/ControlRoom.tsx';
import { DeskScreen } from '../../screens/desk/DeskScreen.tsx';
import { t } from '../../strings/index.ts';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
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

function Screens() {
  const maySeeMembers = useMay('membership.view');
  const mayValidate = useMay('validation.apply');
  const mayReport = useMay('report.view');
  const maySetPrices = useMay('tariff.manage');
  const mayManage = useMay('user.manage');
  return (
    <Switch>
      <Route path="/" component={ControlRoom} />
      <Route path="/sessions" component={SessionsScreen} />
      <Route path="/desk" component={DeskScreen} />
      <Route path="/payments" component={PaymentsScreen} />
      <Route path="/shifts" component={ShiftsScreen} />
      {maySeeMembers && <Route path="/memberships" component={MembershipsScreen} />}
      <Route path="/reservations" component={ReservationsScreen} />
      {mayValidate && <Route path="/validations" component={ValidationsScreen} />}
      {maySetPrices && <Route path="/tariffs" component={TariffsScreen} />}
      {mayReport && <Route path="/dashboard" component={DashboardScreen} />}
      {mayReport && <Route path="/reports" component={ReportsScreen} />}
      {mayManage && <Route path="/users" component={UsersScreen} />}
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
