import type { VehicleClass } from '../facility/kinds.ts';
import type { TicketNumber } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Currency } from '../kernel/money.ts';
import { centred, left, type Paper, type PaperBlock, pair, qr, ruled } from '../paper/paper.ts';
import { paperWords } from '../paper/words.ts';
import { type PaperWriter, paperWriter } from '../paper/writer.ts';
import { type CopyMark, copyBlocks } from '../printing/copy-mark.ts';
import { headBlocks } from '../printing/letterhead.ts';
import { DEFAULT_TICKET, type TicketFact, type TicketTemplate } from '../printing/template.ts';
import { formatTicketNumber } from './number.ts';
import type { TicketPrice } from './ticket-price.ts';

/** What stands on a driver's ticket. */
export interface PrintedTicket {
  readonly lotName: string;
  readonly lotAddress?: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly currency: Currency;
  readonly number: TicketNumber;
  /** The signed text of the QR code; null for a ticket that opens nothing any more. */
  readonly token: string | null;
  readonly state: 'valid' | 'used' | 'void';
  readonly issuedAt: Instant;
  /** When the vehicle left, of a used ticket. */
  readonly exitAt?: Instant;
  readonly vehicleClass: VehicleClass;
  readonly plate?: string;
  readonly slotLabel?: string;
  readonly levelLabel?: string;
  readonly laneLabel?: string;
  /** The price that holds for this stay; none for contract parkers. */
  readonly price?: TicketPrice;
  /** The operator's terms; a sentence that fits every car park where there are none. */
  readonly terms?: string;
}

const words = paperWords.ticket;

/** How a ticket looks, and whether this one is a copy. */
export interface TicketLook {
  readonly template?: TicketTemplate;
  readonly copy?: CopyMark;
}

/** Lays a ticket out: the code first, so that it is found without reading. */
export function ticketPaper(ticket: PrintedTicket, look: TicketLook = {}): Paper {
  const { template = DEFAULT_TICKET, copy } = look;
  const write = paperWriter(ticket);
  const number = formatTicketNumber(ticket.number);
  return {
    title: words.fileTitle(number),
    author: ticket.lotName,
    at: ticket.issuedAt,
    locale: ticket.locale,
    blocks: ruled([
      headBlocks(ticket, template),
      [
        centred(words.heading, 'strong'),
        ...(ticket.token === null ? [] : [qr(ticket.token)]),
        ...(ticket.state === 'valid' ? [] : [centred(words[ticket.state], 'strong')]),
        centred(number, 'strong'),
      ],
      copy === undefined ? [] : copyBlocks(copy, write),
      facts(ticket, template, write),
      template.facts.includes('price') ? priceBlocks(ticket, write) : [],
      terms(ticket, template),
    ]),
  };
}

function facts(ticket: PrintedTicket, template: TicketTemplate, write: PaperWriter): PaperBlock[] {
  const { exitAt, slotLabel, levelLabel, laneLabel, plate } = ticket;
  const shows = (fact: TicketFact) => template.facts.includes(fact);
  const blocks = [pair(words.entered, write.longDateTime(ticket.issuedAt))];
  if (exitAt !== undefined) blocks.push(pair(words.left, write.longDateTime(exitAt)));
  if (slotLabel !== undefined && shows('slot')) blocks.push(pair(words.slot, slotLabel, 'strong'));
  if (levelLabel !== undefined && shows('level')) blocks.push(pair(words.level, levelLabel));
  if (laneLabel !== undefined && shows('lane')) blocks.push(pair(words.lane, laneLabel));
  if (shows('vehicle')) blocks.push(pair(words.vehicle, words.vehicles[ticket.vehicleClass]));
  if (plate !== undefined && shows('plate')) blocks.push(pair(words.plate, plate));
  return blocks;
}

function priceBlocks({ price }: PrintedTicket, write: PaperWriter): PaperBlock[] {
  if (price === undefined) return [];
  return [
    left(words.price, 'strong'),
    ...price.sentences.map((sentence) => left(sentence)),
    ...price.rows.map(({ lengthMs, totalMinor }) =>
      pair(words.upTo(write.duration(lengthMs)), write.money(totalMinor)),
    ),
  ];
}

function terms(ticket: PrintedTicket, { footer }: TicketTemplate): PaperBlock[] {
  if (ticket.state !== 'valid') return [];
  const lines = footer ?? (ticket.terms ?? `${words.terms} ${words.lost}`).split('\n');
  return lines.map((line) => centred(line, 'small'));
}
