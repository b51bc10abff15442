import { join } from 'node:path';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { must } from '#domain/kernel/assert.ts';
import type { PlateRef, VaultRef } from '#domain/kernel/ids.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { Actor } from '#domain/lot/actor.ts';
import type { CommandBody } from '#domain/lot/command.ts';
import type { Effect } from '#domain/lot/effects.ts';
import { effectsAfterRestart, effectsOf } from '#domain/lot/effects.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import { normalisePlate } from '#domain/session/plate.ts';
import type { CredentialKind, TicketClaim } from '#domain/ticket/claim.ts';
import type { LiveMessage } from '#domain/views/live.ts';
import { FieldHealth } from '../drivers/field-health.ts';
import { FieldTraffic } from '../drivers/field-traffic.ts';
import { openJournal } from '../journal/journal.ts';
import type { KeyRing } from '../journal/keys.ts';
import { type PictureLimits, pictureLimits } from '../pictures/picture-settings.ts';
import { PictureStore } from '../pictures/picture-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { Log } from '../ports/log.ts';
import type { SecureRandom } from '../ports/random.ts';
import type { RunningViews } from '../views/lot-views.ts';
import { openLotViews } from '../views/lot-views.ts';
import { LiveHub } from './live-hub.ts';
import { LotRuntime } from './lot-runtime.ts';
import type { CommandOutcome, LotService, Outcome, PersonalKind, SentBy } from './lot-service.ts';
import { CommandIdReused, StationBusy } from './lot-service.ts';
import { TicketDesk } from './ticket-desk.ts';

const FEED_REFILL_EVENTS = 1_000;
const TICK_EVERY_MS = 1_000;
const STATION: Actor = { kind: 'station' };

export interface LotUnitParts {
  readonly lotId: string;
  /** `lots/{lotId}` in the data directory. */
  readonly directory: string;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly random: SecureRandom;
  readonly log: Log;
  readonly simulated: boolean;
  /** How long and how much of what cameras send is kept; the defaults where nothing is said. */
  readonly pictureLimits?: PictureLimits;
  /** Counts what became of each command, for the metrics. */
  readonly onCommand: (type: CommandBody['type'], outcome: CommandOutcome) => void;
}

/** One lot that is running: its journal, its state, its views and whoever watches. */
export class LotUnit implements LotService {
  readonly lotId: string;
  readonly simulated: boolean;
  readonly journal: Journal;
  readonly views: RunningViews;
  readonly pictures: PictureStore;
  readonly health = new FieldHealth();
  readonly traffic: FieldTraffic;
  readonly #runtime: LotRuntime;
  readonly #hub: LiveHub;
  readonly #desk: TicketDesk;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #random: SecureRandom;
  readonly #onCommand: LotUnitParts['onCommand'];
  #perform: (effect: Effect) => void = () => {};
  #listenAgain: () => Promise<void> = () => Promise.resolve();
  readonly #followers = new Set<(events: readonly RecordedEvent[] | null) => void>();
  #tick: NodeJS.Timeout;

