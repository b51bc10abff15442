import type { CommandId } from '#domain/kernel/ids.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import type { Outcome } from './lot-service.ts';

/** How many answers are kept for callers who ask again. */
export const OUTCOMES_KEPT = 100_000;
/** How far back in the journal answers are looked for after a restart. */
export const OUTCOMES_REPLAYED_EVENTS = 50_000;

/** Ids that the station makes itself are never asked for twice, and are not kept. */
export const OWN_ID_PREFIX = '~';

/** The answers of the latest commands, so that the same id gives the same answer. */
export class RecentOutcomes {
  readonly #kept = new Map<CommandId, Promise<Outcome>>();

  get(id: CommandId): Promise<Outcome> | undefined {
    return this.#kept.get(id);
  }

  /** Keeps an answer that may still be on its way; one that fails is forgotten, so it can be retried. */
  put(id: CommandId, outcome: Promise<Outcome>): void {
    this.#kept.set(id, outcome);
    outcome.catch(() => {
      // Another answer may have taken its place: one that the journal held after all.
      if (this.#kept.get(id) === outcome) this.#kept.delete(id);
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
