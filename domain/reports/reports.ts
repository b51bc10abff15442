/** The reports, by the name that stands in their address and in the names of their files. */
export const REPORT_IDS = [
  'summary',
  'occupancy',
  'traffic',
  'revenue',
  'exceptions',
  'devices',
  'audit',
  'sessions',
  'reconciliation',
] as const;
export type ReportId = (typeof REPORT_IDS)[number];

export const REPORT_PERIODS = ['day', 'week', 'month'] as const;
export type ReportPeriodKind = (typeof REPORT_PERIODS)[number];

export const REPORT_FORMATS = ['json', 'csv', 'xlsx', 'pdf'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];