  private constructor(parts: LotUnitParts, journal: Journal, views: RunningViews) {
    this.lotId = parts.lotId;
    this.simulated = parts.simulated;
    this.journal = journal;
    this.views = views;
    this.#log = parts.log;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#onCommand = parts.onCommand;
    this.pictures = new PictureStore({
      folder: join(parts.directory, 'pictures'),
      limits: parts.pictureLimits ?? pictureLimits(undefined),
      now: () => parts.clock.now(),
      nonce: () => parts.random.nonce(),
      log: parts.log,
    });
    this.traffic = new FieldTraffic(() => parts.clock.now());
    this.#desk = new TicketDesk(parts.keys.ticketKeys, parts.clock);
    this.#runtime = new LotRuntime({
      journal,
      clock: parts.clock,
      random: parts.random,
      log: parts.log,
      listener: {
        beforeEvolve: (state, event) => this.#hub.beforeEvolve(state, event),
        onDurable: (events) => this.#onDurable(events),
        onReload: () => this.#onReload(),
        onHalt: (reason) => this.#onHalt(reason),
      },
    });
    this.#hub = new LiveHub(liveSource(this, this.#runtime), parts.clock, (ref) =>
      this.reveal(ref),
    );
    this.#refillFeed();
    this.views.wake(this.#runtime.lastSeq);
    this.#tick = setInterval(() => this.#onTick(), TICK_EVERY_MS);
  }

  static async open(parts: LotUnitParts): Promise<LotUnit> {
    const { directory, keys, log } = parts;
    const journal = await openJournal({ dir: directory, keys, log });
    const views = await openLotViews({
      lotId: parts.lotId,
      journalPath: join(directory, 'journal.db'),
      viewsPath: join(directory, 'views.db'),
      log,
    });
    return new LotUnit(parts, journal, views);
  }

  get state() {
    return this.#runtime.state;
  }
  get halted() {
    return this.#runtime.halted;
  }
  get inboxDepth() {
    return this.#runtime.inboxDepth;
  }
  get viewers() {
    return this.#hub.viewers;
  }

  /** The lot as its journal last described it, or null before its first event. */
  get lot(): LotFile | null {
    return this.state.installed?.lot ?? null;
  }

  submit(body: CommandBody, by: SentBy): Promise<Outcome> {
    const outcome = this.#runtime.submit(body, by);
    outcome.then(
      ({ ok }) => this.#onCommand(body.type, ok ? 'done' : 'refused'),
      (error: Error) => this.#onCommand(body.type, notTaken(error)),
    );
    return outcome;
  }

  refOf(plate: string): PlateRef | null {
    const clear = normalisePlate(plate);
    if (clear === null) return null;
    const ref = this.journal.refOf(clear);
    // The vault keeps what it has, so asking it first would only cost a look-up on the hot path.
    this.#runtime.noteForVault({ ref, clear });
    return ref;
  }

  refOfText(kind: PersonalKind, text: string): VaultRef | null {
    const clear = text.normalize('NFC').trim();
    if (clear === '') return null;
    // The kind keeps a name that looks like a plate from having the plate's reference.
    const ref = this.journal.refOf(`${kind}\n${clear}`);
    this.#runtime.noteForVault({ ref, clear });
    return ref;
  }

  reveal(ref: VaultRef | null): string | null {
    if (ref === null) return null;
    return this.#runtime.notedPlate(ref) ?? this.journal.reveal(ref);
  }

  searchPlates(part: string): readonly PlateRef[] {
    const wanted = part.toUpperCase().replace(/[^A-Z0-9]/g, '');
    if (wanted === '') return [];
    return [...this.state.byPlate.keys()].filter(
      (ref) => this.reveal(ref)?.includes(wanted) === true,
    );
  }

  nonces(count: number): readonly string[] {
    return Array.from({ length: count }, () => this.#random.nonce());
  }

  claimOf(text: string): TicketClaim {
    return this.#desk.claimOf(must(this.lot, 'tickets exist only in an open lot'), text);
  }

  tokenOf(ticketNumber: string, issuedAt: Instant, kind: CredentialKind = 'ticket'): string {
    return this.#desk.tokenOf(
      must(this.lot, 'tickets exist only in an open lot'),
      ticketNumber,
      issuedAt,
      kind,
    );
  }

  watch(viewer: {
    readonly seesPlates: boolean;
    readonly signal?: AbortSignal;
  }): AsyncIterable<LiveMessage> {
    return this.#hub.watch(viewer);
  }

  /**
   * Calls back with events once they are durable, and with null when the state was read anew and
   * anything may have changed. Returns how to stop.
   */
  follow(listener: (events: readonly RecordedEvent[] | null) => void): () => void {
    this.#followers.add(listener);
    return () => this.#followers.delete(listener);
  }

  /**
   * From now on effects go to the field; what may have been lost in a restart is said again.
   * `listenAgain` makes every device say anew how it stands.
   */
  attachField(perform: (effect: Effect) => void, listenAgain: () => Promise<void>): void {
    this.#perform = perform;
    this.#listenAgain = listenAgain;
    this.#sayAgain();
  }

  /** Every sign of a lane shows what it has to, but where a vehicle is on its way through. */
  showAgain(): void {
    for (const effect of effectsAfterRestart(this.state, this.#clock.now()))
      if (effect.kind === 'show') this.#perform(effect);
  }

  #sayAgain(): void {
    const perform = this.#perform;
    for (const effect of effectsAfterRestart(this.state, this.#clock.now())) perform(effect);
  }

  async close(): Promise<void> {
    clearInterval(this.#tick);
    this.#perform = () => {};
    this.#hub.close();
    this.traffic.close();
    await this.views.close();
    await this.pictures.close();
    await this.#runtime.close();
  }

  #onDurable(events: readonly RecordedEvent[]): void {
    this.#hub.publish(events);
    this.views.wake(must(events.at(-1), 'a durable run has events').seq);
    for (const { event } of events)
      for (const effect of effectsOf(this.state, event)) this.#perform(effect);
    for (const listener of this.#followers) listener(events);
  }

  #onReload(): void {
    this.#refillFeed();
    this.#hub.restart();
  }

  /**
   * While no commands were taken, devices spoke to nobody; and a commit that was reported as failed may
   * have become durable, with its orders never given.
   */
  #onHalt(reason: string | null): void {
    this.#hub.haltChanged();
    if (reason !== null) return;
    this.views.wake(this.#runtime.lastSeq);
    for (const listener of this.#followers) listener(null);
    this.#listenAgain().then(
      () => this.#sayAgain(),
      (error: Error) => this.#log.error({ error: error.message }, 'the field did not come back'),
    );
  }

  #refillFeed(): void {
    const from = Math.max(0, this.#runtime.lastSeq - FEED_REFILL_EVENTS);
    this.#hub.refill(this.journal.read(from, FEED_REFILL_EVENTS));
  }

  #onTick(): void {
    if (this.halted !== null) return;
    this.submit({ type: 'Tick' }, { actor: STATION }).catch((error: Error) =>
      this.#log.debug({ error: error.message }, 'tick not taken'),
    );
  }
}

function liveSource(unit: LotUnit, runtime: LotRuntime) {
  return {
    get state() {
      return runtime.state;
    },
    get lastSeq() {
      return runtime.lastSeq;
    },
    get halted() {
      return runtime.halted;
    },
    simulated: unit.simulated,
  };
}

/** What became of a command that was not taken, as the metrics count it. */
function notTaken(error: Error): CommandOutcome {
  if (error instanceof CommandIdReused) return 'refused';
  return error instanceof StationBusy ? 'busy' : 'halted';
}
