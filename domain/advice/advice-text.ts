import type { Cell, ValueKind } from '../reports/document.ts';
import type { Advice, AdviceOf, Lack, LackOf } from './advice.ts';
import type { AdviceCode, AdviceValues } from './values.ts';

/** Writes values for people; see `humanWriter`. */
type Write = (kind: ValueKind, value: Cell) => string;

interface AdviceText {
  /** What was seen. */
  readonly sentence: string;
  /** What may be done about it. */
  readonly remedy: string;
}

type Texts = {
  readonly [C in AdviceCode]: {
    readonly sentence: (values: AdviceValues[C], write: Write) => string;
    readonly remedy: (values: AdviceValues[C]) => string;
  };
};

const WHOLE_FROM = 0.1;

const plural = (count: number, one: string, more: string) => (count === 1 ? one : more);

/** A number of things: `1 driver`, `1,234 drivers`. */
const some = (write: Write, count: number, one: string, more: string) =>
  `${write('count', count)} ${plural(count, one, more)}`;

/** Whole percents, but for small ones, whose tenths matter. */
const percent = (write: Write, share: number) =>
  write('share', share >= WHOLE_FROM ? Math.round(share * 100) / 100 : share);

const TROUBLE_WORDS = {
  'backed-out': 'vehicles backed out',
  'manual-openings': 'times the gate was opened by hand',
  'plate-mismatches': 'plates did not match the ticket',
} as const;

/** English, one entry for each advice. */
const TEXTS: Texts = {
  'place-fills': {
    sentence: ({ place, clock, days, ofDays, dayKind, turnedAway }, write) => {
      const kind = dayKind === 'weekdays' ? 'weekdays' : 'days of the weekend';
      const filled = `${place} filled at ${clock} on ${write('count', days)} of ${write('count', ofDays)} ${kind}`;
      if (turnedAway === 0) return `${filled}; nobody was turned away.`;
      const drivers = some(write, turnedAway, 'driver was', 'drivers were');
      return `${filled}; ${drivers} turned away.`;
    },
    remedy: ({ clock }) => `Raise the price before ${clock}, or point drivers elsewhere by then.`,
  },
  'turned-away': {
    sentence: ({ reason, count, share, fromClock, toClock }, write) =>
      `${some(write, count, 'driver was', 'drivers were')} turned away with “${reason}”, ${percent(write, share)} of those who came; most between ${fromClock} and ${toClock}.`,
    remedy: () => 'Look at who was refused, and whether the rule that refused them is right.',
  },
  'camera-hours': {
    sentence: ({ lane, fromClock, toClock, dropShare }, write) => {
      const when = toClock === null ? `after ${fromClock}` : `from ${fromClock} to ${toClock}`;
      return `${lane}’s camera reads ${percent(write, dropShare)} worse ${when}.`;
    },
    remedy: ({ camera }) =>
      `Look at ${camera} at that hour: low sun, headlamps or a dark plate. Its angle, its lamp or its exposure may have to change.`,
  },
  'slots-unused': {
    sentence: ({ kind, count, weeks, labels }, write) => {
      const rest = count - labels.length;
      const more = rest > 0 ? ` and ${write('count', rest)} more` : '';
      const what = `${kind.toLowerCase()} ${plural(count, 'slot', 'slots')}`;
      return `${write('count', count)} ${what} unused ${write('count', weeks)} weeks running: ${labels.join(', ')}${more}.`;
    },
    remedy: () =>
      'Check that drivers find them and that nothing blocks them; if so, give some to another kind.',
  },
  'reserved-unused': {
    sentence: ({ group, count, reserved, weeks }, write) => {
      const slots = `${write('count', count)} reserved ${plural(count, 'slot', 'slots')}`;
      const unused = `${slots} unused ${write('count', weeks)} weeks running`;
      const of = `of its ${write('count', reserved)} taken`;
      if (count === reserved) return `${unused}: ${group} had none ${of}.`;
      return `${unused}: ${group} never had more than ${write('count', reserved - count)} ${of}.`;
    },
    remedy: () => 'Agree on a smaller number, and let others park there.',
  },
  'place-idle': {
    sentence: ({ place, peakShare, fullPlace, fullDays }, write) =>
      `${place} was never more than ${percent(write, peakShare)} full, while ${fullPlace} filled on ${some(write, fullDays, 'day', 'days')}.`,
    remedy: ({ place }) =>
      `Send drivers to ${place} earlier: by the signs, or by opening it to more kinds of vehicle.`,
  },
  'lane-trouble': {
    sentence: ({ lane, what, count, share, elsewhere }, write) => {
      const others =
        elsewhere === null ? '' : `, against ${percent(write, elsewhere)} at the other lanes`;
      return `${lane}: ${write('count', count)} ${TROUBLE_WORDS[what]}, ${percent(write, share)} of its vehicles${others}.`;
    },
    remedy: ({ what }) =>
      ({
        'backed-out': 'Stand at the lane for an hour, and see what makes drivers turn round.',
        'manual-openings':
          'Read the reasons that were given; the device behind them may be faulty.',
        'plate-mismatches': 'Check the camera’s sight and the lane for tailgaters.',
      })[what],
  },
  'lane-queue': {
    sentence: ({ lane, fromClock, toClock, vehicles, days, ofDays }, write) =>
      `${lane} takes in ${write('count', vehicles)} vehicles from ${fromClock} to ${toClock}, close to all that a lane can, on ${write('count', days)} of ${write('count', ofDays)} weekdays.`,
    remedy: ({ fromClock, toClock }) =>
      `Have somebody at the lane from ${fromClock} to ${toClock}, or open another one.`,
  },
  'lost-tickets': {
    sentence: ({ count, share, before }, write) => {
      const lost = `${some(write, count, 'ticket was', 'tickets were')} lost, ${percent(write, share)} of those given out`;
      return before === null ? `${lost}.` : `${lost}, against ${percent(write, before)} before.`;
    },
    remedy: () =>
      'Check the printers, and compare the lost tickets with the plates and who took them.',
  },
  'unpaid-exits': {
    sentence: ({ count, amountMinor, actor, actorCount }, write) =>
      `${some(write, count, 'vehicle', 'vehicles')} left without paying ${write('money', amountMinor)}; ${actor} let out ${write('count', actorCount)} of them.`,
    remedy: () => 'Read the reasons that were given, and talk to those who gave them.',
  },
  'device-faults': {
    sentence: ({ device, count, days }, write) =>
      `${device} failed or went away ${write('count', count)} times on ${some(write, days, 'day', 'days')}.`,
    remedy: () => 'Check its power, its cable and its network; then have it serviced.',
  },
  'no-shows': {
    sentence: ({ missed, of, share }, write) =>
      `Nobody came for ${write('count', missed)} of ${write('count', of)} bookings (${percent(write, share)}).`,
    remedy: () => 'Ask for payment in advance or a no-show fee, or give the slot up sooner.',
  },
  overstays: {
    sentence: ({ count, of, amountMinor }, write) =>
      `${write('count', count)} of ${write('count', of)} bookings stayed beyond their end and paid ${write('money', amountMinor)} for it.`,
    remedy: () => 'Offer longer bookings, or raise the fee for staying over.',
  },
  'cash-differences': {
    sentence: ({ cashier, short, shifts, amountMinor }, write) =>
      `${cashier}’s drawer was short in ${write('count', short)} of ${write('count', shifts)} shifts, ${write('money', amountMinor)} in all.`,
    remedy: () =>
      'Count together at the next change of shift, and look at the cash payments behind it.',
  },
  'free-stays': {
    sentence: ({ share, limitMinutes, nearShare, nearMinutes }, write) =>
      `${percent(write, share)} of the tickets left free within ${write('count', limitMinutes)} minutes, and ${percent(write, nearShare)} of those in the last ${some(write, nearMinutes, 'minute', 'minutes')} before that.`,
    remedy: () => 'Try shorter free minutes in the tariff’s simulator before you publish them.',
  },
};

