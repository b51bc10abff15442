import type { LotEvent } from '../lot/event.ts';

/** Fields that name what an event is about, the nearest first. */
const NAMES = [
  ['slotId', 'slot'],
  ['shopId', 'shop'],
  ['membershipId', 'membership'],
  ['planId', 'plan'],
  ['groupId', 'group'],
  ['reservationId', 'reservation'],
  ['savedReportId', 'report'],
  ['importId', 'import'],
  ['paymentId', 'payment'],
  ['shiftId', 'shift'],
  ['alarmId', 'alarm'],
  ['sessionId', 'session'],
  ['laneId', 'lane'],
] as const;

/** What an event is about, such as `slot:a1`: two of one subject are before and after. Null without one. */
export function subjectOf(event: LotEvent): string | null {
  switch (event.type) {
    case 'LotCreated':
    case 'LotChanged':
      return 'lot';
    case 'TariffPublished':
    case 'TariffWithdrawn':
      return 'tariff';
    case 'TicketIssued':
    case 'SessionMoved':
      return `session:${event.sessionId}`;
    case 'PlateBlocked':
    case 'PlateUnblocked':
      return `plate:${event.plateRef}`;
  }
  const fields = event as unknown as Readonly<Record<string, unknown>>;
  for (const [field, kind] of NAMES) {
    const id = fields[field];
    if (typeof id === 'string') return `${kind}:${id}`;
  }
  return null;
}
