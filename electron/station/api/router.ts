import { api } from './base.ts';
import { advice } from './procedures/advice.ts';
import { alarms } from './procedures/alarms.ts';
import { blockedPlates } from './procedures/blocked-plates.ts';
import { chargers, charges } from './procedures/chargers.ts';
import { dashboard } from './procedures/dashboard.ts';
import { devices } from './procedures/devices.ts';
import { documents } from './procedures/documents.ts';
import { entries } from './procedures/entries.ts';
import { evacuation } from './procedures/evacuation.ts';
import { exits } from './procedures/exits.ts';
import { forecast } from './procedures/forecast.ts';
import { historyImports } from './procedures/history-imports.ts';
import { journal } from './procedures/journal.ts';
import { lanes } from './procedures/lanes.ts';
import { live } from './procedures/live.ts';
import { lostTickets } from './procedures/lost-tickets.ts';
import { lots } from './procedures/lots.ts';
import { memberships } from './procedures/memberships.ts';
import { papers } from './procedures/papers.ts';
import { payments } from './procedures/payments.ts';
import { pictures } from './procedures/pictures.ts';
import { groups, plans } from './procedures/plans.ts';
import { prints } from './procedures/prints.ts';
import { quotes } from './procedures/quotes.ts';
import { reportDocuments } from './procedures/report-documents.ts';
import { reports } from './procedures/reports.ts';
import { reservations } from './procedures/reservations.ts';
import { savedReports } from './procedures/saved-reports.ts';
import { sessions } from './procedures/sessions.ts';
import { shifts } from './procedures/shifts.ts';
import { shops } from './procedures/shops.ts';
import { signIn } from './procedures/sign-in.ts';
import { slots } from './procedures/slots.ts';
import { statements } from './procedures/statements.ts';
import { tariffs } from './procedures/tariffs.ts';
import { tillPrinter } from './procedures/till-printer.ts';
import { users } from './procedures/users.ts';
import { validations } from './procedures/validations.ts';
import { zones } from './procedures/zones.ts';

/** The whole contract, implemented; every transport carries this one router. */
export const router = api.router({
  signIn,
  users,
  lots,
  sessions,
  entries,
  exits,
  quotes,
  tariffs,
  payments,
  slots,
  lanes,
  devices,
  chargers,
  charges,
  zones,
  evacuation,
  alarms,
  shifts,
  reports: { ...reports, ...reportDocuments },
  advice,
  dashboard,
  forecast,
  historyImports,
  savedReports,
  statements,
  plans,
  groups,
  memberships,
  reservations,
  blockedPlates,
  shops,
  validations,
  lostTickets,
  documents,
  papers,
  prints,
  tillPrinter,
  pictures,
  journal,
  live,
});
