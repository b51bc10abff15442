import type { Box } from '#domain/facility/geometry.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { CameraControl } from './camera-control.ts';
import { attachGestures } from './gestures.ts';
import { MapHand } from './map-hand.ts';
import type { MapParts, MapSettings } from './map-parts.ts';
import { MapSpeech } from './map-speech.ts';
import { MovingLayer } from './moving-layer.ts';
import { paintGround } from './paint-ground.ts';
import { PaintedLayer } from './painted-layer.ts';
import { type Colours, coloursOf, readColours } from './palette.ts';
import { paintForPrint } from './print-map.ts';
import { RecentChanges } from './recent-changes.ts';
import { buildScene, type Scene } from './scene.ts';
import { DETAIL_FROM_PX, sightKey } from './slot-style.ts';
import { SlotsPainter } from './slots-layer.ts';
import { Stage } from './stage.ts';
import type { FloorMapHandle } from './types.ts';
import { type View, viewOf, worldUnder } from './view.ts';

/** More slots in view than this are painted over several frames after a zoom: tiny, or in detail. */
const HEAVY_SPECKS = 3_000;
const HEAVY_SLOTS = 1_200;
/** What repainting changed slots may take of a frame; the rest waits for the next. Milliseconds. */
const REPAINT_MS = 5;
const ZOOM_STEP = 1.5;
/** A slot that is brought into the middle is shown at least this large. CSS pixels a metre. */
const CENTRE_SCALE = 18;

/**
 * The floor map without React: owns the canvases, the camera and the frame loop. Live changes arrive
 * by subscription and end in a set of slots to paint again; nothing here grows with time.
 */
export class MapEngine implements FloorMapHandle {
  private readonly parts: MapParts;
  private settings: MapSettings;
  private readonly camera: CameraControl;
  private readonly ground: PaintedLayer;
  private readonly slots: PaintedLayer;
  private readonly moving: MovingLayer;
  private readonly stage: Stage;
  private readonly speech: MapSpeech;
  private readonly hand: MapHand;
  private readonly recent = new RecentChanges();
  private readonly stops: (() => void)[] = [];
  private stopLive: () => void = () => {};
  private readonly motion = matchMedia('(prefers-reduced-motion: reduce)');

  private scene: Scene | undefined;
  private painter: SlotsPainter | undefined;
  private colours: Colours = coloursOf('calm', 'dark');
  private fontFamily = 'sans-serif';
  private width = 0;
  private height = 0;
  private dpr = 1;

  /** What each slot looked like when it was last asked for; by index. */
  private sights: string[] = [];
  private readonly dirty = new Set<number>();
  /** Slots that changed while a picture was painted aside: they may be old on it. */
  private readonly meanwhile = new Set<number>();
  private movingDirty = true;
  private lastView: View | null = null;
  private frameId = 0;

  /** Asked for before its level was shown. */
  private pendingCentre: string | null = null;

  constructor(parts: MapParts, settings: MapSettings) {
    this.parts = parts;
    this.settings = settings;
    this.camera = new CameraControl(
      () => this.request(),
      () => this.motion.matches,
    );
    this.ground = new PaintedLayer(
      parts.ground,
      (ctx, view, region) => {
        const { scene, colours, fontFamily } = this;
        if (scene !== undefined) paintGround({ ctx, view, colours, fontFamily }, scene, region);
      },
      true,
    );
    this.slots = new PaintedLayer(
      parts.slots,
      (ctx, view, region) => this.painter?.paintRegion(ctx, view, region),
      false,
    );
    this.moving = new MovingLayer(parts.moving);
    this.stage = new Stage([this.ground, this.slots], () => {
      for (const index of this.meanwhile) this.dirty.add(index);
      this.meanwhile.clear();
    });
    this.speech = new MapSpeech(parts, () => this.speechContext());
    this.hand = new MapHand({
      surface: parts.surface,
      camera: this.camera,
      speech: this.speech,
      scene: () => this.scene,
      settings: () => this.settings,
      touch: () => this.touchMoving(),
    });
    this.listen();
    this.applyLook();
    this.subscribe();
  }

  destroy(): void {
    cancelAnimationFrame(this.frameId);
    this.stopLive();
    this.speech.stop();
    for (const stop of this.stops) stop();
  }

  /** Shows a level of a lot; the same pair again changes nothing. */
  showLevel(lot: LotFile, levelId: string): void {
    if (this.scene?.lot === lot && this.scene.level.id === levelId) return;
    this.scene = buildScene(lot, levelId);
    this.hand.reset();
    this.recent.clear();
    this.restart();
    if (this.scene === undefined) return;
    this.camera.showLevel(`${lot.id}/${levelId}`, this.scene.bounds);
    this.hand.select(this.settings.selectedSlotId);
    this.speech.restart();
    if (this.pendingCentre !== null) this.centreOn(this.pendingCentre);
  }

