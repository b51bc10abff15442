import type { CommandId } from '#domain/kernel/ids.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import { CommandIdReused, type Outcome } from './lot-service.ts';

/** How many answers are kept for callers who ask again. */
export const OUTCOMES_KEPT = 100_000;
/** How far back in the journal answers are looked for after a restart. */
export const OUTCOMES_REPLAYED_EVENTS = 50_000;

/** Ids that the station makes itself are never asked for twice, and are not kept. */
export const OWN_ID_PREFIX = '~';

interface Kept {
  readonly outcome: Promise<Outcome>;
  readonly fingerprint: string | undefined;
}

/** The answers of the latest commands, so that the same id gives the same answer. */
export class RecentOutcomes {
  readonly #kept = new Map<CommandId, Kept>();

  /**
   * The answer to an id, or undefined where none is kept. It fails where the id stood for something
   * else, which is not known of answers from before a restart.
   */
  get(id: CommandId, fingerprint?: string): Promise<Outcome> | undefined {
    const kept = this.#kept.get(id);
    if (kept === undefined) return undefined;
    const isKnown = kept.fingerprint !== undefined && fingerprint !== undefined;
    if (isKnown && kept.fingerprint !== fingerprint)
      return Promise.reject(
        new CommandIdReused(
          'This id stood for something else before. Send the call with a new id.',
        ),
      );
    return kept.outcome;
  }

  /** Keeps an answer that may still be on its way; one that fails is forgotten, so it can be retried. */
  put(id: CommandId, outcome: Promise<Outcome>, fingerprint?: string): void {
    this.#kept.set(id, { outcome, fingerprint });
    outcome.catch(() => {
      // Another answer may have taken its place: one that the journal held after all.
      if (this.#kept.get(id)?.outcome === outcome) this.#kept.delete(id);
    });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= OUTCOMES_KEPT) break;
      this.#kept.delete(oldest);
    }
  }

  /** Takes up the answers that the journal's tail holds. */
  replay(events: readonly RecordedEvent[]): void {
    const byCommand = new Map<CommandId, RecordedEvent[]>();
    for (const event of events) {
      if (event.commandId.startsWith(OWN_ID_PREFIX)) continue;
      const group = byCommand.get(event.commandId);
      if (group === undefined) byCommand.set(event.commandId, [event]);
      else group.push(event);
    }
    for (const [id, group] of byCommand) this.put(id, Promise.resolve({ ok: true, events: group }));
  }

  clear(): void {
    this.#kept.clear();
  }
}
