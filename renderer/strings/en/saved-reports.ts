import type { REPORTING_REFUSALS } from '#domain/lot/refusals/reporting.ts';

/** Reports under a name, and those that are sent by themselves. */
export const savedReports = {
  title: 'Saved reports',
  lead: 'A report with its settings under a name, to look at or to be sent by itself.',
  none: 'Nothing is saved yet.',
  noneHint: 'Save a daily revenue report and have it in your mail every morning.',
  add: 'Save a report',
  change: 'Change',
  remove: 'Remove',
  removeTitle: (name: string) => `Remove ${name}?`,
  removeHint: 'It is not sent any more. Files that were sent stay where they are.',
  removed: (name: string) => `${name} removed`,
  open: 'Look at it',
  sendNow: 'Send now',
  sending: 'Sending …',
  sentNow: (name: string) => `${name} was sent`,
  saved: (name: string) => `${name} saved`,
  columns: {
    name: 'Name',
    report: 'Report',
    when: 'Sent',
    where: 'To',
    last: 'Last sent',
    next: 'Next',
  },
  periods: { day: 'Daily', week: 'Weekly', month: 'Monthly' },
  at: (period: string, time: string) => `${period} at ${time}`,
  notSent: 'Not sent by itself',
  paused: 'Paused',
  never: 'Never so far',
  folder: (name: string) => `Folder ${name}`,
  mails: (count: string) => (count === '1' ? '1 address' : `${count} addresses`),
  failing: (attempts: string, time: string) =>
    attempts === '1'
      ? `Failed once. Next attempt ${time}`
      : `Failed ${attempts} times. Next attempt ${time}`,
  givenUp: 'Given up',
  files: (names: string) => `Sent as ${names}`,
  form: {
    title: 'Save a report',
    changeTitle: (name: string) => `Change ${name}`,
    name: 'Name',
    nameHint: 'Such as “Revenue for the accountant”',
    report: 'Report',
    period: 'Period',
    compare: 'Compare with',
    compares: { none: 'Nothing', previous: 'Period before', 'last-year': 'Same week last year' },
    lots: 'Further lots',
    olderThanDays: 'Name stays older than (days)',
    scheduled: 'Send it by itself',
    scheduledHint: {
      day: 'Every day, about the day before',
      week: 'On the first day of each week, about the week before',
      month: 'On the first of each month, about the month before',
    },
    time: 'At (lot’s clock)',
    formats: 'As',
    folder: 'Into the folder',
    folderHint: (base: string) => `Below ${base} on the station`,
    mail: 'By e-mail to',
    mailHint: 'Several addresses are parted by commas',
    mailOff: 'E-mail is not set up: see “mail” in config.json.',
    badMail: (address: string) => `${address} is no e-mail address`,
    nowhere: 'Name a folder or an e-mail address',
    noFormat: 'Choose at least one kind of file',
    pause: 'Paused',
    save: 'Save',
  },
};

export const reportingRefusals = {
  'saved-report-unknown': {
    what: 'This saved report is gone.',
    todo: 'Somebody has removed it. Load the list again.',
  },
  'saved-report-name-taken': {
    what: 'Another saved report has this name.',
    todo: 'Choose a different name.',
  },
  'saved-reports-too-many': {
    what: 'There are 200 saved reports already.',
    todo: 'Remove one first.',
  },
  'report-run-over': { what: 'This report has been sent already.', todo: '' },
} satisfies Record<keyof typeof REPORTING_REFUSALS, { what: string; todo: string }>;
