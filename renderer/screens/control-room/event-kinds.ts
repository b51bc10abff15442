import type { EventType } from '#domain/lot/event.ts';
import type { FeedEntry } from '#domain/views/live.ts';

export const FEED_FILTERS = ['all', 'traffic', 'money', 'staff', 'field'] as const;
export type FeedFilter = (typeof FEED_FILTERS)[number];

/** Under which filter an event is found. */
export const EVENT_KIND = {
  LotCreated: 'staff',
  LotChanged: 'staff',
  LoopChanged: 'field',
  GateMoved: 'field',
  PlateRead: 'traffic',
  StaffAsked: 'traffic',
  StaffAnswered: 'staff',
  EntryRefused: 'traffic',
  TicketIssued: 'traffic',
  TicketVoided: 'traffic',
  GateVended: 'traffic',
  GateHeld: 'staff',
  GateClosed: 'staff',
  VehiclePassed: 'traffic',
  VehicleBackedOut: 'traffic',
  AuthorisationExpired: 'traffic',
  SessionStarted: 'traffic',
  SessionMoved: 'staff',
  SessionEnded: 'traffic',
  SessionClosed: 'staff',
  PaymentDue: 'money',
  PaymentRequested: 'money',
  PaymentOffered: 'money',
  PaymentCaptured: 'money',
  PaymentFailed: 'money',
  PaymentUncertain: 'money',
  PaymentEndAsked: 'money',
  PaymentReversed: 'money',
  ReversalFailed: 'money',
  RefundRequested: 'money',
  PaymentRefunded: 'money',
  RefundFailed: 'money',
  ExitRefused: 'traffic',
  PresenceChanged: 'field',
  SlotOverridden: 'staff',
  BlockEnded: 'staff',
  DeviceStatusChanged: 'field',
  AlarmRaised: 'field',
  AlarmCleared: 'field',
  AlarmAcknowledged: 'staff',
  PlanSaved: 'staff',
  PlanRetired: 'staff',
  GroupSaved: 'staff',
  MembershipStarted: 'staff',
  MembershipChanged: 'staff',
  MembershipSuspended: 'staff',
  MembershipResumed: 'staff',
  MembershipEnded: 'staff',
  CredentialResynced: 'staff',
  PlateBlocked: 'staff',
  PlateUnblocked: 'staff',
  MembershipRenewed: 'money',
  FeePartPaid: 'money',
  BalanceToppedUp: 'money',
  BalanceCharged: 'money',
  DebtRaised: 'money',
  DebtPaid: 'money',
  DebtWaived: 'money',
  PassedBack: 'traffic',
  ShiftOpened: 'money',
  CashMoved: 'money',
  TariffPublished: 'money',
  TariffWithdrawn: 'money',
  PriceChanged: 'money',
  ShiftClosed: 'money',
} satisfies Record<EventType, Exclude<FeedFilter, 'all'>>;

/** Events that somebody may have to act on: drawn a little louder. */
export const ALERTING: ReadonlySet<EventType> = new Set([
  'EntryRefused',
  'ExitRefused',
  'StaffAsked',
  'AlarmRaised',
  'PassedBack',
]);

const DETAIL: ReadonlySet<EventType> = new Set([
  'DeviceStatusChanged',
  'PlateRead',
  'SessionMoved',
]);

/** Told under its own filter alone: another event says the same in the feed of all. */
export function isDetail({ type, facts }: FeedEntry): boolean {
  // Whoever passes with a session also starts or ends it.
  return DETAIL.has(type) || (type === 'VehiclePassed' && facts.sessionId !== null);
}
