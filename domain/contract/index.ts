import { documentsContract } from './documents.ts';
import { lotsContract } from './lots.ts';
import {
  alarmsContract,
  journalContract,
  lanesContract,
  liveContract,
  reportsContract,
  shiftsContract,
  slotsContract,
} from './operations.ts';
import { signInContract, usersContract } from './sign-in.ts';
import {
  entriesContract,
  exitsContract,
  paymentsContract,
  quotesContract,
  sessionsContract,
} from './traffic.ts';

/** The station's one typed API, carried by MessagePort, WebSocket and REST alike. */
export const contract = {
  signIn: signInContract,
  users: usersContract,
  lots: lotsContract,
  sessions: sessionsContract,
  entries: entriesContract,
  exits: exitsContract,
  quotes: quotesContract,
  payments: paymentsContract,
  documents: documentsContract,
  slots: slotsContract,
  lanes: lanesContract,
  alarms: alarmsContract,
  shifts: shiftsContract,
  reports: reportsContract,
  journal: journalContract,
  live: liveContract,
};
export type Contract = typeof contract;
