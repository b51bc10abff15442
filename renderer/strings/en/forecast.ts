import type { HISTORY_REFUSALS } from '#domain/lot/refusals/history.ts';

/** What is expected in the coming hours and days. */
export const forecast = {
  title: 'Forecast',
  lead: 'Vehicles inside in the coming hours. Eight of ten times it comes within the band.',
  of: 'Of',
  ahead: 'Ahead',
  hours: { '24': '24 hours', '168': '7 days' },
  past: 'So far',
  expected: 'Expected',
  band: '8 of 10 times',
  capacity: 'Slots',
  between: (low: string, high: string) => `${low} to ${high}`,
  usually: (share: string) => `Usually within ±${share}`,
  usuallyHint:
    'Mean error of its own forecasts of the last 28 days, three hours ahead, in percent of the slots.',
  unproven: 'Too little history to state an error.',
  summary: (name: string, peak: string, at: string) =>
    `Forecast of ${name}. Most are expected at ${at}: ${peak}. The table holds every figure.`,
  summaryEmpty: (name: string) => `Forecast of ${name}. There is nothing to expect yet.`,
  peak: (vehicles: string, at: string) => `Most: ${vehicles} at ${at}`,
  fills: (at: string) => `Full from ${at}`,
  none: 'There is no forecast yet.',
  noneHint:
    'It begins with the first day of traffic. Figures from before can be imported from a CSV file.',
  failed: 'The forecast could not be made.',
  chart: 'Chart',
  table: 'Table',
  csv: 'CSV',
  columns: { at: 'Time', expected: 'Expected', low: 'From', high: 'To', share: 'Of slots' },
  basis: (days: string) =>
    days === '1' ? 'From 1 day of history' : `From ${days} days of history`,
};

/** Figures from before, out of CSV files. */
export const historyImport = {
  title: 'Imported history',
  lead: 'Occupancy from before, out of CSV files. Forecasts, and what is usual on the dashboard, go by it until the lot has its own figures.',
  add: 'Import history',
  none: 'Nothing is imported.',
  failed: 'What was imported could not be read.',
  columns: { file: 'File', of: 'Of', span: 'From, to', readings: 'Readings', by: 'Imported by' },
  remove: 'Remove',
  removeTitle: (name: string) => `Remove ${name}?`,
  removeHint:
    'Forecasts and usual figures are made without it from now on. The file can be imported again.',
  removed: (name: string) => `${name} removed`,
  dialog: 'Import occupancy history',
  chooseHint:
    'A line for each time, with how many vehicles were inside: counts every half hour or hour are best.',
  mapTime: 'Time',
  mapOccupancy: 'Vehicles inside',
  mapCapacity: 'Slots at that time',
  mapCapacityNone: 'As many as today',
  mapSeries: 'Part of the lot',
  mapSeriesNone: 'One for all rows',
  mapInto: 'All rows are of',
  mapNames: 'Names in the file',
  leaveOut: 'Leave out',
  read: (time: string, inside: string, capacity: string, name: string) =>
    `${time}: ${inside} of ${capacity} in ${name}`,
  counted: (readings: string, dropped: string) =>
    dropped === '0'
      ? `${readings} readings can be used.`
      : `${readings} readings can be used, ${dropped} rows are left out.`,
  done: (readings: string, name: string) => `${readings} readings of ${name} imported`,
};

export const historyRefusals = {
  'history-import-unknown': {
    what: 'This import is gone.',
    todo: 'Somebody has removed it. Load the list again.',
  },
  'history-imports-too-many': { what: 'There are 50 imports already.', todo: 'Remove one first.' },
  'history-import-too-large': {
    what: 'This import has more than a million readings.',
    todo: 'Import a part of the file.',
  },
} satisfies Record<keyof typeof HISTORY_REFUSALS, { what: string; todo: string }>;
