import { must } from '#domain/kernel/assert.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import type { LotState } from '#domain/lot/state.ts';
import { feedEntry, isNews } from '#domain/views/feed.ts';
import type { LiveDelta, LiveMessage, LiveSnapshot, SlotLive } from '#domain/views/live.ts';
import {
  alarmsLive,
  devicesLive,
  evacuationLive,
  kpisOf,
  laneLive,
  shiftsLive,
} from '#domain/views/lot-live.ts';
import type { Reveal } from '#domain/views/slot-live.ts';
import { slotLive } from '#domain/views/slot-live.ts';
import type { Touched } from '#domain/views/touched.ts';
import { nothingTouched, touch } from '#domain/views/touched.ts';
import type { Clock } from '../ports/clock.ts';
import { Mailbox } from './mailbox.ts';

/** Changes are gathered this long before they leave, which is one picture of a screen: sixty slots cost as one. */
const FLUSH_EVERY_MS = 16;
const KPI_EVERY_MS = 250;
/** Attention depends on time alone (overstay, mismatch), so all slots are looked at again this often. */
const SWEEP_EVERY_MS = 10_000;
const FEED_KEPT_ENTRIES = 200;

export interface LiveSource {
  readonly state: LotState;
  readonly lastSeq: number;
  readonly halted: string | null;
  readonly simulated: boolean;
}

export interface Viewer {
  readonly seesPlates: boolean;
  readonly signal?: AbortSignal;
}

/** Sends every console a snapshot and then what changed. Consoles never ask. */
export class LiveHub {
  readonly #source: LiveSource;
  readonly #clock: Clock;
  readonly #reveal: Reveal;
  readonly #viewers = new Map<Mailbox<LiveMessage>, Viewer>();
  readonly #feed: RecordedEvent[] = [];
  readonly #attention = new Map<string, string>();
  #fresh: RecordedEvent[] = [];
  #touched: Touched = nothingTouched();
  #haltChanged = false;
  #flushing = false;
  #closed = false;
  #kpisSentAt = 0;
  #kpisDue = false;
  readonly #sweep: NodeJS.Timeout;

  constructor(source: LiveSource, clock: Clock, reveal: Reveal) {
    this.#source = source;
    this.#clock = clock;
    this.#reveal = reveal;
    this.#sweep = setInterval(() => this.#sweepAttention(), SWEEP_EVERY_MS).unref();
  }

  /** Takes up the feed's last lines from the journal's tail. */
  refill(events: readonly RecordedEvent[]): void {
    this.#feed.length = 0;
    for (const event of events) if (isNews(event.event)) this.#remember(event);
  }

