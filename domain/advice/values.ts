/** A wall-clock time such as `09:40`. */
export type Clock = string;

/**
 * What the sentence of each advice says, as values: names are labels of the lot, shares 0 to 1, money
 * minor units. Text is made of them in `advice-words.ts`.
 */
export interface AdviceValues {
  'place-fills': {
    readonly place: string;
    /** Median of the days on which it filled. */
    readonly clock: Clock;
    readonly days: number;
    readonly ofDays: number;
    readonly dayKind: 'weekdays' | 'weekend';
    readonly turnedAway: number;
  };
  'turned-away': {
    readonly reason: string;
    readonly count: number;
    readonly share: number;
    /** The hour of the clock at which it happened most. */
    readonly fromClock: Clock;
    readonly toClock: Clock;
  };
  'camera-hours': {
    readonly camera: string;
    readonly lane: string;
    readonly fromClock: Clock;
    /** Null where it lasts for the rest of the day. */
    readonly toClock: Clock | null;
    /** How much smaller the share of reads with confidence is, of what it is otherwise. */
    readonly dropShare: number;
    readonly within: number;
    readonly otherwise: number;
  };
  'slots-unused': {
    readonly kind: string;
    readonly count: number;
    readonly weeks: number;
    readonly labels: readonly string[];
  };
  'reserved-unused': {
    readonly group: string;
    readonly count: number;
    readonly reserved: number;
    readonly weeks: number;
  };
  'place-idle': {
    readonly place: string;
    readonly peakShare: number;
    readonly fullPlace: string;
    readonly fullDays: number;
  };
  'lane-trouble': {
    readonly lane: string;
    readonly what: 'backed-out' | 'manual-openings' | 'plate-mismatches';
    readonly count: number;
    readonly share: number;
    /** Of the other lanes of its direction; null where there are none. */
    readonly elsewhere: number | null;
  };
  'lane-queue': {
    readonly lane: string;
    readonly fromClock: Clock;
    readonly toClock: Clock;
    readonly vehicles: number;
    readonly days: number;
    readonly ofDays: number;
  };
  'lost-tickets': {
    readonly count: number;
    readonly share: number;
    readonly before: number | null;
  };
  'unpaid-exits': {
    readonly count: number;
    readonly amountMinor: number;
    readonly actor: string;
    readonly actorCount: number;
  };
  'device-faults': {
    readonly device: string;
    readonly count: number;
    readonly days: number;
  };
  'no-shows': {
    readonly missed: number;
    readonly of: number;
    readonly share: number;
  };
  overstays: {
    readonly count: number;
    readonly of: number;
    readonly amountMinor: number;
  };
  'cash-differences': {
    readonly cashier: string;
    readonly short: number;
    readonly shifts: number;
    readonly amountMinor: number;
  };
  'free-stays': {
    readonly share: number;
    readonly limitMinutes: number;
    readonly nearShare: number;
    readonly nearMinutes: number;
  };
}

export const ADVICE_CODES = [
  'place-fills',
  'turned-away',
  'camera-hours',
  'slots-unused',
  'reserved-unused',
  'place-idle',
  'lane-trouble',
  'lane-queue',
  'lost-tickets',
  'unpaid-exits',
  'device-faults',
  'no-shows',
  'overstays',
  'cash-differences',
  'free-stays',
] as const satisfies readonly (keyof AdviceValues)[];
export type AdviceCode = (typeof ADVICE_CODES)[number];
