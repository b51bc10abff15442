import { type Currency, type Minor, minorToDecimal } from '../kernel/money.ts';
import type { DateSpan } from './date-span.ts';
import { chargeTexts, durationText, type MoneyText } from './describe-charge.ts';
import type { DynamicRule } from './dynamic-schema.ts';
import type { Each, Rate, Surcharge, Tariff, Validity } from './tariff-file.ts';
import { DAY_KINDS, type DayKind } from './tariff-parts.ts';

/** A tariff in plain English, a sentence or a line of a table each, for people who set prices. */
export function describeTariff(tariff: Tariff): string[] {
  const money = moneyText(tariff.currency);
  return [
    ...tariff.rates.flatMap((rate) => rateTexts(rate, tariff, money)),
    ...groupTexts(tariff),
    ...extraTexts(tariff, money),
    ...productTexts(tariff, money),
    ...dynamicTexts(tariff.dynamic, money),
    ...closingTexts(tariff, money),
  ];
}

function moneyText(currency: Currency): MoneyText {
  return (amountMinor: Minor) => `${currency} ${minorToDecimal(amountMinor, currency)}`;
}

function rateTexts(rate: Rate, tariff: Tariff, money: MoneyText): string[] {
  const conditions = conditionsOf(rate);
  const head = conditions.length === 0 ? rate.name : `${rate.name} (${conditions.join('; ')})`;
  const [first = '', ...rest] = chargeTexts(rate.charge, money);
  const caps = (rate.caps ?? []).map(
    ({ per, amountMinor }) => `At most ${money(amountMinor)} ${CAP_TEXTS[per]}.`,
  );
  const free = rate.free ?? tariff.free;
  return [
    `${head}: ${first}`,
    ...[...rest, ...caps, ...freeTexts(free)].map((text) => `  ${text}`),
  ];
}

const CAP_TEXTS = {
  'calendar-day': 'each calendar day',
  '24h': 'for each 24 hours from entry',
  'calendar-week': 'each week from Monday',
  '7-days': 'for each 7 days from entry',
  stay: 'for the stay',
} as const;

function conditionsOf(rate: Rate): string[] {
  const { classes, days, dates, entryBetween, leaveBefore, exitBetween, within, stay } = rate;
  const texts: string[] = [];
  if (classes !== undefined) texts.push(classes.join(', '));
  if (days !== undefined) texts.push(`entry on ${daysText(days)}`);
  if (dates !== undefined) texts.push(`entry ${dates.map(datesText).join(', ')}`);
  if (entryBetween !== undefined)
    texts.push(`entry from ${entryBetween.from} and before ${entryBetween.to}`);
  if (leaveBefore !== undefined) texts.push(`out by ${leaveBefore}`);
  if (exitBetween !== undefined)
    texts.push(`exit from ${exitBetween.from} and before ${exitBetween.to}`);
  if (within !== undefined) texts.push(`the whole stay between ${within.from} and ${within.to}`);
  if (stay?.overMinutes !== undefined) texts.push(`stays over ${durationText(stay.overMinutes)}`);
  if (stay?.upToMinutes !== undefined) texts.push(`stays up to ${durationText(stay.upToMinutes)}`);
  return texts;
}

function datesText({ from, to }: DateSpan): string {
  const span = from === to ? `on ${from}` : `from ${from} to ${to}`;
  return from.length === 10 ? span : `${span} of every year`;
}

const DAY_TEXTS: Readonly<Record<DayKind, string>> = {
  mon: 'Mondays',
  tue: 'Tuesdays',
  wed: 'Wednesdays',
  thu: 'Thursdays',
  fri: 'Fridays',
  sat: 'Saturdays',
  sun: 'Sundays',
  holiday: 'holidays',
};

export function daysText(days: readonly DayKind[]): string {
  return DAY_KINDS.filter((kind) => days.includes(kind))
    .map((kind) => DAY_TEXTS[kind])
    .join(', ');
}

function freeTexts(free: Tariff['free']): string[] {
  if (free === undefined) return [];
  const time = durationText(free.minutes);
  const shared = free.pooled === 'day' ? ', shared by all visits of a day' : '';
  return free.mode === 'cliff'
    ? [`Stays up to ${time} are free${shared}; longer ones are charged from their start.`]
    : [`The first ${time} are free${shared}.`];
}

function groupTexts({ rates }: Tariff): string[] {
  const served = rates.flatMap(({ classes = ['*'] }) => classes);
  if (new Set(served).size === served.length && !(served.length > 1 && served.includes('*')))
    return [];
  const groups = [...new Set(rates.map(({ compare = '' }) => compare))];
  if (groups.length === 1) return ['Of the rates that fit a stay, the cheapest is charged.'];
  const names = groups.map((group) => (group === '' ? 'all others' : group)).join(', then ');
  return [
    `Rates are looked at in groups: ${names}. Of the first that has one that fits, the cheapest is charged.`,
  ];
}

function extraTexts({ surcharges = [], lostTicket, reEntry }: Tariff, money: MoneyText): string[] {
  const texts = surcharges.map((one) => `On top: ${surchargeText(one, money)}`);
  if (reEntry !== undefined) {
    const gap = reEntry.countGap ? 'counts' : 'does not count';
    texts.push(
      `Who comes back within ${durationText(reEntry.withinMinutes)} continues the earlier stay; the time outside ${gap}.`,
    );
  }
  if (lostTicket !== undefined) {
    const fee = money(lostTicket.feeMinor);
    const byClass = Object.entries(lostTicket.byClass ?? {})
      .map(([name, minor]) => `, ${name} ${money(minor)}`)
      .join('');
    const mode = { flat: 'in place of the fee', 'at-least': 'at least', added: 'added to the fee' };
    texts.push(`Lost ticket: ${fee}${byClass} (${mode[lostTicket.mode]}).`);
  }
  return texts;
}

