import { actorName } from '../lot/actor.ts';
import type { LotEvent, RecordedEvent } from '../lot/event.ts';
import type { PrintedDocument } from '../printing/print-job.ts';
import type { FeedEntry } from './live.ts';
import type { Reveal } from './slot-live.ts';

/** Events that would drown the feed: the map and the lane strip show them better. */
const QUIET: ReadonlySet<LotEvent['type']> = new Set([
  'TicketsStocked',
  'ChargingMetered',
  'ConnectorChanged',
  'LoopChanged',
  'ZoneCounted',
  'GateMoved',
  'PresenceChanged',
]);

/** Whether people want to read about an event. */
export function isNews(event: LotEvent): boolean {
  return !QUIET.has(event.type) && !isLaneOffer(event) && !isUnderWay(event);
}

/** Every amount shown in a lane is offered there by itself, and given up when it is paid otherwise. */
function isLaneOffer(event: LotEvent): boolean {
  if (event.type === 'PaymentRequested' || event.type === 'PaymentOffered')
    return event.laneId !== null;
  return event.type === 'PaymentFailed' && event.laneId !== null && event.code === 'aborted';
}

/** What a printer is given is told when it has printed it, or not. */
function isUnderWay(event: LotEvent): boolean {
  return (
    (event.type === 'PrintAsked' && event.deviceId !== null) || event.type === 'TillPrinterChosen'
  );
}

const PLATE_FIELDS: ReadonlySet<string> = new Set([
  'entryPlateRef',
  'exitPlateRef',
  'leaderPlateRef',
]);

type Fact = string | number | boolean | null;

/** An event as one line: its plain facts, plates revealed for those who may see them. */
export function feedEntry({ seq, at, actor, event }: RecordedEvent, reveal: Reveal): FeedEntry {
  const facts: Record<string, Fact> = {};
  for (const [name, value] of Object.entries(event)) {
    if (name === 'type') continue;
    if (name === 'plateRef') facts.plate = reveal(value as string | null);
    else if (PLATE_FIELDS.has(name))
      facts[name.slice(0, -'Ref'.length)] = reveal(value as string | null);
    // Other references say nothing to people.
    else if (!name.endsWith('Ref') && isFact(value)) facts[name] = value;
  }
  if (event.type === 'SlotOverridden') {
    facts.action = event.action.kind;
    if (event.action.kind === 'move') facts.toSlotId = event.action.toSlotId;
    if (event.action.kind === 'mark') facts.presence = event.action.presence;
  }
  if (event.type === 'ChargerOrdered') facts.action = event.order.kind;
  if (event.type === 'ShopSaved' || event.type === 'ReportSaved') facts.name = event.terms.name;
  if ('document' in event) Object.assign(facts, documentFacts(event.document));
  if (event.type === 'PaperTemplateSaved') facts.name = event.choice.paper;
  if (event.type === 'ValidationCodesIssued') facts.count = event.numbers.length;
  if (event.type === 'ValidationApplied') facts.label = event.discount.label;
  if (event.type === 'ValidationSettled')
    facts.valueMinor = event.values.reduce((sum, { valueMinor }) => sum + valueMinor, 0);
  return { seq, at, type: event.type, actor: actorName(actor), facts };
}

function documentFacts(document: PrintedDocument): Record<string, Fact> {
  switch (document.kind) {
    case 'ticket':
      return { document: document.kind, ticketNumber: document.number };
    case 'receipt':
      return { document: document.kind, receiptNumber: document.number };
    case 'slip':
      return { document: document.kind, paymentId: document.paymentId };
    case 'test':
      return { document: document.kind };
  }
}

function isFact(value: unknown): value is Fact {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
