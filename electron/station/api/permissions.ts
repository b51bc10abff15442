import type { Permission } from '#domain/access/roles.ts';

/**
 * What each procedure needs, by its path in the contract. A procedure that stands neither here nor in
 * one of the two lists below is refused to everybody, and a test fails.
 */
export const NEEDS: Readonly<Record<string, Permission>> = {
  'users.list': 'user.manage',
  'users.create': 'user.manage',
  'users.remove': 'user.manage',
  'lots.list': 'lot.view',
  'lots.get': 'lot.view',
  'lots.availability': 'lot.view',
  'lots.slots': 'lot.view',
  'lots.open': 'lot.open',
  'lots.openDemo': 'lot.open',
  'lots.setSimulatorSpeed': 'lane.operate',
  'sessions.list': 'lot.view',
  'entries.create': 'session.admit',
  'exits.create': 'session.admit',
  'quotes.create': 'payment.take',
  'payments.create': 'payment.take',
  'payments.list': 'payment.take',
  'payments.get': 'payment.take',
  'payments.abort': 'payment.take',
  'payments.reverse': 'payment.take',
  'payments.refund': 'payment.refund',
  'payments.resolve': 'payment.refund',
  'payments.methods': 'payment.take',
  'slots.override': 'slot.override',
  'slots.undo': 'slot.override',
  'slots.history': 'lot.view',
  'lanes.operate': 'lane.operate',
  'lanes.answerRead': 'session.admit',
  'alarms.acknowledge': 'alarm.acknowledge',
  'sessions.close': 'slot.override',
  'shifts.open': 'shift.own',
  'shifts.move': 'shift.own',
  'shifts.close': 'shift.own',
  'reports.get': 'report.view',
  'reports.csv': 'report.view',
  'documents.ticket': 'session.admit',
  'documents.receipt': 'payment.take',
  'documents.slip': 'payment.take',
  'journal.read': 'journal.read',
  'journal.verify': 'journal.read',
  'live.watch': 'lot.view',
};

/** Open to callers who have not signed in: how one signs in. */
export const PUBLIC: ReadonlySet<string> = new Set([
  'signIn.setup',
  'signIn.createAdmin',
  'signIn.signIn',
  'signIn.resume',
]);

/** Open to everybody who has signed in, whatever the role. */
export const SIGNED_IN: ReadonlySet<string> = new Set(['signIn.me', 'signIn.signOut']);
