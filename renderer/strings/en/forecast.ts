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
  lead: 'Occupancy from before, out of CSV files. Forecasts learn from it until the lot has its own figures.',
  add: 'Import history',
  none: 'Nothing is imported.',
  columns: { file: 'File', of: 'Of', span: 'From, to', readings: 'Readings', by: 'Imported by' },
  remove: 'Remove',
  removeTitle: (name: string) => `Remove ${name}?`,
  removeHint: 'Forecasts are made without it from now on. The file can be imported again.',
  removed: (name: string) => `${name} removed`,
  dialog: 'Import occupancy history',
  choose: 'Choose a CSV file',
  chooseHint:
    'A line for each time, with how many vehicles were inside: counts every half hour or hour are best.',
  another: 'Choose another file',
  tooLarge: (name: string, size: string) =>
    `${name} is larger than ${size} MB. Import it in parts.`,
  empty: (name: string) => `${name} is empty.`,
  map: 'Columns',
  mapTime: 'Time',
  mapOccupancy: 'Vehicles inside',
  mapCapacity: 'Slots at that time',
  mapCapacityNone: 'As many as today',
  mapSeries: 'Part of the lot',
  mapSeriesNone: 'One for all rows',
  mapInto: 'All rows are of',
  mapNames: 'Names in the file',
  leaveOut: 'Leave out',
  dateOrder: 'Dates are written',
  dateOrders: { ymd: 'Year, month, day', dmy: 'Day, month, year', mdy: 'Month, day, year' },
  hasHeader: 'The first line names the columns',
  nameRows: (rows: string) => (rows === '1' ? '1 row' : `${rows} rows`),
  preview: 'First rows',
  readAs: 'Read as',
  leftOut: 'Left out',
  line: 'Line',
  read: (time: string, inside: string, capacity: string, name: string) =>
    `${time}: ${inside} of ${capacity} in ${name}`,
  counted: (readings: string, dropped: string) =>
    dropped === '0'
      ? `${readings} readings can be used.`
      : `${readings} readings can be used, ${dropped} rows are left out.`,
  countedPart: 'Counted in the first part of the file; the rest is read when it is imported.',
  problems: 'Rows that are left out',
  problemAt: (line: string, column: string) => `Line ${line}, ${column}`,
  moreProblems: (count: string) => `and ${count} more`,
  nothing: 'No row can be used with these columns. Choose others.',
  start: 'Import',
  reading: 'The file is being read',
  importing: 'The file is being imported',
  done: (readings: string, name: string) => `${readings} readings of ${name} imported`,
  doneDropped: (dropped: string) => `${dropped} rows were left out.`,
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