  /** Before `evolve`, so that a session that ends still says which slot it leaves. */
  beforeEvolve(state: LotState, { event }: RecordedEvent): void {
    touch(this.#touched, state, event);
  }

  /** Events that are durable now; what they touched is sent within `FLUSH_EVERY_MS`. */
  publish(events: readonly RecordedEvent[]): void {
    for (const recorded of events) {
      touch(this.#touched, this.#source.state, recorded.event);
      if (!isNews(recorded.event)) continue;
      this.#remember(recorded);
      this.#fresh.push(recorded);
    }
    if (this.#fresh.length > FEED_KEPT_ENTRIES) this.#fresh = this.#fresh.slice(-FEED_KEPT_ENTRIES);
    this.#flushSoon();
  }

  /** The lot was read again, or the file changed: everybody starts over. */
  restart(): void {
    if (this.#source.state.installed === null) return;
    for (const [mailbox, viewer] of this.#viewers) mailbox.replace(this.#snapshot(viewer));
  }

  haltChanged(): void {
    this.#haltChanged = true;
    this.#flushSoon();
  }

  /** A snapshot, then deltas, until the viewer leaves. A viewer who reads too slowly gets a new snapshot. */
  async *watch(viewer: Viewer): AsyncGenerator<LiveMessage> {
    const mailbox = new Mailbox<LiveMessage>(() => this.#snapshot(viewer), viewer.signal);
    this.#viewers.set(mailbox, viewer);
    try {
      yield* mailbox;
    } finally {
      this.#viewers.delete(mailbox);
    }
  }

  get viewers(): number {
    return this.#viewers.size;
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#sweep);
    for (const mailbox of this.#viewers.keys()) mailbox.end();
  }

  #remember(recorded: RecordedEvent): void {
    this.#feed.push(recorded);
    if (this.#feed.length > FEED_KEPT_ENTRIES) this.#feed.shift();
  }

  #flushSoon(): void {
    if (this.#flushing || this.#closed) return;
    this.#flushing = true;
    setTimeout(() => {
      this.#flushing = false;
      // The journal that reveals plates may be closed as well by now.
      if (!this.#closed) this.#flush();
    }, FLUSH_EVERY_MS);
  }

  #flush(): void {
    const touched = this.#touched;
    this.#touched = nothingTouched();
    // Whoever comes later starts from a snapshot, which holds all of it.
    if (touched.lot || this.#viewers.size === 0) {
      this.#fresh = [];
      this.#haltChanged = false;
      this.restart();
      return;
    }
    this.#kpisDue ||= touched.kpis;
    const fresh = this.#fresh;
    this.#fresh = [];
    const kpis = this.#takeKpis();
    const { halted } = this.#source;
    const tail = this.#haltChanged ? { halted } : {};
    this.#haltChanged = false;
    for (const seesPlates of [true, false]) {
      const mailboxes = [...this.#viewers].filter(([, viewer]) => viewer.seesPlates === seesPlates);
      if (mailboxes.length === 0) continue;
      const delta = {
        ...this.#delta(touched, fresh, this.#revealFor(seesPlates)),
        ...kpis,
        ...tail,
      };
      for (const [mailbox] of mailboxes) mailbox.put(delta);
    }
    if (this.#kpisDue) setTimeout(() => this.#flushSoon(), KPI_EVERY_MS).unref();
  }

  #takeKpis(): Pick<LiveDelta, 'kpis'> {
    const now = this.#clock.now();
    if (!this.#kpisDue || now - this.#kpisSentAt < KPI_EVERY_MS) return {};
    this.#kpisDue = false;
    this.#kpisSentAt = now;
    return { kpis: kpisOf(this.#source.state, now) };
  }

  #delta(touched: Touched, fresh: readonly RecordedEvent[], reveal: Reveal): LiveDelta {
    const { state, lastSeq } = this.#source;
    const at = this.#clock.now();
    const slots = this.#slotsLive(touched.slots, at, reveal);
    const lanes = [...touched.lanes].flatMap((id) => laneLive(state, id, reveal) ?? []);
    return {
      kind: 'delta',
      seq: lastSeq,
      at,
      ...(slots.length > 0 && { slots }),
      ...(lanes.length > 0 && { lanes }),
      ...(touched.devices && { devices: devicesLive(state) }),
      ...(touched.alarms && { alarms: alarmsLive(state) }),
      ...(touched.shifts && { shifts: shiftsLive(state) }),
      ...(touched.evacuation && { evacuation: evacuationLive(state) }),
      ...(touched.books.size > 0 && { books: [...touched.books] }),
      ...(fresh.length > 0 && { feed: fresh.map((event) => feedEntry(event, reveal)) }),
    };
  }

  #slotsLive(ids: Iterable<string>, at: number, reveal: Reveal): readonly SlotLive[] {
    const { state } = this.#source;
    const rows: SlotLive[] = [];
    for (const id of ids) {
      const index = state.installed?.slotIndex.get(id);
      if (index === undefined) continue;
      const slot = must(state.installed?.slots[index], 'the index points at a slot');
      const row = slotLive(state, slot, at, reveal);
      if (row === null) continue;
      this.#attention.set(id, row.attention);
      rows.push(row);
    }
    return rows;
  }

  #snapshot(viewer: Viewer): LiveSnapshot {
    const { state, lastSeq, simulated, halted } = this.#source;
    const { lot } = must(state.installed, 'only an open lot is watched');
    const reveal = this.#revealFor(viewer.seesPlates);
    const at = this.#clock.now();
    return {
      kind: 'snapshot',
      seq: lastSeq,
      at,
      lot,
      simulated,
      slots: this.#slotsLive(state.slots.keys(), at, reveal),
      lanes: [...state.lanes.keys()].flatMap((id) => laneLive(state, id, reveal) ?? []),
      devices: devicesLive(state),
      alarms: alarmsLive(state),
      feed: this.#feed.map((event) => feedEntry(event, reveal)),
      kpis: kpisOf(state, at),
      shifts: shiftsLive(state),
      evacuation: evacuationLive(state),
      halted,
    };
  }

  #revealFor(seesPlates: boolean): Reveal {
    return seesPlates ? this.#reveal : () => null;
  }

  #sweepAttention(): void {
    if (this.#viewers.size === 0) return;
    const { state } = this.#source;
    const at = this.#clock.now();
    for (const slot of state.installed?.slots ?? []) {
      const row = slotLive(state, slot, at, () => null);
      if (row !== null && this.#attention.get(slot.id) !== row.attention)
        this.#touched.slots.add(slot.id);
    }
    // The last hour's figures also move by time alone.
    this.#kpisDue = true;
    this.#flushSoon();
  }
}
