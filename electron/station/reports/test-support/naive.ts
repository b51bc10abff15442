import type { Instant } from '#domain/kernel/instant.ts';
import type { EventOf, EventType, RecordedEvent } from '#domain/lot/event.ts';

/*
 * Figures counted straight from the events of a journal, by other ways than the read models': local time
 * is asked of Intl quarter by quarter, sums are added up over all that happened. For tests alone.
 */

const QUARTER = 15 * 60_000;

interface Wall {
  readonly day: string;
  readonly weekday: string;
  readonly hour: string;
  readonly minute: string;
}

/** A lot's wall clock as Intl shows it. */
export class WallClock {
  readonly #format: Intl.DateTimeFormat;
  readonly #read = new Map<number, Wall>();

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  }

  /** `2026-03-29`, `Sun`, `01`, `45`: the quarter of an hour by the clock. No zone changes within one. */
  read(at: Instant): Wall {
    const quarter = Math.floor(at / QUARTER);
    const held = this.#read.get(quarter);
    if (held !== undefined) return held;
    const parts = Object.fromEntries(
      this.#format.formatToParts(quarter * QUARTER).map(({ type, value }) => [type, value]),
    ) as Record<string, string>;
    const { year, month, day, weekday = '', hour = '', minute = '' } = parts;
    const wall = { day: `${year}-${month}-${day}`, weekday, hour, minute };
    this.#read.set(quarter, wall);
    return wall;
  }

  /** The first quarter whose day is not before a day, looked for from two days around. */
  startOf(day: string): Instant {
    const noon = Date.parse(`${day}T12:00:00Z`);
    for (let at = noon - 48 * 4 * QUARTER; ; at += QUARTER) if (this.read(at).day >= day) return at;
  }

  /** The first instant of the clock's hour that an instant lies in. */
  hourOf(at: Instant): Instant {
    const { hour, day } = this.read(at);
    let start = Math.floor(at / QUARTER) * QUARTER;
    for (;;) {
      const earlier = this.read(start - QUARTER);
      if (earlier.hour !== hour || earlier.day !== day) return start;
      // An hour that comes twice: the minute hand falls back at its second beginning.
      if (earlier.minute > this.read(start).minute) return start;
      start -= QUARTER;
    }
  }
}

/** What a stay came to, as its events tell. */
export interface NaiveStay {
  readonly id: string;
  readonly vehicleClass: string;
  readonly credential: string;
  readonly issuedAt: Instant;
  entryLane: string;
  entryAt: Instant | null;
  endAt: Instant | null;
  endLane: string;
  how: 'ended' | 'closed' | 'void' | null;
  slotId: string | null;
  slots: { at: Instant; slotId: string | null }[];
  dueMinor: number;
  paidMinor: number;
  byHand: boolean;
  wasLost: boolean;
}

/** Every event of some types, with its time and actor. */
export function ofType<T extends EventType>(
  journal: readonly RecordedEvent[],
  ...types: readonly T[]
): readonly (Omit<RecordedEvent, 'event'> & { readonly event: EventOf<T> })[] {
  return journal.flatMap((one) => {
    const wanted: readonly string[] = types;
    return wanted.includes(one.event.type) ? [{ ...one, event: one.event as EventOf<T> }] : [];
  });
}

/** All stays of a journal up to an instant, with what was seen of each. */
export function staysOf(journal: readonly RecordedEvent[]): readonly NaiveStay[] {
  const stays = new Map<string, NaiveStay>();
  for (const { event, at } of journal) {
    if (event.type === 'TicketIssued') {
      stays.set(event.sessionId, {
        id: event.sessionId,
        vehicleClass: event.vehicleClass,
        credential: event.right.kind,
        issuedAt: at,
        entryLane: event.laneId,
        entryAt: null,
        endAt: null,
        endLane: '',
        how: null,
        slotId: event.slotId,
        slots: [{ at, slotId: event.slotId }],
        dueMinor: 0,
        paidMinor: 0,
        byHand: false,
        wasLost: false,
      });
      continue;
    }
    const id = 'sessionId' in event ? event.sessionId : null;
    const stay = id === null ? undefined : stays.get(id);
    if (stay !== undefined) follow(stay, { event, at });
  }
  return [...stays.values()];
}

