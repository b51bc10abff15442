import type { LotFile } from '../facility/lot-file.ts';
import type { VaultRef } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { type Random, seededRandom } from '../kernel/seeded-random.ts';
import type { Actor } from '../lot/actor.ts';
import type { CommandBody } from '../lot/command.ts';
import { decide } from '../lot/decide.ts';
import type { EventOf, EventType, LotEvent, RecordedEvent } from '../lot/event.ts';
import { evolve, initialState } from '../lot/evolve.ts';
import type { LotState } from '../lot/state.ts';
import { vaultRefsOf } from '../lot/vault-refs.ts';
import type { RefusalCode } from '../lot/words.ts';

export const STATION: Actor = { kind: 'station' };

const NONCE_PARTS = 4;
/** As the station marks the ids that nobody asks for twice. */
const OWN_ID_PREFIX = '~';
const ID_FROM_DIGIT = 20;

/** A reference with what the vault stores behind it. */
export interface Personal {
  readonly ref: VaultRef;
  readonly clear: string;
}

/** Events in order, with the personal data that they mention for the first time. */
export interface HistoryBatch {
  readonly events: readonly RecordedEvent[];
  readonly vault: readonly Personal[];
}

/** Makes references of plates and names, as the station's journal does. */
export interface References {
  readonly refOf: (plate: string) => VaultRef;
  readonly refOfText: (kind: 'name' | 'contact', text: string) => VaultRef;
}

/** A lot whose time is told: commands are decided and applied at once, and what happened is kept. */
export class HistoryLot {
  readonly state: LotState = initialState();
  readonly lot: LotFile;
  /** How often commands were refused, by the refusal's code. */
  readonly refusals = new Map<RefusalCode, number>();
  at: Instant;
  readonly #references: References;
  readonly #nonces: Random;
  readonly #noted = new Map<VaultRef, string>();
  readonly #stored = new Set<VaultRef>();
  #events: RecordedEvent[] = [];
  #vault: Personal[] = [];
  #lastSeq = 0;

  constructor(lot: LotFile, at: Instant, seed: number, references: References) {
    this.lot = lot;
    this.at = at;
    this.#references = references;
    this.#nonces = seededRandom(seed);
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** How many events were not taken yet. */
  get kept(): number {
    return this.#events.length;
  }

  refOf(plate: string): VaultRef {
    return this.#note(this.#references.refOf(plate), plate);
  }

  refOfText(kind: 'name' | 'contact', text: string): VaultRef {
    return this.#note(this.#references.refOfText(kind, text), text);
  }

  /** What happens by a command; null where it is refused. */
  tell(body: CommandBody, actor: Actor = STATION): readonly LotEvent[] | null {
    const { at } = this;
    const nonce = this.#nonce();
    const commandId = OWN_ID_PREFIX + nonce.slice(ID_FROM_DIGIT);
    const decision = decide(this.state, { ...body, id: commandId, at, actor, nonce });
    if (!decision.ok) {
      const { code } = decision.refusal;
      this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
      return null;
    }
    for (const event of decision.events) {
      this.#lastSeq += 1;
      const recorded = { seq: this.#lastSeq, at, actor, commandId, event };
      evolve(this.state, recorded);
      this.#events.push(recorded);
      for (const ref of vaultRefsOf(event)) this.#store(ref);
    }
    return decision.events;
  }

  /** The first event of a type that a command brings about; null where it does not. */
  ask<T extends EventType>(type: T, body: CommandBody, actor?: Actor): EventOf<T> | null {
    const found = this.tell(body, actor)?.find((event) => event.type === type);
    return (found as EventOf<T> | undefined) ?? null;
  }

  /** All that has happened since the last call. */
  take(): HistoryBatch {
    const batch = { events: this.#events, vault: this.#vault };
    this.#events = [];
    this.#vault = [];
    return batch;
  }

  #note(ref: VaultRef, clear: string): VaultRef {
    if (!this.#stored.has(ref)) this.#noted.set(ref, clear);
    return ref;
  }

  #store(ref: VaultRef): void {
    const clear = this.#noted.get(ref);
    if (clear === undefined) return;
    this.#noted.delete(ref);
    this.#stored.add(ref);
    this.#vault.push({ ref, clear });
  }

  #nonce(): string {
    let digits = '';
    for (let part = 0; part < NONCE_PARTS; part += 1)
      digits += Math.floor(this.#nonces() * 2 ** 32)
        .toString(16)
        .padStart(8, '0');
    return digits;
  }
}