/** The text of an advice, in the lot's way of writing. */
export function adviceText(advice: Advice, write: Write): AdviceText {
  // Every code is looked up with its own values; the compiler cannot follow that through a table.
  const { sentence, remedy } = TEXTS[advice.code] as Texts['turned-away'];
  const { values } = advice as AdviceOf<'turned-away'>;
  return { sentence: sentence(values, write), remedy: remedy(values) };
}

const LACK_WORDS: Readonly<Record<LackOf, string>> = {
  weekdays: 'weekdays',
  weeks: 'weeks',
  reads: 'plate reads of one camera',
  vehicles: 'vehicles',
  bookings: 'bookings',
  shifts: 'closed shifts of one person',
  stays: 'stays with a ticket',
};

const ABOUT: Readonly<Partial<Record<AdviceCode, string>>> = {
  'place-fills': 'When places fill',
  'camera-hours': 'Cameras by hour',
  'slots-unused': 'Unused slots',
  'reserved-unused': 'Unused reserved slots',
  'lane-trouble': 'Trouble at lanes',
  'lane-queue': 'Queues at entries',
  'lost-tickets': 'Lost tickets',
  'no-shows': 'Bookings not used',
  overstays: 'Bookings that stay over',
  'cash-differences': 'Cash differences',
  'free-stays': 'Free stays',
};

/** What is missing before a rule says anything: `Cameras by hour: needs 200 plate reads, has 40.` */
export function lackText(
  { rule, of, needs, has }: Lack & { readonly rule: AdviceCode },
  write: Write,
) {
  const about = ABOUT[rule] ?? rule;
  return `${about}: needs ${write('count', needs)} ${LACK_WORDS[of]}, there are ${write('count', has)}.`;
}