  update(settings: MapSettings): void {
    const before = this.settings;
    this.settings = settings;
    if (before.slots !== settings.slots || before.lanes !== settings.lanes) {
      this.subscribe();
      this.restart();
    }
    if (before.palette !== settings.palette || before.theme !== settings.theme) this.applyLook();
    if (before.strings !== settings.strings || before.slots !== settings.slots) {
      this.speech.restart();
    }
    if (before.selectedSlotId !== settings.selectedSlotId)
      this.hand.select(settings.selectedSlotId);
  }

  zoomIn(): void {
    this.camera.zoomStep(ZOOM_STEP);
  }

  zoomOut(): void {
    this.camera.zoomStep(1 / ZOOM_STEP);
  }

  fit(): void {
    this.camera.fit();
  }

  centreOn(slotId: string): void {
    const index = this.scene?.indexById.get(slotId);
    const shape = index === undefined ? undefined : this.scene?.shapes[index];
    this.pendingCentre = shape === undefined ? slotId : null;
    if (shape === undefined) return;
    this.camera.centreOn(shape.slot.at, CENTRE_SCALE);
  }

  private listen(): void {
    const { parts, hand } = this;
    const aborter = new AbortController();
    const { signal } = aborter;
    const resizes = new ResizeObserver((entries) => {
      const entry = entries.at(-1);
      if (entry !== undefined) this.resize(entry);
    });
    resizes.observe(parts.root, { box: 'device-pixel-content-box' });
    parts.surface.addEventListener('keydown', (event) => hand.key(event), { signal });
    parts.surface.addEventListener('focus', () => hand.focusArrived(), { signal });
    parts.surface.addEventListener('blur', () => hand.showFocus(false), { signal });
    parts.surface.addEventListener('pointerdown', () => hand.showFocus(false), { signal });
    for (const canvas of [parts.ground, parts.slots, parts.moving]) {
      canvas.addEventListener('contextrestored', () => this.repaintAll(), { signal });
    }
    document.fonts.addEventListener('loadingdone', () => this.applyLook(), { signal });
    window.addEventListener('beforeprint', () => this.print(), { signal });
    this.stops.push(
      () => aborter.abort(),
      () => resizes.disconnect(),
      attachGestures(parts.surface, {
        panBy: (dx, dy) => this.camera.panBy(dx, dy),
        zoomAbout: (factor, at) => this.camera.zoomAbout(factor, at),
        doubleClick: (at, out) => hand.doubleClick(at, out),
        click: (at) => hand.click(at),
        hover: (at) => hand.hover(at),
        dragging: (on) => hand.cursor(on ? 'grabbing' : ''),
      }),
    );
  }

  private subscribe(): void {
    this.stopLive();
    const stopSlots = this.settings.slots.subscribe((ids) => this.slotsChanged(ids));
    const stopLanes = this.settings.lanes.subscribe(() => this.touchMoving());
    this.stopLive = () => {
      stopSlots();
      stopLanes();
    };
  }

  private slotsChanged(ids: readonly string[]): void {
    const { scene } = this;
    if (scene === undefined) return;
    const now = performance.now();
    for (const id of ids) {
      const index = scene.indexById.get(id);
      if (index === undefined) continue;
      const key = sightKey(this.settings.slots.get(id));
      this.speech.slotChanged(index);
      const before = this.sights[index];
      if (key === before) continue;
      this.sights[index] = key;
      this.dirty.add(index);
      if (before !== '') this.recent.add(index, now);
    }
    if (this.dirty.size > 0) this.request();
  }

  /** Starts from the sources as they are now. */
  private restart(): void {
    const { scene, settings } = this;
    this.sights = scene?.shapes.map(({ slot }) => sightKey(settings.slots.get(slot.id))) ?? [];
    this.newPainter();
    this.repaintAll();
  }

  private newPainter(): void {
    const { scene, colours, fontFamily } = this;
    this.painter =
      scene === undefined
        ? undefined
        : new SlotsPainter({
            scene,
            colours,
            fontFamily,
            showPlates: true,
            liveOf: (id) => this.settings.slots.get(id),
          });
  }

  private applyLook(): void {
    const { root } = this.parts;
    this.colours = readColours(root, this.settings.palette, this.settings.theme);
    this.fontFamily = getComputedStyle(root).fontFamily;
    this.newPainter();
    this.repaintAll();
  }

  private repaintAll(): void {
    this.dirty.clear();
    this.meanwhile.clear();
    this.stage.invalidate();
    this.moving.forget();
    this.touchMoving();
  }