function surchargeText(surcharge: Surcharge, money: MoneyText): string {
  const { name, classes } = surcharge;
  const who = classes === undefined ? '' : ` (${classes.join(', ')})`;
  switch (surcharge.kind) {
    case 'window': {
      const { from, to, days, feeMinor } = surcharge;
      const on = days === undefined ? '' : ` on ${daysText(days)}`;
      return `${name}${who}, ${money(feeMinor)} each time the stay touches ${from} to ${to}${on}.`;
    }
    case 'charging-minutes':
      return `${name}${who}, ${eachText(surcharge.each, money)}`;
    case 'charging-energy':
      return `${name}${who}, ${money(surcharge.feeMinorPerKwh)} for each kWh.`;
    case 'charging-start':
      return `${name}${who}, ${money(surcharge.feeMinor)} for each charge.`;
    case 'charging-idle': {
      const { graceMinutes, each, capMinor } = surcharge;
      const most = capMinor === undefined ? '' : ` At most ${money(capMinor)}.`;
      return `${name}${who}, from ${durationText(graceMinutes)} after the charge has ended: ${eachText(each, money)}${most}`;
    }
    case 'oversized':
      return `${name}${who}, ${money(surcharge.feeMinor)} for a vehicle that is too large for its slot.`;
    case 'oversized-percent':
      return `${name}${who}, ${surcharge.percent} % of the fee for a vehicle that is too large for its slot.`;
  }
}

function eachText(each: Each, money: MoneyText): string {
  const rungs = [{ upToMinutes: null, each }];
  return chargeTexts({ kind: 'ladder', rungs }, money).join(' ');
}

function productTexts({ products = [] }: Tariff, money: MoneyText): string[] {
  return products.map(({ name, classes, priceMinor, validity }) => {
    const who = classes === undefined ? '' : ` (${classes.join(', ')})`;
    return `To choose: ${name}${who}, ${money(priceMinor)} for ${validityText(validity)}.`;
  });
}

function validityText(validity: Validity): string {
  switch (validity.kind) {
    case 'window': {
      const on = validity.days === undefined ? '' : ` on ${daysText(validity.days)}`;
      return `the time from ${validity.from} to ${validity.to}${on}`;
    }
    case 'hours':
      return `${durationText(validity.hours * 60)} from entry`;
    case 'calendar-days':
      return validity.days === 1 ? 'the calendar day' : `${validity.days} calendar days`;
    case 'calendar-weeks':
      return validity.weeks === 1 ? 'the week to Sunday' : `${validity.weeks} weeks to a Sunday`;
    case 'calendar-months':
      return validity.months === 1 ? 'the calendar month' : `${validity.months} calendar months`;
  }
}

/** The rule that the price of a tariff follows, in words; nothing where it has one price. */
export function describeDynamic({ dynamic, currency }: Tariff): string[] {
  return dynamicTexts(dynamic, moneyText(currency));
}

function dynamicTexts(rule: DynamicRule | undefined, money: MoneyText): string[] {
  if (rule === undefined) return [];
  if (rule.kind === 'step') {
    const { stepMinor, upAtPct, downBelowPct, floorMinor, ceilingMinor, everyDays } = rule;
    return [
      `The rate per hour begins at ${money(rule.startMinorPerHour)} and moves by ${money(stepMinor)}: up at ${upAtPct} % occupancy or above, down below ${downBelowPct} %, at most once in ${everyDays} days, from ${money(floorMinor)} to ${money(ceilingMinor)}.`,
    ];
  }
  const bands = rule.bands.map(({ fromPct, percent }) => `from ${fromPct} % full ${percent} %`);
  const peaks = (rule.peaks ?? []).map(({ name, days, from, to, percent }) => {
    const on = days === undefined ? '' : ` on ${daysText(days)}`;
    return `${name}, ${from} to ${to}${on}: ${percent} % of that.`;
  });
  const { minutesBetweenChanges: minutes, hysteresisPct } = rule;
  const pace = [
    ...(hysteresisPct === 0 ? [] : [` down again only ${hysteresisPct} % below;`]),
    ...(minutes === 0 ? [] : [` at most every ${durationText(minutes)};`]),
  ].join('');
  return [
    `All fees follow occupancy: ${bands.join(', ')};${pace} from ${rule.floorPercent} % to ${rule.ceilingPercent} % of the fees above.`,
    ...peaks,
  ];
}

function closingTexts({ taxes, rounding, maxStayDays }: Tariff, money: MoneyText): string[] {
  const texts: string[] = [];
  if (taxes !== undefined) {
    const parts = taxes.parts.map(({ label, basisPoints }) => `${label} ${basisPoints / 100} %`);
    texts.push(
      taxes.mode === 'included'
        ? `Prices include ${parts.join(' and ')}.`
        : `${parts.join(' and ')} come on top.`,
    );
  }
  if (rounding !== undefined && rounding.toMinor > 1) {
    const way = { nearest: 'to the nearest', up: 'up to a full', down: 'down to a full' };
    texts.push(`Totals are rounded ${way[rounding.mode]} ${money(rounding.toMinor)}.`);
  }
  if (maxStayDays !== undefined) texts.push(`The longest stay is ${maxStayDays} days.`);
  return texts;
}
