import type { Point } from '#domain/facility/geometry.ts';
import { AccessibleGrid, CELLS_MAX } from './accessible-grid.ts';
import { type Camera, type Size, visibleBox } from './camera.ts';
import { gateSightOf } from './gate-sight.ts';
import type { MapParts, MapSettings } from './map-parts.ts';
import { scaleBarFor } from './scale-bar.ts';
import type { Lane, Scene } from './scene.ts';
import type { SlotShape } from './slot-shape.ts';
import { countLevel, wordsOf } from './slot-words.ts';
import { hideTooltip, showTooltip, type TooltipWords } from './tooltip.ts';

/** After the last movement the cells are written. Milliseconds. */
const SETTLE_MS = 160;
/** Cells and summary follow live changes no faster than this. Milliseconds. */
const RETELL_EVERY_MS = 400;
const SUMMARY_EVERY_MS = 3_000;
const TOOLTIP_DELAY_MS = 350;
const SCALE_BAR_MAX_PX = 110;

/** What lies under the pointer. */
export interface Hovered {
  readonly slot: SlotShape | undefined;
  readonly lane: Lane | undefined;
}

/** What the map knows when it speaks. */
export interface SpeechContext {
  readonly scene: Scene;
  readonly camera: Camera;
  readonly size: Size;
  readonly settings: MapSettings;
  readonly focused: number | undefined;
  readonly selected: number | undefined;
}

/** Everything the map says in words: accessible cells, summary, tooltip, scale bar. */
export class MapSpeech {
  private readonly parts: MapParts;
  private readonly grid: AccessibleGrid;
  private readonly context: () => SpeechContext | undefined;
  private readonly changed = new Set<number>();
  private settleTimer: ReturnType<typeof setTimeout> | undefined;
  private retellTimer: ReturnType<typeof setTimeout> | undefined;
  private summaryTimer: ReturnType<typeof setTimeout> | undefined;
  private tooltipTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: MapParts, context: () => SpeechContext | undefined) {
    this.parts = parts;
    this.context = context;
    this.grid = new AccessibleGrid(parts.surface, parts.idPrefix);
  }

  /** The camera moved: cells are stale until it rests. */
  moved(camera: Camera): void {
    clearTimeout(this.settleTimer);
    this.settleTimer = setTimeout(() => this.writeCells(), SETTLE_MS);
    this.silence();
    const context = this.context();
    if (context === undefined) return;
    const bar = scaleBarFor(camera.scale, SCALE_BAR_MAX_PX);
    this.parts.scaleBar.style.width = `${bar.px}px`;
    const text = context.settings.strings.metres(bar.metres);
    if (this.parts.scaleText.textContent !== text) this.parts.scaleText.textContent = text;
  }

  /** Level, language or sources changed: everything is said anew. */
  restart(): void {
    const context = this.context();
    if (context === undefined) return;
    this.changed.clear();
    this.parts.surface.setAttribute(
      'aria-label',
      context.settings.strings.map(context.scene.level.label),
    );
    this.writeCells();
    this.writeSummary();
  }

  slotChanged(index: number): void {
    this.summaryTimer ??= setTimeout(() => this.writeSummary(), SUMMARY_EVERY_MS);
    if (!this.grid.has(index)) return;
    this.changed.add(index);
    this.retellTimer ??= setTimeout(() => this.retell(), RETELL_EVERY_MS);
  }

  focusMoved(index: number | undefined): void {
    if (index !== undefined && !this.grid.has(index)) this.writeCells();
    else this.grid.pointAt(index);
  }

  selected(before: number | undefined, now: number | undefined): void {
    this.grid.select(before, now);
  }

  /** Shows the tooltip of what lies under the pointer, after a moment's rest. */
  hover(under: Hovered, at: Point): void {
    clearTimeout(this.tooltipTimer);
    if (under.slot === undefined && under.lane === undefined) {
      this.silence();
      return;
    }
    this.tooltipTimer = setTimeout(() => {
      const context = this.context();
      if (context === undefined) return;
      const words = tooltipWords(under, context.settings);
      if (words !== undefined) showTooltip(this.parts.tooltip, words, at, context.size);
    }, TOOLTIP_DELAY_MS);
  }

  silence(): void {
    clearTimeout(this.tooltipTimer);
    hideTooltip(this.parts.tooltip);
  }

  stop(): void {
    clearTimeout(this.settleTimer);
    clearTimeout(this.retellTimer);
    clearTimeout(this.summaryTimer);
    clearTimeout(this.tooltipTimer);
  }

  private writeCells(): void {
    const context = this.context();
    if (context === undefined) return;
    const { scene, camera, size, focused, selected } = context;
    const inView = scene.grid.query(visibleBox(camera, size));
    this.changed.clear();
    this.grid.write({
      scene,
      camera,
      inView,
      focused,
      selected,
      describe: (shape) => describe(shape, context.settings),
    });
    this.parts.root.dataset.cells = inView.length <= CELLS_MAX ? 'all' : 'focused';
  }

  private retell(): void {
    this.retellTimer = undefined;
    const context = this.context();
    if (context === undefined) return;
    this.grid.retell(context.scene, this.changed, (shape) => describe(shape, context.settings));
    this.changed.clear();
  }

  private writeSummary(): void {
    clearTimeout(this.summaryTimer);
    this.summaryTimer = undefined;
    const context = this.context();
    if (context === undefined) return;
    const { scene, settings } = context;
    this.parts.summary.textContent = settings.strings.summary(countLevel(scene, settings.slots));
  }
}

function describe(shape: SlotShape, settings: MapSettings): string {
  const live = settings.slots.get(shape.slot.id);
  return settings.strings.slot(wordsOf(shape, live, settings.strings));
}

function tooltipWords(under: Hovered, settings: MapSettings): TooltipWords | undefined {
  const { strings } = settings;
  if (under.slot !== undefined) {
    const words = wordsOf(under.slot, settings.slots.get(under.slot.slot.id), strings);
    const line = (text: string | null, strong = false) => (text === null ? [] : [{ text, strong }]);
    return {
      title: words.label,
      lines: [
        ...line(words.attention, true),
        ...line(words.look),
        ...line(words.kind),
        ...line(words.plate),
        ...line(words.since),
      ],
    };
  }
  if (under.lane === undefined) return undefined;
  const live = settings.lanes.get(under.lane.id);
  return {
    title: under.lane.label,
    lines: [
      ...(live?.phase === 'asking' ? [{ text: strings.laneAsking, strong: true }] : []),
      { text: strings.gates[gateSightOf(live)], strong: false },
    ],
  };
}
