import type { SlotKind, VehicleClass } from '../facility/kinds.ts';
import type { EntryRight } from '../session/right.ts';
import type { ReportId } from './reports.ts';

/** Words that all reports share, in English; those of one report stand beside its builder. */
export const reportWords = {
  titles: {
    summary: 'Summary',
    occupancy: 'Occupancy',
    traffic: 'Traffic',
    revenue: 'Revenue',
    exceptions: 'Exceptions',
    devices: 'Devices',
    audit: 'Audit',
    sessions: 'Sessions',
    reconciliation: 'Reconciliation',
  } satisfies Readonly<Record<ReportId, string>>,
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  again: (hour: string) => `${hour} (2nd)`,
  notOver: 'The period is not over yet: figures run up to now.',
  nothing: 'Nothing of this kind happened.',
  cut: (title: string, shown: number, all: number) =>
    `${title}: the first ${shown.toLocaleString('en')} of ${all.toLocaleString('en')} are listed here. The CSV file has them all.`,
  desk: 'Desk',
  noLane: 'Ended by staff',
  total: 'Total',
  lot: 'Lot',
  share: 'Share',
  hour: 'Hour',
  day: 'Day',
  classes: {
    motorcycle: 'Motorcycle',
    car: 'Car',
    bus: 'Bus',
    ev: 'Electric car',
  } satisfies Readonly<Record<VehicleClass, string>>,
  kinds: {
    motorcycle: 'Motorcycle',
    compact: 'Compact',
    standard: 'Standard',
    large: 'Large',
    bus: 'Bus',
    ev: 'EV charging',
    accessible: 'Accessible',
  } satisfies Readonly<Record<SlotKind, string>>,
  credentials: {
    transient: 'Ticket',
    reservation: 'Booking',
    membership: 'Membership',
  } satisfies Readonly<Record<EntryRight['kind'], string>>,
} as const;

/** A code in words, or the code itself where none are known: a newer journal may know more. */
export function wordFor(words: Readonly<Record<string, string>>, code: string): string {
  return words[code] ?? code;
}
