import { formatTicketNumber } from '#domain/ticket/number.ts';

/** How a stay is named to people: by its plate, else by its ticket as it is read aloud. */
export function vehicleName({
  plate,
  ticketNumber,
}: {
  readonly plate: string | null;
  readonly ticketNumber: string;
}): string {
  return plate ?? formatTicketNumber(ticketNumber);
}
