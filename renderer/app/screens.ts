import type { Permission } from '#domain/access/roles.ts';
import { t } from '../strings/index.ts';

/** A screen of the console, its address and the key that leads to it. */
export interface ScreenEntry {
  readonly id:
    | 'memberships'
    | 'reservations'
    | 'control'
    | 'sessions'
    | 'desk'
    | 'payments'
    | 'shifts'
    | 'validations'
    | 'dashboard'
    | 'devices'
    | 'reports'
    | 'tariffs'
    | 'users';
  readonly path: string;
  readonly label: string;
  readonly fullLabel: string;
  readonly key: string;
  readonly needs: Permission;
}

export const SCREENS: readonly ScreenEntry[] = [
  {
    id: 'control',
    path: '/',
    label: t.shell.nav.controlRoom,
    fullLabel: t.shell.nav.controlRoomFull,
    key: '1',
    needs: 'lot.view',
  },
  {
    id: 'sessions',
    path: '/sessions',
    label: t.shell.nav.sessions,
    fullLabel: t.shell.nav.sessions,
    key: '2',
    needs: 'lot.view',
  },
  {
    id: 'desk',
    path: '/desk',
    label: t.shell.nav.desk,
    fullLabel: t.shell.nav.desk,
    key: '3',
    needs: 'payment.take',
  },
  {
    id: 'payments',
    path: '/payments',
    label: t.shell.nav.payments,
    fullLabel: t.shell.nav.payments,
    key: '6',
    needs: 'payment.take',
  },
  {
    id: 'shifts',
    path: '/shifts',
    label: t.shell.nav.shifts,
    fullLabel: t.shell.nav.shifts,
    key: '7',
    needs: 'shift.own',
  },
  {
    id: 'memberships',
    path: '/memberships',
    label: t.shell.nav.memberships,
    fullLabel: t.membership.title,
    key: '9',
    needs: 'membership.view',
  },
  {
    id: 'reservations',
    path: '/reservations',
    label: t.shell.nav.reservations,
    fullLabel: t.reservations.title,
    key: '0',
    needs: 'reservation.view',
  },
  {
    id: 'validations',
    path: '/validations',
    label: t.shell.nav.validations,
    fullLabel: t.validation.title,
    key: 'V',
    needs: 'validation.apply',
  },
  {
    id: 'tariffs',
    path: '/tariffs',
    label: t.shell.nav.tariffs,
    fullLabel: t.tariffs.title,
    key: 'T',
    needs: 'tariff.manage',
  },
  {
    id: 'dashboard',
    path: '/dashboard',
    label: t.shell.nav.dashboard,
    fullLabel: t.dashboard.title,
    key: '8',
    needs: 'report.view',
  },
  {
    id: 'reports',
    path: '/reports',
    label: t.shell.nav.reports,
    fullLabel: t.shell.nav.reports,
    key: '4',
    needs: 'report.view',
  },
  {
    id: 'devices',
    path: '/devices',
    label: t.shell.nav.devices,
    fullLabel: t.devices.title,
    key: 'G',
    needs: 'lot.view',
  },
  {
    id: 'users',
    path: '/users',
    label: t.shell.nav.users,
    fullLabel: t.shell.nav.users,
    key: '5',
    needs: 'user.manage',
  },
];
