import type { PlateRef } from '#domain/kernel/ids.ts';
import type { Command, CommandBody } from '#domain/lot/command.ts';
import { decide } from '#domain/lot/decide.ts';
import type { Decision } from '#domain/lot/decision.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import { evolve } from '#domain/lot/evolve.ts';
import type { LotState } from '#domain/lot/state.ts';
import { vaultRefsOf } from '#domain/lot/vault-refs.ts';
import { BoundedCache } from '../journal/bounded-cache.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal, VaultEntry } from '../ports/journal.ts';
import type { Log } from '../ports/log.ts';
import type { SecureRandom } from '../ports/random.ts';
import type { Outcome, SentBy } from './lot-service.ts';
import { StationBusy, StationHalted } from './lot-service.ts';
import { OUTCOMES_REPLAYED_EVENTS, OWN_ID_PREFIX, RecentOutcomes } from './recent-outcomes.ts';
import { recover, toSnapshotState } from './recovery.ts';

/** Commands that may wait; one more is turned away at once. */
export const INBOX_MAX_COMMANDS = 20_000;
/** Sensors by their thousands leave so much room for loops, fire panels and people. */
const KEPT_FROM_SENSORS_COMMANDS = 2_000;
/** Commands decided in one go before the event loop gets its turn. */
const TURN_MAX_COMMANDS = 512;
/** Decided but not yet durable; the loop waits for the disk beyond this. */
const UNDURABLE_MAX_COMMANDS = 8_192;
/**
 * Nobody waits for the answer to a slot sensor's word, so it waits this long for others: a commit for
 * each of a thousand a second would take most of a core.
 */
const SENSOR_PATIENCE_MS = 8;
/** Far more than commands may wait, so none loses its plate; what nobody mentions makes room. */
const NOTED_MAX_PLATES = 4 * INBOX_MAX_COMMANDS;
const SNAPSHOT_EVERY_EVENTS = 200_000;
const RECOVERY_RETRY_MS = 2_000;
/** The nonce's tail: its head is what ticket numbers are cut from. */
const OWN_ID_FROM_DIGIT = 20;

/** What others are told, in journal order, only about what is durable. */
export interface RuntimeListener {
  /** Before each event is applied, while the state still knows what it ends. */
  readonly beforeEvolve: (state: LotState, event: RecordedEvent) => void;
  readonly onDurable: (events: readonly RecordedEvent[]) => void;
  /** The state was thrown away and read again; everything may have changed. */
  readonly onReload: () => void;
  readonly onHalt: (reason: string | null) => void;
}

export interface RuntimeParts {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly random: SecureRandom;
  readonly log: Log;
  readonly listener: RuntimeListener;
}

interface Waiting {
  readonly body: CommandBody;
  readonly by: SentBy;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Error) => void;
}

interface Answer {
  readonly waiting: Waiting;
  readonly outcome: Outcome;
}

/** The loop of one lot: inbox → decide → journal → evolve → acknowledge, in that order for callers. */
export class LotRuntime {
  readonly #parts: RuntimeParts;
  readonly #outcomes = new RecentOutcomes();
  readonly #inbox: Waiting[] = [];
  /** Plates that a waiting command may mention. One that no event mentions is never stored. */
  readonly #noted = new BoundedCache<PlateRef, string>(NOTED_MAX_PLATES);
  /** Plates on their way to the vault. */
  readonly #sent = new Map<PlateRef, string>();
  #state: LotState;
  #lastSeq: number;
  #undurable = 0;
  #scheduled = false;
  #later: NodeJS.Timeout | null = null;
  /** The loop stopped because too much was not yet durable. */
  #waitsForRoom = false;
  #snapshotSeq: number;
  #halted: string | null = null;
  #closing = false;
  /** Counts reloads: answers of an older life are not given. */
  #life = 0;

  constructor(parts: RuntimeParts) {
    this.#parts = parts;
    const { state, lastSeq } = recover(parts.journal, parts.log);
    this.#state = state;
    this.#lastSeq = lastSeq;
    this.#snapshotSeq = lastSeq;
    this.#replayOutcomes();
  }

