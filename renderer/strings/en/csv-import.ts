/** Taking in a CSV file, whatever stands in it. */
export const csvImport = {
  choose: 'Choose a CSV file',
  another: 'Choose another file',
  tooLarge: (name: string, size: string) =>
    `${name} is larger than ${size} MB. Import it in parts.`,
  empty: (name: string) => `${name} is empty.`,
  map: 'Columns',
  dateOrder: 'Dates are written',
  dateOrders: { ymd: 'Year, month, day', dmy: 'Day, month, year', mdy: 'Month, day, year' },
  hasHeader: 'The first line names the columns',
  nameRows: (rows: string) => (rows === '1' ? '1 row' : `${rows} rows`),
  preview: 'First rows',
  readAs: 'Read as',
  leftOut: 'Left out',
  line: 'Line',
  countedPart: 'Counted in the first part of the file; the rest is read when it is imported.',
  problems: 'Rows that are left out',
  problemAt: (line: string, column: string) => `Line ${line}, ${column}`,
  moreProblems: (count: string) => `and ${count} more`,
  nothing: 'No row can be used with these columns. Choose others.',
  start: 'Import',
  reading: 'The file is being read',
  importing: 'The file is being imported',
  doneDropped: (dropped: string) =>
    dropped === '1' ? '1 row was left out.' : `${dropped} rows were left out.`,
};
