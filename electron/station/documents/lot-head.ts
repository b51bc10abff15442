import type { LotFile } from '#domain/facility/lot-file.ts';

/** What stands on all paper of a lot, as its file says it. */
export function lotHead({ name: lotName, timeZone, locale, currency, letterhead }: LotFile) {
  const { address = [], ticketTerms: terms } = letterhead ?? {};
  return {
    lotName,
    timeZone,
    locale,
    currency,
    ...(address.length > 0 && { lotAddress: address.join('\n') }),
    ...(terms !== undefined && { terms }),
  };
}
