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
  const freeMs = (tariff.free?.minutes ?? 0) * MINUTE_MS;
  // The rate of this class may have a free time of its own: then nothing is promised.
  const isFree = freeMs > 0 && totalOf(freeMs - 1) === 0;
  return {
    sentences: [
      ...(isFree ? freeWords(tariff, write) : []),
      ...lockedWords(context.price ?? null, write),
    ],
    rows: rows.filter(({ totalMinor }, index) => totalMinor !== rows[index + 1]?.totalMinor),
  };
}

function freeWords({ free }: Tariff, write: PaperWriter): readonly string[] {
  if (free === undefined) return [];
  const length = write.duration(free.minutes * MINUTE_MS);
  return [free.mode === 'cliff' ? words.freeUpTo(length) : words.freeFirst(length)];
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
