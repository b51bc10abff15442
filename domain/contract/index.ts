import { adviceContract } from './advice.ts';
import { chargersContract, chargesContract } from './chargers.ts';
import { dashboardContract } from './dashboard.ts';
import { devicesContract } from './devices.ts';
import { documentsContract } from './documents.ts';
import { forecastContract } from './forecast.ts';
import { lostTicketsContract, plateAnswersContract, reconciliationContract } from './guard.ts';
import { historyImportsContract } from './history-imports.ts';
import { evacuationContract, laneTroubleContract } from './lane-trouble.ts';
import { lotsContract } from './lots.ts';
import {
  blockedPlatesContract,
  groupsContract,
  membershipsContract,
  plansContract,
} from './memberships.ts';
import {
  alarmsContract,
  journalContract,
  lanesContract,
  liveContract,
  reportsContract,
  slotsContract,
} from './operations.ts';
import { paymentsContract } from './payments.ts';
import { picturesContract } from './pictures.ts';
import { papersContract, printsContract, tillPrinterContract } from './prints.ts';
import { reportDocumentsContract } from './reports.ts';
import { reservationsContract } from './reservations.ts';
import { savedReportsContract } from './saved-reports.ts';
import { shiftsContract } from './shifts.ts';
import { signInContract, usersContract } from './sign-in.ts';
import { statementsContract } from './statements.ts';
import { tariffsContract } from './tariffs.ts';
import { entriesContract, exitsContract, quotesContract, sessionsContract } from './traffic.ts';
import { shopsContract, validationsContract } from './validations.ts';
import { zonesContract } from './zones.ts';

/** The station's one typed API, carried by MessagePort, WebSocket and REST alike. */
export const contract = {
  signIn: signInContract,
  users: usersContract,
  lots: lotsContract,
  sessions: sessionsContract,
  entries: entriesContract,
  exits: exitsContract,
  quotes: quotesContract,
  tariffs: tariffsContract,
  payments: paymentsContract,
  slots: slotsContract,
  devices: devicesContract,
  chargers: chargersContract,
  charges: chargesContract,
  zones: zonesContract,
  lanes: { ...lanesContract, ...plateAnswersContract, ...laneTroubleContract },
  evacuation: evacuationContract,
  alarms: alarmsContract,
  shifts: shiftsContract,
  reports: { ...reportsContract, ...reconciliationContract, ...reportDocumentsContract },
  advice: adviceContract,
  dashboard: dashboardContract,
  forecast: forecastContract,
  historyImports: historyImportsContract,
  savedReports: savedReportsContract,
  statements: statementsContract,
  plans: plansContract,
  groups: groupsContract,
  memberships: membershipsContract,
  reservations: reservationsContract,
  blockedPlates: blockedPlatesContract,
  shops: shopsContract,
  validations: validationsContract,
  lostTickets: lostTicketsContract,
  documents: documentsContract,
  papers: papersContract,
  prints: printsContract,
  tillPrinter: tillPrinterContract,
  pictures: picturesContract,
  journal: journalContract,
  live: liveContract,
};
export type Contract = typeof contract;
