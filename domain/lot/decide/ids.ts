import { assert } from '../../kernel/assert.ts';
import type { SessionId, TicketNumber } from '../../kernel/ids.ts';
import { ticketNumberFrom } from '../../ticket/number.ts';
import type { CommandHead } from '../command.ts';
import type { LotState } from '../state.ts';

const NONCE_DIGITS = 32;
/** Behind the digits that the ticket number is cut from, so that an id tells nothing about a ticket. */
const ID_FROM_DIGIT = 12;

/** A new id from the command's nonce: 80 random bits behind a prefix that says what it names. */
export function idFrom({ nonce }: CommandHead, prefix: string): string {
  return `${prefix}-${nonce.slice(ID_FROM_DIGIT)}`;
}

/** A random number that stands for nothing that is known: one in use is passed over for the next. */
export function freeNumber(
  command: CommandHead,
  isFree: (number: TicketNumber) => boolean,
): TicketNumber {
  for (let turn = 0; turn < NONCE_DIGITS; turn += 1) {
    const number = ticketNumberFrom(command.nonce.slice(turn) + command.nonce.slice(0, turn));
    if (isFree(number)) return number;
  }
  assert(false, 'one of 32 random numbers is free');
}

/** Whether a number stands for no ticket: none that is out, was, or lies ready at a lane. */
export function isFreeNumber(
  { byTicket, spentTickets, stock }: LotState,
  number: TicketNumber,
): boolean {
  return !byTicket.has(number) && !spentTickets.has(number) && !stock.has(number);
}

/** The session and ticket number of an entry. */
export function ticketFrom(
  state: LotState,
  command: CommandHead,
): { sessionId: SessionId; ticketNumber: TicketNumber } {
  const ticketNumber = freeNumber(command, (number) => isFreeNumber(state, number));
  return { sessionId: idFrom(command, 's'), ticketNumber };
}
