import type { VehicleNeeds } from '../facility/kinds.ts';
import type { PlateRef, SessionId, SlotId } from '../kernel/ids.ts';
import type { DurationMs } from '../kernel/instant.ts';

/** Who comes, and what they are going to do. */
export interface Visitor {
  readonly plate: string;
  readonly needs: VehicleNeeds;
  readonly entryBy: 'plate' | 'button';
  readonly entryConfidence: number;
  readonly exitConfidence: number;
  readonly backsOut: boolean;
  readonly paysBefore: boolean;
  readonly stayMs: DurationMs;
}

/** A vehicle inside. */
export interface Stay {
  readonly sessionId: SessionId;
  readonly visitor: Visitor;
  /** As the entry's camera read it; null where a ticket was taken. */
  readonly plateRef: PlateRef | null;
  slotId: SlotId | null;
  /** It left behind another vehicle: its stay is open, and nobody comes for it. */
  isGone: boolean;
}
