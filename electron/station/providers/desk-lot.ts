import type { Actor } from '#domain/lot/actor.ts';
import type { CommandBody } from '#domain/lot/command.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import type { LotState } from '#domain/lot/state.ts';
import type { Outcome } from '../runtime/lot-service.ts';

/** A lot as whoever collects its money sees it. */
export interface DeskLot {
  readonly lotId: string;
  readonly state: LotState;
  submit(body: CommandBody, by: { readonly actor: Actor }): Promise<Outcome>;
  /**
   * Calls back with events once they are durable, and with null when the state was read anew and
   * anything may have changed. Returns how to stop.
   */
  follow(listener: (events: readonly RecordedEvent[] | null) => void): () => void;
}
