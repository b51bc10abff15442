import { isCurrency, isLocale, isTimeZone } from '../kernel/locale.ts';
import type { LotFile } from './lot-file.ts';
import { foundText, type ProblemList } from './lot-file-problem.ts';

/** Time zone, currency and locale are ones that the machine's Intl knows. */
export function checkLocale({ timeZone, currency, locale }: LotFile, to: ProblemList): void {
  if (!isTimeZone(timeZone))
    to.add('timeZone', 'an IANA time zone such as Asia/Kolkata', foundText(timeZone));
  if (!isCurrency(currency))
    to.add('currency', 'an ISO 4217 code such as INR or GBP', foundText(currency));
  if (!isLocale(locale)) to.add('locale', 'a BCP 47 language tag such as en-GB', foundText(locale));
}
