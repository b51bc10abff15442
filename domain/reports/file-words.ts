/** Words around a report in files and on paper, in English. */
export const fileWords = {
  report: 'Report',
  figures: 'Key figures',
  item: 'Item',
  value: 'Value',
  before: 'Compared with',
  lot: 'Lot',
  period: 'Period',
  from: 'From',
  to: 'To (not within)',
  madeAt: 'Made at',
  madeBy: 'Made by',
  note: 'Note',
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  made: (by: string, at: string) => `Made by ${by}, ${at}`,
  rowsLeftOut: (count: number) =>
    `${count} further rows are left out on paper; the CSV and XLSX files have them all.`,
} as const;
