import type { LotFile } from './lot-file.ts';
import { foundText, type ProblemList } from './lot-file-problem.ts';

/** Time zone, currency and locale are ones that the machine's Intl knows. */
export function checkLocale({ timeZone, currency, locale }: LotFile, to: ProblemList): void {
  if (!isAccepted(() => new Intl.DateTimeFormat('en', { timeZone })))
    to.add('timeZone', 'an IANA time zone such as Asia/Kolkata', foundText(timeZone));
  if (!Intl.supportedValuesOf('currency').includes(currency))
    to.add('currency', 'an ISO 4217 code such as INR or GBP', foundText(currency));
  if (!isAccepted(() => new Intl.NumberFormat(locale)))
    to.add('locale', 'a BCP 47 language tag such as en-GB', foundText(locale));
}

function isAccepted(use: () => unknown): boolean {
  try {
    use();
    return true;
  } catch (error) {
    // Intl has no other way to ask than to try.
    if (error instanceof RangeError) return false;
    throw error;
  }
}
