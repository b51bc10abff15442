import { HOUR_MS, type Instant, MINUTE_MS } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import { paperWords } from '../paper/words.ts';
import type { PaperWriter } from '../paper/writer.ts';
import type { LockedPrice } from '../tariff/dynamic-schema.ts';
import type { QuoteContext } from '../tariff/quote.ts';
import { quote } from '../tariff/quote-of.ts';
import type { Tariff } from '../tariff/tariff-file.ts';

/** What a driver is told of the price at entry. */
export interface TicketPrice {
  readonly sentences: readonly string[];
  /** What stays of some lengths cost. Among equal amounts only the longest stay is named. */
  readonly rows: readonly { readonly lengthMs: number; readonly totalMinor: Minor }[];
}

const SHOWN_MS = [0.25, 1, 2, 4, 8, 24].map((hours) => hours * HOUR_MS);
const FREE_SHOWN_MAX_MINUTES = 240;
const words = paperWords.ticket;

/**
 * The price that holds for a stay from its entry, as the tariff itself reckons it: whatever its
 * structure, a driver can read off what they will pay.
 */
export function ticketPrice(
  tariff: Tariff,
  stay: { readonly entryAt: Instant; readonly vehicleClass: string },
  context: Pick<QuoteContext, 'holidays' | 'price' | 'product'>,
  write: PaperWriter,
): TicketPrice {
  const totalOf = (lengthMs: number) =>
    quote(tariff, { ...stay, exitAt: stay.entryAt + lengthMs }, context).totalMinor;
  const rows = SHOWN_MS.map((lengthMs) => ({ lengthMs, totalMinor: totalOf(lengthMs) }));
  const freeMs = freeLengthMs(totalOf);
  return {
    sentences: [
      ...(freeMs > 0 ? [words.freeUpTo(write.duration(freeMs))] : []),
      ...lockedWords(context.price ?? null, write),
    ],
    rows: rows.filter(({ totalMinor }, index) => totalMinor !== rows[index + 1]?.totalMinor),
  };
}

/**
 * How long one may stay for nothing, in whole minutes: asked of the fee itself, because a rate may
 * have a free time of its own.
 */
function freeLengthMs(totalOf: (lengthMs: number) => Minor): number {
  let minutes = 0;
  while (minutes < FREE_SHOWN_MAX_MINUTES && totalOf((minutes + 1) * MINUTE_MS) === 0) minutes += 1;
  // Free for longer than that is free altogether, and the rows say so.
  return minutes === FREE_SHOWN_MAX_MINUTES ? 0 : minutes * MINUTE_MS;
}

/** A dynamic price may change while the vehicle is inside; the one of its entry is kept. */
function lockedWords(price: LockedPrice | null, write: PaperWriter): readonly string[] {
  if (price === null) return [];
  const { percent, rateMinorPerHour } = price;
  const sentences: string[] = [];
  if (rateMinorPerHour !== null) sentences.push(words.hourly(write.money(rateMinorPerHour)));
  if (percent !== 100) sentences.push(words.percent(write.rate(percent * 100)));
  return sentences;
}
