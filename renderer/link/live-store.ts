import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LotFile } from '#domain/facility/lot-file.ts';
import {
  type AlarmLive,
  BOOKS,
  type Book,
  type DeviceLive,
  type EvacuationLive,
  type FeedEntry,
  type Kpis,
  type LaneLive,
  type LiveDelta,
  type LiveMessage,
  type LiveSnapshot,
  type ShiftLive,
  type SlotLive,
} from '#domain/views/live.ts';
import { KeyedStore } from './keyed-store.ts';
import { KnownFacts } from './known-facts.ts';
import { LatencyMeter } from './latency.ts';

/** The event feed is for the eye; what is older is in the journal and the reports. */
export const FEED_MAX_ENTRIES = 500;

export type BookVersions = Readonly<Record<Book, number>>;

/** What React draws from. Slots and lanes are kept beside it, by id. */
export interface LiveUi {
  /** Null before the first snapshot. */
  readonly lot: LotFile | null;
  readonly seq: number;
  /** The station's clock when the newest message left it. */
  readonly at: number;
  readonly simulated: boolean;
  readonly devices: ReadonlyMap<string, DeviceLive>;
  readonly alarms: readonly AlarmLive[];
  /** Newest first. */
  readonly feed: readonly FeedEntry[];
  readonly kpis: Kpis | null;
  readonly shifts: readonly ShiftLive[];
  readonly evacuation: EvacuationLive | null;
  /** How often each list has changed since this console was opened. */
  readonly books: BookVersions;
  readonly halted: string | null;
}

const EMPTY: LiveUi = {
  lot: null,
  seq: 0,
  at: 0,
  simulated: false,
  devices: new Map(),
  alarms: [],
  feed: [],
  kpis: null,
  shifts: [],
  evacuation: null,
  books: {
    payments: 0,
    shifts: 0,
    reservations: 0,
    memberships: 0,
    validations: 0,
    tariffs: 0,
    reporting: 0,
  },
  halted: null,
};

/** What the store needs of the world; a test brings its own. */
export interface LiveStoreDoors {
  now(): number;
  /** Runs before the next picture is drawn. */
  schedule(run: () => void): void;
  /** The station reads the same clock, so delays can be measured without guessing. */
  readonly sharesClock: boolean;
}

/**
 * One lot as this console sees it: the snapshot with every delta applied. Slots and lanes are told
 * at once to who watches them by id; the rest reaches React at most once a picture.
 */
export class LiveStore {
  readonly ui: StoreApi<LiveUi> = createStore<LiveUi>(() => EMPTY);
  readonly slots = new KeyedStore<SlotLive>();
  readonly lanes = new KeyedStore<LaneLive>();
  readonly latency = new LatencyMeter();
  readonly known = new KnownFacts();
  readonly #doors: LiveStoreDoors;
  #next: LiveUi = EMPTY;
  #scheduled = false;
  #unshownSince: number | null = null;
  #offsetMs = 0;

  constructor(doors: LiveStoreDoors) {
    this.#doors = doors;
  }

  /** The station's clock now, as well as this computer can tell. */
  stationNow(): number {
    return this.#doors.now() + this.#offsetMs;
  }

  apply(message: LiveMessage): void {
    if (message.kind === 'snapshot') this.#applySnapshot(message);
    else this.#applyDelta(message);
  }

  /** Forgets the lot: another one is opened, or nobody is signed in. */
  clear(): void {
    this.#next = EMPTY;
    this.known.clear();
    this.slots.reset([]);
    this.lanes.reset([]);
    this.#show();
  }

  #applySnapshot(snapshot: LiveSnapshot): void {
    this.#offsetMs = this.#doors.sharesClock ? 0 : snapshot.at - this.#doors.now();
    this.#unshownSince = null;
    this.#note(snapshot);
    this.#next = {
      lot: snapshot.lot,
      seq: snapshot.seq,
      at: snapshot.at,
      simulated: snapshot.simulated,
      devices: new Map(snapshot.devices.map((device) => [device.id, device])),
      alarms: snapshot.alarms,
      feed: newestFirst([], snapshot.feed),
      kpis: snapshot.kpis,
      shifts: snapshot.shifts,
      evacuation: snapshot.evacuation,
      books: bumped(this.#next.books, BOOKS),
      halted: snapshot.halted,
    };
    this.slots.reset(snapshot.slots);
    this.lanes.reset(snapshot.lanes);
    this.#show();
  }

  #applyDelta(delta: LiveDelta): void {
    const before = this.#next;
    // Without a snapshot there is nothing to change; a new watch always begins with one.
    if (before.lot === null) return;
    this.#noteClock(delta.at);
    this.#note(delta);
    this.#next = {
      ...before,
      seq: delta.seq,
      at: delta.at,
      devices: delta.devices === undefined ? before.devices : merged(before.devices, delta.devices),
      alarms: delta.alarms ?? before.alarms,
      feed: delta.feed === undefined ? before.feed : newestFirst(before.feed, delta.feed),
      kpis: delta.kpis ?? before.kpis,
      shifts: delta.shifts ?? before.shifts,
      evacuation: delta.evacuation === undefined ? before.evacuation : delta.evacuation,
      books: delta.books === undefined ? before.books : bumped(before.books, delta.books),
      halted: delta.halted === undefined ? before.halted : delta.halted,
    };
    if (delta.slots !== undefined) this.slots.put(delta.slots);
    if (delta.lanes !== undefined) this.lanes.put(delta.lanes);
    this.#showSoon(delta.at);
  }

  #note({ slots = [], alarms = [], feed = [] }: Partial<LiveDelta> | LiveSnapshot): void {
    this.known.noteSlots(slots);
    this.known.noteAlarms(alarms);
    this.known.noteFeed(feed);
  }

  /** On another computer the least delayed message is the best guess at the station's clock. */
  #noteClock(at: number): void {
    if (this.#doors.sharesClock) return;
    this.#offsetMs = Math.max(this.#offsetMs, at - this.#doors.now());
  }

  #showSoon(at: number): void {
    this.#unshownSince ??= at;
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#doors.schedule(() => {
      this.#scheduled = false;
      if (this.#unshownSince !== null) this.latency.add(this.stationNow() - this.#unshownSince);
      this.#unshownSince = null;
      this.#show();
    });
  }

  #show(): void {
    this.ui.setState(this.#next, true);
  }
}

/** Counts on for each list that changed; whoever shows it asks for it again. */
function bumped(before: BookVersions, changed: readonly Book[]): BookVersions {
  const after: Record<Book, number> = { ...before };
  for (const book of changed) after[book] += 1;
  return after;
}

function newestFirst(
  before: readonly FeedEntry[],
  added: readonly FeedEntry[],
): readonly FeedEntry[] {
  if (added.length === 0) return before;
  const newest = before[0]?.seq ?? 0;
  const fresh = added.filter((entry) => entry.seq > newest).reverse();
  return [...fresh, ...before].slice(0, FEED_MAX_ENTRIES);
}

function merged(
  before: ReadonlyMap<string, DeviceLive>,
  changed: readonly DeviceLive[],
): ReadonlyMap<string, DeviceLive> {
  const devices = new Map(before);
  for (const device of changed) devices.set(device.id, device);
  return devices;
}

/** Before the next picture where the page is seen, four times a second where it is not. */
export const browserDoors = {
  now: () => Date.now(),
  schedule(run: () => void): void {
    if (document.visibilityState === 'visible') requestAnimationFrame(run);
    else setTimeout(run, 250);
  },
};
