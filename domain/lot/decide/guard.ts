import type { GuardCommand } from '../command/guard.ts';
import type { Deciders } from '../deciders.ts';
import { decideFound, decideLost } from './lost-ticket.ts';
import { decidePlateAnswer } from './plate-match.ts';

/** Who decides where a ticket, a plate and a vehicle do not belong together. */
export const guardDeciders: Deciders<GuardCommand> = {
  DeclareTicketLost: decideLost,
  WithdrawTicketLost: decideFound,
  AnswerPlate: decidePlateAnswer,
};
