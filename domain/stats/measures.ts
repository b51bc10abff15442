/**
 * What is counted, and by what. Each measure is a table of its own in the cube: a count and an amount
 * for every hour (and day) of the lot's clock and every combination of its dimensions.
 * The order of the dimensions is the order of `Fact.dims`. Raise `VIEWS_VERSION` with every change.
 */
export const MEASURES = {
  // Traffic
  /** Vehicles that came in, at the lane that saw them pass. */
  entries: ['lane', 'class', 'credential'],
  /** Vehicles that left, however. `lane` is empty where staff ended the stay. */
  exits: ['lane', 'class', 'credential'],
  /** Stays that ended, by whole minutes (the last value is `STAY_MINUTES_MAX`); amount: milliseconds. */
  stays: ['class', 'credential', 'minutes'],
  /** Stays that ended, by where they stood; amount: milliseconds. */
  'slot-stays': ['level', 'zone', 'kind'],
  /** Entries refused; `reason` is the refusal's code, `lot-full` among them. */
  'turned-away': ['lane', 'reason'],
  /** Exits refused, but for those that were asked for money. */
  'exit-refused': ['lane', 'reason'],

  // Money. Amounts are minor units; what is given back is negative.
  /** Receipts: captured payments, refunds and reversals. `kind`: payment, refund, reversal. */
  receipts: ['kind', 'method', 'lane', 'cashier', 'shift', 'purpose', 'class'],
  /** The same receipts by where the vehicle stood; all empty for what is for no slot, such as a pass. */
  'slot-receipts': ['level', 'zone', 'kind'],
  /** Lines of the fees that receipts are for; `code` is the quote line's, or the purpose. */
  'fee-lines': ['code', 'text'],
  /** Tax contained in receipts; `rate` in basis points. */
  taxes: ['label', 'rate'],
  /** Net amounts that those taxes are on; without label and rate what is not taxed. */
  'tax-bases': ['label', 'rate'],
  /** Vehicles that left and had paid nothing, by the right that they had. */
  'free-exits': ['credential'],

  /**
   * What went through drawers (`with` is empty), terminals and providers, by what became of it: captured,
   * refunded, reversed (less than zero), and what is open: overpaid, uncertain until cleared, refund-asked,
   * refund-failed, reversal-failed.
   */
  settlements: ['with', 'method', 'what'],

  // Charging
  /** Charges that are over, by the charger that gave them; amount: watt-hours. */
  charging: ['device', 'zone'],

  // Bookings
  /** What became of bookings: `booked`, `cancelled`, `missed` (nobody came in time). Amount: the fee. */
  bookings: ['what'],

  // Exceptions. Each is listed with its event, so that a figure leads to what is behind it.
  overrides: ['what', 'actor'],
  /** `how`: vend (for one vehicle), hold (until closed). */
  'manual-openings': ['lane', 'actor', 'how'],
  /** Arms that rose with neither a transaction nor an override behind it. */
  'lone-openings': ['lane'],
  /** `what`: differs, near, let-out, kept. */
  'plate-mismatches': ['lane', 'what'],
  tailgates: ['lane'],
  'wrong-way': ['lane'],
  'backed-out': ['lane'],
  /** `how`: replaced by another, found again, paid without a stay. */
  'lost-tickets': ['how'],
  /** `how`: let-out, closed, offline. Amount: what was not paid. */
  'unpaid-exits': ['how', 'actor'],
  refunds: ['actor', 'method'],

  // Devices
  /** Changes of a device's status; what lies between two of them is how long it lasted. */
  'device-status': ['device', 'status'],
  /** `band`: sure, or unsure, below what the lot asks for; amount: sum of confidence in per mille. */
  reads: ['camera', 'lane', 'band'],
  alarms: ['code', 'device'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Measure = keyof typeof MEASURES;

/** Kept by day alone: by hours it would be a row for nearly every vehicle. */
export const DAILY: ReadonlySet<Measure> = new Set(['stays']);

/** Longer stays are counted as this long: 14 days. */
export const STAY_MINUTES_MAX = 14 * 24 * 60;
