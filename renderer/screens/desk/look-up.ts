import { normalisePlate } from '#domain/session/plate.ts';
import { problemOf } from '../../link/errors.ts';
import type { Station } from '../../link/station.ts';
import type { Quoted } from './desk-types.ts';

/** Answers that leave open whether the text was meant as a plate. */
const NOT_A_TICKET: ReadonlySet<string> = new Set([
  'ticket-malformed',
  'ticket-unknown',
  'not-inside',
]);

/**
 * Finds the vehicle behind a scan or typed text: as a ticket first, then as a plate.
 *
 * @throws what the station said about the ticket, where the text can only be one; else about the plate
 */
export async function lookUp(
  client: Station['client'],
  lotId: string,
  text: string,
): Promise<Quoted> {
  try {
    return await client.quotes.create({ lotId, ticket: text });
  } catch (cause) {
    const mayBePlate = NOT_A_TICKET.has(problemOf(cause).code) && normalisePlate(text) !== null;
    if (!mayBePlate) throw cause;
  }
  return client.quotes.create({ lotId, plate: text.slice(0, 32) });
}

/** Whether text in the cash field is really the next scan: no amount, and long enough for a ticket. */
export function isScan(text: string, amountMinor: number | null): boolean {
  return amountMinor === null && text.trim().length >= 4;
}
