import type { PlanTerms, RightsWindow } from '#domain/membership/plan.ts';
import { WEEKDAYS } from '#domain/tariff/tariff-parts.ts';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';

const { sentences, weekdays, plans, periods } = t.membership;

/** What a plan gives, in one line. */
export function planWords(terms: PlanTerms, format: Format): string {
  const { insideMax, graceDays } = terms;
  return [
    rightsWords(terms, format),
    sentences.inside(format.number(insideMax)),
    ...(graceDays > 0 && terms.period !== 'open'
      ? [sentences.grace(format.number(graceDays))]
      : []),
  ].join(' · ');
}

function rightsWords({ rights }: PlanTerms, format: Format): string {
  switch (rights.kind) {
    case 'unlimited':
      return sentences.unlimited;
    case 'windows':
      return sentences.windows(rights.windows.map(windowWords).join('; '));
    case 'entries':
      return sentences.entries[rights.per](format.number(rights.count));
    case 'hours':
      return sentences.hours(format.number(rights.hours));
    case 'prepaid':
      return sentences.prepaid;
  }
}

function windowWords({ days, from, to }: RightsWindow): string {
  return sentences.window(dayWords(days), from, to);
}

/** Neighbouring days as a range: "Mon–Fri, Sun". */
function dayWords(days: readonly RightsWindow['days'][number][]): string {
  if (days.length === WEEKDAYS.length) return sentences.everyDay;
  const runs: string[][] = [];
  for (const day of WEEKDAYS) {
    if (!days.includes(day)) continue;
    const before = WEEKDAYS[WEEKDAYS.indexOf(day) - 1];
    const last = runs.at(-1);
    if (last !== undefined && last.at(-1) === before) last.push(day);
    else runs.push([day]);
  }
  return runs
    .map((run) => {
      const names = run.map((day) => weekdays[day as keyof typeof weekdays]);
      return names.length > 2 ? `${names[0]}–${names.at(-1)}` : names.join(', ');
    })
    .join(', ');
}

/** What a plan costs, in words. */
export function priceWords({ priceMinor, period }: PlanTerms, format: Format): string {
  if (period === 'open' || priceMinor === 0) return plans.free;
  return plans.price(format.money(priceMinor), periods[period]);
}