function follow(stay: NaiveStay, { event, at }: Pick<RecordedEvent, 'event' | 'at'>): void {
  switch (event.type) {
    case 'SessionStarted':
      stay.entryAt = at;
      stay.entryLane = event.laneId;
      return;
    case 'SessionMoved':
      stay.slotId = event.toSlotId;
      stay.slots.push({ at, slotId: event.toSlotId });
      return;
    case 'SessionEnded':
      Object.assign(stay, { endAt: at, endLane: event.laneId, how: 'ended' });
      return;
    case 'SessionClosed':
      Object.assign(stay, { endAt: at, how: 'closed' });
      return;
    case 'TicketVoided':
      Object.assign(stay, { endAt: at, how: 'void' });
      return;
    case 'PaymentDue':
      stay.dueMinor = event.dueMinor;
      return;
    case 'PaymentCaptured':
      stay.paidMinor += event.amountMinor;
      stay.dueMinor = Math.max(0, stay.dueMinor - event.amountMinor);
      return;
    case 'PaymentRefunded':
    case 'PaymentReversed':
      stay.paidMinor -= event.amountMinor;
      return;
    case 'GateVended':
      stay.byHand = event.overrideReason !== null;
      return;
    case 'TicketLost':
      stay.wasLost = true;
      return;
    case 'TicketFound':
      stay.wasLost = false;
      return;
  }
}

export interface NaiveOccupancy {
  /** Vehicle × milliseconds, and milliseconds that are known. */
  occupiedMs: number;
  knownMs: number;
  fullMs: number;
  most: number;
  least: number;
}

/**
 * Who was inside over a time, added up between one event and the next, in cells of a quarter of an hour at
 * most, so that each lies in one hour of every clock.
 */
export function occupancyOf(
  journal: readonly RecordedEvent[],
  span: { readonly fromAt: Instant; readonly toAt: Instant },
  place: { readonly capacity: number; readonly fits: (slotId: string | null) => boolean },
  cellOf: (at: Instant) => string = () => 'all',
): ReadonlyMap<string, NaiveOccupancy> {
  const cells = new Map<string, NaiveOccupancy>();
  const begunAt = journal[0]?.at ?? span.toAt;
  const changes = changesOf(journal, place.fits);
  let inside = 0;
  let next = 0;
  const take = (until: Instant) => {
    while ((changes[next]?.at ?? Infinity) < until) {
      inside += changes[next]?.by ?? 0;
      next += 1;
    }
  };
  let at = Math.max(span.fromAt, begunAt);
  take(at);
  while (at < span.toAt) {
    const key = cellOf(at);
    const cell = cells.get(key) ?? { occupiedMs: 0, knownMs: 0, fullMs: 0, most: -1, least: 1e9 };
    cells.set(key, cell);
    const see = () => {
      cell.most = Math.max(cell.most, inside);
      cell.least = Math.min(cell.least, inside);
    };
    see();
    while (changes[next]?.at === at) {
      inside += changes[next]?.by ?? 0;
      next += 1;
      see();
    }
    const cellEnd = (Math.floor(at / QUARTER) + 1) * QUARTER;
    const until = Math.min(cellEnd, changes[next]?.at ?? Infinity, span.toAt);
    cell.occupiedMs += inside * (until - at);
    cell.knownMs += until - at;
    if (place.capacity > 0 && inside >= place.capacity) cell.fullMs += until - at;
    at = until;
  }
  return cells;
}

function changesOf(
  journal: readonly RecordedEvent[],
  fits: (slotId: string | null) => boolean,
): readonly { readonly at: Instant; readonly by: number }[] {
  const slotOf = new Map<string, string | null>();
  const inside = new Set<string>();
  const changes: { at: Instant; by: number }[] = [];
  for (const { event, at } of journal) {
    if (event.type === 'TicketIssued') slotOf.set(event.sessionId, event.slotId);
    else if (event.type === 'SessionMoved') {
      const { sessionId: id, toSlotId } = event;
      const before = slotOf.get(id) ?? null;
      slotOf.set(id, toSlotId);
      if (!inside.has(id)) continue;
      if (fits(before)) changes.push({ at, by: -1 });
      if (fits(toSlotId)) changes.push({ at, by: 1 });
    } else if (event.type === 'SessionStarted') {
      inside.add(event.sessionId);
      if (fits(slotOf.get(event.sessionId) ?? null)) changes.push({ at, by: 1 });
    } else if (event.type === 'SessionEnded' || event.type === 'SessionClosed') {
      if (inside.delete(event.sessionId) && fits(slotOf.get(event.sessionId) ?? null))
        changes.push({ at, by: -1 });
    }
  }
  return changes;
}

/** Adds one up under a key. */
export function tally(into: Map<string, number>, key: string, by = 1): void {
  into.set(key, (into.get(key) ?? 0) + by);
}
