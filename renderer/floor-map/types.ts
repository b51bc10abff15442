import type { SlotKind } from '#domain/facility/kinds.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { LaneLive, SlotAttention, SlotLive, SlotLook } from '#domain/views/live.ts';

/**
 * Live rows by id, pushed outside React: `subscribe` tells which ids changed and returns the way to
 * stop. A thousand changes a second pass here, so the map never re-renders for one.
 */
export interface LiveSource<T> {
  get(id: string): T | undefined;
  subscribe(listener: (changedIds: readonly string[]) => void): () => void;
}
export type SlotSource = LiveSource<SlotLive>;
export type LaneSource = LiveSource<LaneLive>;

export type MapPalette = 'calm' | 'classic';
export type MapTheme = 'light' | 'dark';

/** What a gate shows on the map: its position, or what is more urgent than that. */
export const GATE_SIGHTS = ['closed', 'moving', 'open', 'held', 'fault', 'unknown'] as const;
export type GateSight = (typeof GATE_SIGHTS)[number];

/** What is said about one slot, already in the user's language. */
export interface SlotWords {
  readonly label: string;
  readonly kind: string;
  readonly look: string;
  readonly attention: string | null;
  readonly plate: string | null;
  readonly since: string | null;
}

/** What a whole level looks like, for the summary that a screen reader gets. */
export interface LevelCounts {
  readonly level: string;
  readonly total: number;
  readonly byLook: Readonly<Record<SlotLook, number>>;
  readonly byAttention: Readonly<Record<Exclude<SlotAttention, 'none'>, number>>;
}

/** Every string that the map shows or says; the catalogue lives with the screens. */
export interface MapStrings {
  readonly kinds: Readonly<Record<SlotKind, string>>;
  readonly looks: Readonly<Record<SlotLook, string>>;
  readonly attentions: Readonly<Record<Exclude<SlotAttention, 'none'>, string>>;
  readonly gates: Readonly<Record<GateSight, string>>;
  /** A lane where a read waits for a decision of staff. */
  readonly laneAsking: string;
  /** Names the map itself, for instance "Floor map, Ground level". */
  map(level: string): string;
  /** How the keyboard works on the map; read once on focus. */
  readonly keyboardHelp: string;
  /** One slot as a sentence, for its accessible cell. */
  slot(words: SlotWords): string;
  /** One lane as a sentence, for its tooltip. */
  lane(label: string, gate: string): string;
  /** "since 14:05", in the lot's time zone. */
  since(at: Instant): string;
  summary(counts: LevelCounts): string;
  /** A length on the scale bar. */
  metres(length: number): string;
  /** The letter at the compass. */
  readonly north: string;
  /** The heading of a printed map. */
  printTitle(lot: string, level: string): string;
}

/** What the screen around the map can ask of it. */
export interface FloorMapHandle {
  zoomIn(): void;
  zoomOut(): void;
  /** Shows the whole level. */
  fit(): void;
  /** Brings a slot into the middle; of another level, as soon as that level is shown. */
  centreOn(slotId: string): void;
}