  get state(): LotState {
    return this.#state;
  }
  get lastSeq(): number {
    return this.#lastSeq;
  }
  get halted(): string | null {
    return this.#halted;
  }
  get inboxDepth(): number {
    return this.#inbox.length;
  }

  /** A plate that the command submitted next may mention; it is stored with the event that does. */
  noteForVault(entry: VaultEntry): void {
    this.#noted.set(entry.ref, entry.clear);
  }

  /** A plate that an event mentions and that is not durable yet. */
  notedPlate(ref: PlateRef): string | null {
    return this.#sent.get(ref) ?? null;
  }

  /** See LotService.submit. */
  submit(body: CommandBody, by: SentBy): Promise<Outcome> {
    if (by.commandId !== undefined) {
      const before = this.#outcomes.get(by.commandId, by.fingerprint);
      if (before !== undefined) return before;
    }
    if (this.#halted !== null || this.#closing)
      return Promise.reject(new StationHalted(this.#halted ?? 'The station is closing.'));
    const kept = body.type === 'ReportPresence' ? KEPT_FROM_SENSORS_COMMANDS : 0;
    if (this.#inbox.length >= INBOX_MAX_COMMANDS - kept)
      return Promise.reject(new StationBusy('The station is busy. Try again in a moment.'));
    const outcome = new Promise<Outcome>((resolve, reject) => {
      this.#inbox.push({ body, by, resolve, reject });
    });
    if (by.commandId !== undefined) this.#outcomes.put(by.commandId, outcome, by.fingerprint);
    if (body.type === 'ReportPresence') this.#scheduleLater();
    else this.#schedule();
    return outcome;
  }

  /** Commits what is decided, takes a last snapshot and closes the journal. */
  async close(): Promise<void> {
    this.#closing = true;
    while (this.#halted === null && (this.#inbox.length > 0 || this.#undurable > 0))
      await nextTurn();
    if (this.#halted === null && this.#lastSeq > this.#snapshotSeq) await this.#snapshot();
    await this.#parts.journal.close();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#turn();
    });
  }

  #scheduleLater(): void {
    if (this.#scheduled) return;
    this.#later ??= setTimeout(() => {
      this.#later = null;
      this.#turn();
    }, SENSOR_PATIENCE_MS);
  }

  /** Decides a bounded run of commands and hands their events to the disk as one batch. */
  #turn(): void {
    const room = Math.min(TURN_MAX_COMMANDS, UNDURABLE_MAX_COMMANDS - this.#undurable);
    this.#waitsForRoom = room <= 0;
    if (this.#halted !== null || room <= 0) return;
    const taken = this.#inbox.splice(0, room);
    if (taken.length === 0) return;
    const events: RecordedEvent[] = [];
    const answers = taken.map((waiting) => ({ waiting, outcome: this.#decide(waiting, events) }));
    const vault = this.#platesOf(events);
    this.#undurable += taken.length;
    void this.#commit(events, vault, answers);
    if (this.#inbox.length > 0) this.#schedule();
  }

  /** The noted plates that events mention; who is only asked about leaves no trace on the disk. */
  #platesOf(events: readonly RecordedEvent[]): readonly VaultEntry[] {
    const vault: VaultEntry[] = [];
    for (const { event } of events) {
      for (const ref of vaultRefsOf(event)) {
        const clear = this.#noted.get(ref);
        if (clear === undefined) continue;
        this.#noted.delete(ref);
        this.#sent.set(ref, clear);
        vault.push({ ref, clear });
      }
    }
    return vault;
  }

  #decide({ body, by }: Waiting, events: RecordedEvent[]): Outcome {
    const at = this.#parts.clock.now();
    const { actor } = by;
    const nonce = this.#parts.random.nonce();
    const commandId = by.commandId ?? OWN_ID_PREFIX + nonce.slice(OWN_ID_FROM_DIGIT);
    const command: Command = { ...body, id: commandId, actor, at, nonce };
    const decision: Decision = decide(this.#state, command);
    if (!decision.ok) return decision;
    const recorded = decision.events.map((event) => {
      this.#lastSeq += 1;
      return { seq: this.#lastSeq, at, actor, commandId, event };
    });
    for (const event of recorded) {
      this.#parts.listener.beforeEvolve(this.#state, event);
      evolve(this.#state, event);
      events.push(event);
    }
    return { ok: true, events: recorded };
  }

  async #commit(
    events: readonly RecordedEvent[],
    vault: readonly VaultEntry[],
    answers: readonly Answer[],
  ): Promise<void> {
    const life = this.#life;
    try {
      // A refusal rests on a state that may not be durable yet, so it waits its turn like the rest.
      await this.#parts.journal.commit({ events, vault });
    } catch (error) {
      if (life === this.#life) this.#halt(error as Error);
      for (const { waiting } of answers)
        waiting.reject(new StationHalted((error as Error).message));
      return;
    }
    if (life !== this.#life) {
      // The state was read again meanwhile and holds these events: durable is durable.
      for (const { waiting, outcome } of answers) waiting.resolve(outcome);
      return;
    }
    this.#undurable -= answers.length;
    for (const { ref } of vault) this.#sent.delete(ref);
    for (const { waiting, outcome } of answers) waiting.resolve(outcome);
    if (events.length > 0) this.#parts.listener.onDurable(events);
    if (this.#lastSeq - this.#snapshotSeq >= SNAPSHOT_EVERY_EVENTS) void this.#snapshot();
    if (this.#waitsForRoom) this.#schedule();
  }

  /** The state may be ahead of the disk while commits run, so a snapshot waits behind them. */
  async #snapshot(): Promise<void> {
    const seq = this.#lastSeq;
    this.#snapshotSeq = seq;
    try {
      const state = toSnapshotState(this.#state);
      await this.#parts.journal.saveSnapshot({ seq, state });
    } catch (error) {
      this.#parts.log.error(
        { seq, error: (error as Error).message },
        'snapshot failed; the journal is whole',
      );
    }
  }

  #halt(error: Error): void {
    if (this.#halted !== null) return;
    this.#halted = `The journal cannot be written: ${error.message}`;
    this.#parts.log.error(
      { error: error.message },
      'journal refused a commit; the station takes no commands',
    );
    for (const { reject } of this.#inbox.splice(0)) reject(new StationHalted(this.#halted));
    this.#rollBack();
    this.#parts.listener.onHalt(this.#halted);
    this.#retryLater();
  }

  /** A disk may stay full for hours: meanwhile nobody may be shown what never became durable. */
  #rollBack(): void {
    try {
      this.#takeUp();
      this.#parts.listener.onReload();
    } catch (error) {
      this.#parts.log.warn(
        { error: (error as Error).message },
        'the journal cannot be read either; what is shown may be ahead of it',
      );
    }
  }

  /** Replaces the state by what the journal holds; what was under way belongs to an older life. */
  #takeUp(): void {
    const { state, lastSeq } = recover(this.#parts.journal, this.#parts.log);
    this.#life += 1;
    this.#state = state;
    this.#lastSeq = lastSeq;
    this.#snapshotSeq = lastSeq;
    this.#undurable = 0;
    this.#noted.clear();
    this.#sent.clear();
    this.#outcomes.clear();
    this.#replayOutcomes();
  }

  #retryLater(): void {
    setTimeout(() => void this.#resume(), RECOVERY_RETRY_MS).unref();
  }

  /** Reads everything again from what is durable, as after a restart. */
  async #resume(): Promise<void> {
    if (this.#closing) return;
    try {
      await this.#parts.journal.reopen();
      this.#takeUp();
    } catch (error) {
      this.#parts.log.warn(
        { error: (error as Error).message },
        'journal still refuses; trying again',
      );
      this.#retryLater();
      return;
    }
    this.#halted = null;
    this.#parts.log.info(
      { lastSeq: this.#lastSeq },
      'journal is back; the station takes commands again',
    );
    this.#parts.listener.onReload();
    this.#parts.listener.onHalt(null);
  }

  #replayOutcomes(): void {
    const from = Math.max(0, this.#lastSeq - OUTCOMES_REPLAYED_EVENTS);
    this.#outcomes.replay(this.#parts.journal.read(from, OUTCOMES_REPLAYED_EVENTS));
  }
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
