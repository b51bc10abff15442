/**
 * Who a person is in the control room. A manager may do what an attendant and an accountant may, an
 * administrator everything. An accountant reads figures and the journal, and never sees a plate.
 */
export const ROLES = ['attendant', 'accountant', 'manager', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** What a call needs. The station checks it on every call; the console only hides what is useless. */
export const PERMISSIONS = [
  'lot.view',
  'plate.view',
  'lane.operate',
  'slot.override',
  'payment.take',
  'session.admit',
  'alarm.acknowledge',
  'shift.own',
  'report.view',
  'report.schedule',
  'history.import',
  'statement.import',
  'journal.read',
  'payment.refund',
  'shift.manage',
  'reservation.view',
  'reservation.manage',
  'membership.view',
  'membership.manage',
  'credential.resync',
  'plate.block',
  'tariff.manage',
  'validation.apply',
  'validation.manage',
  'charger.service',
  'paper.manage',
  'lot.open',
  'device.test',
  'device.manage',
  'user.manage',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const ATTENDANT: readonly Permission[] = [
  'lot.view',
  'plate.view',
  'lane.operate',
  'slot.override',
  'payment.take',
  'session.admit',
  'alarm.acknowledge',
  'shift.own',
  'reservation.view',
  'reservation.manage',
  'membership.view',
  'validation.apply',
];
const ACCOUNTANT: readonly Permission[] = [
  'lot.view',
  'report.view',
  'report.schedule',
  'statement.import',
  'journal.read',
];
const MANAGER: readonly Permission[] = [
  ...new Set([...ATTENDANT, ...ACCOUNTANT]),
  'history.import',
  'payment.refund',
  'shift.manage',
  'membership.manage',
  'credential.resync',
  'plate.block',
  'tariff.manage',
  'validation.manage',
  'charger.service',
  'paper.manage',
  'device.test',
];

const GRANTED: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  attendant: new Set(ATTENDANT),
  accountant: new Set(ACCOUNTANT),
  manager: new Set(MANAGER),
  admin: new Set(PERMISSIONS),
};

/** Whether a role holds a permission. */
export function mayDo(role: Role, permission: Permission): boolean {
  return GRANTED[role].has(permission);
}
