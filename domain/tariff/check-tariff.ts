import { foundText, type ProblemList } from '../facility/lot-file-problem.ts';
import { isCurrency, isTimeZone } from '../kernel/locale.ts';
import { checkCharge } from './check-charge.ts';
import { checkDynamic } from './check-dynamic.ts';
import { checkReach } from './check-rate-reach.ts';
import { eachesOf, unitsPerMinor } from './compile.ts';
import type { Tariff } from './tariff-file.ts';

/** Above this, exact sums of pro-rata fees would leave the safe integers. */
const UNITS_PER_MINOR_MAX = 100_000;

/**
 * A quote walks every window of every rate for each day of a stay. With so many in all, that of a vehicle
 * left for years takes less than a second; nobody publishes more.
 */
const WINDOWS_MAX = 240;

/** Currency and time zone are ones that the machine's Intl knows. */
export function checkTariffLocale({ currency, timeZone }: Tariff, to: ProblemList): void {
  if (!isCurrency(currency))
    to.add('currency', 'an ISO 4217 code such as INR or GBP', foundText(currency));
  if (!isTimeZone(timeZone))
    to.add('timeZone', 'an IANA time zone such as Asia/Kolkata', foundText(timeZone));
}

/**
 * What the form alone cannot say: every stay has a rate, ladders rise, windows meet, ids are used once,
 * and what is referred to is there. Paths are relative to the tariff, after `under`.
 */
export function checkTariff(tariff: Tariff, to: ProblemList, under = ''): void {
  checkIds(tariff, to, under);
  tariff.rates.forEach((rate, index) => {
    checkCharge(rate, `${under}rates[${index}]`, to);
  });
  if (unitsPerMinor(tariff) > UNITS_PER_MINOR_MAX)
    to.add(
      `${under}rates`,
      `pro-rata periods whose least common multiple is at most ${UNITS_PER_MINOR_MAX} minutes`,
      String(unitsPerMinor(tariff)),
    );
  const windows = tariff.rates.reduce((sum, rate) => sum + windowsOf(rate), 0);
  if (windows > WINDOWS_MAX)
    to.add(
      `${under}rates`,
      `at most ${WINDOWS_MAX} windows in all rates together`,
      String(windows),
    );
  checkHourlyRates(tariff, to, under);
  checkReach(tariff, to, under);
  checkDynamic(tariff, to, under);
}

function checkIds(
  { rates, surcharges = [], products = [] }: Tariff,
  to: ProblemList,
  under: string,
) {
  const seen = new Set<string>();
  const once = (key: string, path: string, expected: string, found: string) => {
    if (seen.has(key)) to.add(path, expected, `${foundText(found)} again`);
    seen.add(key);
  };
  rates.forEach(({ id }, index) => {
    once(`rate ${id}`, `${under}rates[${index}].id`, 'an id that no other rate has', id);
  });
  surcharges.forEach(({ id }, index) => {
    const path = `${under}surcharges[${index}].id`;
    once(`surcharge ${id}`, path, 'an id that no other surcharge has', id);
  });
  products.forEach(({ id, classes = ['*'] }, index) => {
    for (const one of classes) {
      const path = `${under}products[${index}].id`;
      once(`product ${id} ${one}`, path, 'one product of an id for each class', id);
    }
  });
}

/** A fee that refers to the rate per hour needs a rule that makes one, and the other way round. */
function checkHourlyRates(
  { rates, surcharges = [], dynamic }: Tariff,
  to: ProblemList,
  under: string,
) {
  let uses = false;
  const need = (path: string) => {
    uses = true;
    if (dynamic?.kind !== 'step')
      to.add(path, 'a fee, or a dynamic rule of kind "step" that makes the rate', '"hourly-rate"');
  };
  rates.forEach(({ charge }, index) => {
    if (eachesOf(charge).some(({ feeMinor }) => feeMinor === 'hourly-rate'))
      need(`${under}rates[${index}].charge`);
  });
  surcharges.forEach((surcharge, index) => {
    if ('each' in surcharge && surcharge.each.feeMinor === 'hourly-rate')
      need(`${under}surcharges[${index}].each.feeMinor`);
  });
  if (dynamic?.kind === 'step' && !uses)
    to.add(`${under}rates`, 'a fee "hourly-rate" that the step rule moves', 'none');
}

function windowsOf({ charge }: Tariff['rates'][number]): number {
  return charge.kind === 'windows' ? charge.windows.length : 0;
}
