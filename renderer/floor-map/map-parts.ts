import type { LaneSource, MapPalette, MapStrings, MapTheme, SlotSource } from './types.ts';

/** The elements that the React component hands to the engine. */
export interface MapParts {
  readonly root: HTMLElement;
  readonly ground: HTMLCanvasElement;
  readonly slots: HTMLCanvasElement;
  readonly moving: HTMLCanvasElement;
  /** Takes focus, keys and pointers; the grid of screen readers. */
  readonly surface: HTMLElement;
  readonly tooltip: HTMLElement;
  readonly summary: HTMLElement;
  readonly scaleBar: HTMLElement;
  readonly scaleText: HTMLElement;
  readonly printTitle: HTMLElement;
  readonly print: HTMLCanvasElement;
  readonly idPrefix: string;
}

/** What the engine is told by properties that may change at any time. */
export interface MapSettings {
  readonly slots: SlotSource;
  readonly lanes: LaneSource;
  readonly palette: MapPalette;
  readonly theme: MapTheme;
  readonly strings: MapStrings;
  readonly selectedSlotId: string | null;
  readonly onSelectSlot: (id: string | null) => void;
  readonly onSelectLane: ((id: string) => void) | undefined;
}
