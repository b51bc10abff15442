import type { Slot } from '#domain/facility/lot-file.ts';
import type { SlotAction } from '#domain/lot/words.ts';
import type { SlotLive } from '#domain/views/live.ts';

/** What staff do to a slot, and why. */
export interface Override {
  readonly action: SlotAction;
  readonly reason: string;
}

/** What every dialog about a slot is given. */
export interface DialogProps {
  readonly slot: Slot;
  readonly live: SlotLive;
  /** Resolves to whether the station took it. */
  readonly send: (override: Override) => Promise<boolean>;
  readonly onClose: () => void;
}
