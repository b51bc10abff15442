import type { Box, Point } from '#domain/facility/geometry.ts';
import {
  between,
  type Camera,
  type CameraLimits,
  clampCamera,
  fitBox,
  limitsFor,
  lookAt,
  panBy,
  reveal,
  type Size,
  zoomAbout,
} from './camera.ts';

/** Air around a level that is shown whole. CSS pixels. */
const FIT_PADDING_PX = 24;
const GLIDE_MS = 200;

interface Glide {
  readonly from: Camera;
  readonly to: Camera;
  readonly startedAt: number;
}

/**
 * The camera of the level that is shown, kept within its limits. Gestures move it at once; buttons
 * and keys glide, unless the user asked for less motion.
 */
export class CameraControl {
  private box: Box = { minX: 0, minY: 0, maxX: 1, maxY: 1 };
  private size: Size = { width: 1, height: 1 };
  private limits: CameraLimits = limitsFor(this.box, this.size);
  private camera: Camera = { scale: 1, x: 0, y: 0 };
  private glide: Glide | null = null;
  /** The whole level is shown because nobody has moved yet: a new size shows the whole again. */
  private fitted = true;
  private levelId = '';
  private readonly remembered = new Map<string, Camera>();
  private readonly onMove: () => void;
  private readonly reducedMotion: () => boolean;

  constructor(onMove: () => void, reducedMotion: () => boolean) {
    this.onMove = onMove;
    this.reducedMotion = reducedMotion;
  }

  get current(): Camera {
    return this.camera;
  }

  get viewSize(): Size {
    return this.size;
  }

  /** Shows a level as it was left, or whole the first time. */
  showLevel(levelId: string, box: Box): void {
    if (this.levelId !== '' && !this.fitted) this.remembered.set(this.levelId, this.target());
    this.levelId = levelId;
    this.box = box;
    this.limits = limitsFor(box, this.size);
    this.glide = null;
    const before = this.remembered.get(levelId);
    this.fitted = before === undefined;
    this.jump(before ?? fitBox(box, this.size, FIT_PADDING_PX));
  }

  resize(size: Size): void {
    if (size.width === this.size.width && size.height === this.size.height) return;
    this.size = size;
    this.limits = limitsFor(this.box, size);
    this.glide = null;
    // The map keeps its place at the upper left: a drawer that opens at the right moves nothing.
    this.jump(this.fitted ? fitBox(this.box, size, FIT_PADDING_PX) : this.camera);
  }

  panBy(dx: number, dy: number): void {
    this.fitted = false;
    this.glide = null;
    this.jump(panBy(this.camera, dx, dy));
  }

  zoomAbout(factor: number, at: Point): void {
    this.fitted = false;
    this.glide = null;
    this.jump(zoomAbout(this.camera, factor, at, this.limits));
  }

  /** Zooms in the middle of the view, or about a point of the screen, gliding. */
  zoomStep(factor: number, at: Point = [this.size.width / 2, this.size.height / 2]): void {
    this.fitted = false;
    this.glideTo(zoomAbout(this.target(), factor, at, this.limits));
  }

  fit(): void {
    this.fitted = true;
    this.glideTo(fitBox(this.box, this.size, FIT_PADDING_PX));
  }

  /** Brings a place into the middle, no further out than `minScale`. */
  centreOn(at: Point, minScale: number): void {
    this.fitted = false;
    const scale = Math.min(this.limits.maxScale, Math.max(minScale, this.target().scale));
    this.glideTo(lookAt(at, scale, this.size));
  }

  reveal(box: Box, marginPx: number): void {
    const target = this.target();
    const moved = reveal(target, this.size, box, marginPx);
    if (moved === target) return;
    this.fitted = false;
    this.glideTo(moved);
  }

  /** Moves a glide on. True while it goes on. `now` in milliseconds. */
  advance(now: number): boolean {
    const { glide } = this;
    if (glide === null) return false;
    const t = Math.min(1, Math.max(0, (now - glide.startedAt) / GLIDE_MS));
    const eased = 1 - (1 - t) ** 3;
    this.camera = between(glide.from, glide.to, eased, this.size);
    if (t >= 1) this.glide = null;
    return this.glide !== null;
  }

  private target(): Camera {
    return this.glide?.to ?? this.camera;
  }

  private glideTo(to: Camera): void {
    const target = clampCamera(to, this.size, this.limits);
    if (this.reducedMotion()) {
      this.jump(target);
      return;
    }
    this.glide = { from: this.camera, to: target, startedAt: performance.now() };
    this.onMove();
  }

  private jump(to: Camera): void {
    this.camera = clampCamera(to, this.size, this.limits);
    this.onMove();
  }
}
