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
  notOver: 'The period is not over yet: figures run up to now.',
  nothing: 'Nothing of this kind happened.',
  desk: 'Desk',
  total: 'Total',
} as const;