  private resize(entry: ResizeObserverEntry): void {
    const css = entry.contentRect;
    const exact = entry.devicePixelContentBoxSize[0];
    this.dpr = window.devicePixelRatio;
    this.width = pixels(css.width * this.dpr, exact?.inlineSize);
    this.height = pixels(css.height * this.dpr, exact?.blockSize);
    this.ground.resize(this.width, this.height);
    this.slots.resize(this.width, this.height);
    this.moving.resize(this.width, this.height);
    this.repaintAll();
    this.camera.resize({ width: Math.max(1, css.width), height: Math.max(1, css.height) });
    // In the same frame: an empty canvas would flash.
    this.frame(performance.now());
  }

  private request(): void {
    if (this.frameId === 0) this.frameId = requestAnimationFrame((now) => this.frame(now));
  }

  private touchMoving(): void {
    this.movingDirty = true;
    this.request();
  }

  private frame(now: number): void {
    cancelAnimationFrame(this.frameId);
    this.frameId = 0;
    const { scene } = this;
    if (this.width === 0) return;
    let again = this.camera.advance(now);
    const view = viewOf(this.camera.current, this.width, this.height, this.dpr);
    again = this.stage.show(view, this.isHeavy(view), now) || again;
    if (scene === undefined) return;
    again = this.repaintChanged(scene) || again;
    const moved = this.lastView !== view && !sameCamera(this.lastView, view);
    this.lastView = view;
    if (moved) this.speech.moved(this.camera.current);
    if (moved || this.movingDirty || this.recent.size > 0) {
      this.movingDirty = false;
      this.paintMoving(view, scene, now);
    }
    if (again || this.recent.size > 0) this.request();
  }

  private paintMoving(view: View, scene: Scene, now: number): void {
    const overlay = {
      selected: this.hand.selected,
      focused: this.hand.focusShown ? this.hand.focused : undefined,
      hovered: this.hand.hovered,
      changed: this.recent.strengths(now, this.motion.matches),
      laneOf: (id: string) => this.settings.lanes.get(id),
    };
    this.moving.paint(view, scene, overlay, this.colours, this.fontFamily);
  }

  /** Paints changed slots again, as many as a frame has time for. True when some are left. */
  private repaintChanged(scene: Scene): boolean {
    const view = this.slots.painted;
    if (view === null || this.painter === undefined) return false;
    if (!this.stage.busy) this.meanwhile.clear();
    const until = performance.now() + REPAINT_MS;
    const seen = worldUnder(view, { x: 0, y: 0, width: view.width, height: view.height });
    for (const index of this.dirty) {
      this.dirty.delete(index);
      if (this.stage.busy) this.meanwhile.add(index);
      const shape = scene.shapes[index];
      if (shape === undefined || !overlaps(shape.box, seen)) continue;
      this.painter.repaint(this.slots.ctx, view, shape);
      if (performance.now() > until) break;
    }
    return this.dirty.size > 0;
  }

  private isHeavy(view: View): boolean {
    const { scene } = this;
    if (scene === undefined || scene.shapes.length <= HEAVY_SLOTS) return false;
    const bayPx = (scene.usualWidthMetres * view.scale) / view.dpr;
    const limit = bayPx < DETAIL_FROM_PX.shape ? HEAVY_SPECKS : HEAVY_SLOTS;
    const seen = worldUnder(view, { x: 0, y: 0, width: view.width, height: view.height });
    const { bounds } = scene;
    const share = (from: number, to: number, min: number, max: number) =>
      Math.max(0, Math.min(to, max) - Math.max(from, min)) / Math.max(to - from, 1e-9);
    const part =
      share(bounds.minX, bounds.maxX, seen.minX, seen.maxX) *
      share(bounds.minY, bounds.maxY, seen.minY, seen.maxY);
    return part * scene.shapes.length > limit;
  }

  private speechContext() {
    const { scene, settings } = this;
    const { focused, selected } = this.hand;
    if (scene === undefined) return undefined;
    const camera = this.camera.current;
    return { scene, camera, size: this.camera.viewSize, settings, focused, selected };
  }

  private print(): void {
    const { scene, parts, settings, fontFamily } = this;
    if (scene === undefined) return;
    paintForPrint(parts.print, parts.printTitle, scene, settings, fontFamily);
  }
}

function sameCamera(a: View | null, b: View): boolean {
  return a !== null && a.scale === b.scale && a.ox === b.ox && a.oy === b.oy;
}

function overlaps(a: Box, b: Box): boolean {
  return a.minX <= b.maxX && a.maxX >= b.minX && a.minY <= b.maxY && a.maxY >= b.minY;
}

/**
 * The browser knows the exact number of device pixels under a box, which a fraction of a CSS pixel
 * in the layout moves by one. Where it says something else altogether (an emulated screen), the
 * computed number is right.
 */
function pixels(computed: number, exact: number | undefined): number {
  const near = exact !== undefined && Math.abs(exact - computed) <= 1.5;
  return Math.max(1, near ? exact : Math.round(computed));
}
