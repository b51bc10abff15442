import { must } from '#domain/kernel/assert.ts';
import { bands, exposedStrips, type PxBox, sameView, type View, wholeView } from './view.ts';

/** Paints a region of a layer; clears it first where the layer is transparent. */
export type RegionPainter = (ctx: CanvasRenderingContext2D, view: View, region: PxBox) => void;

/** Device pixels; a band of a very large lot takes a few milliseconds. */
const BAND_PX = 48;

/** One canvas that knows which view is painted on it. */
export class PaintedLayer {
  readonly canvas: HTMLCanvasElement;
  readonly ctx: CanvasRenderingContext2D;
  /** The view of the pixels on the canvas; null before the first painting. */
  painted: View | null = null;
  private readonly paint: RegionPainter;
  private back: HTMLCanvasElement | null = null;

  constructor(canvas: HTMLCanvasElement, paint: RegionPainter, opaque: boolean) {
    this.canvas = canvas;
    this.ctx = must(canvas.getContext('2d', { alpha: !opaque }), 'a 2D canvas is available');
    this.paint = paint;
  }

  /** Sets the backing size. The old picture stays, stretched by nothing, until it is painted over. */
  resize(width: number, height: number): void {
    if (this.canvas.width === width && this.canvas.height === height) return;
    const keep = this.painted === null ? null : copyOf(this.canvas);
    this.canvas.width = width;
    this.canvas.height = height;
    if (keep !== null) this.ctx.drawImage(keep, 0, 0);
  }

  paintWhole(view: View): void {
    this.paint(this.ctx, view, wholeView(view));
    this.settle(view);
  }

  /** Moves the picture by whole pixels and paints only what came into view. Scale must be the same. */
  scrollTo(view: View): void {
    const from = this.painted;
    if (from === null || from.scale !== view.scale) {
      this.paintWhole(view);
      return;
    }
    const dx = view.ox - from.ox;
    const dy = view.oy - from.oy;
    const strips = exposedStrips(dx, dy, view.width, view.height);
    if (strips[0]?.width !== view.width || strips[0].height !== view.height) {
      this.ctx.setTransform(1, 0, 0, 1, 0, 0);
      this.ctx.globalCompositeOperation = 'copy';
      this.ctx.drawImage(this.canvas, dx, dy);
      this.ctx.globalCompositeOperation = 'source-over';
    }
    for (const strip of strips) this.paint(this.ctx, view, strip);
    this.settle(view);
  }

  /** Shows the painted picture moved and stretched to another view, blurred but at once. */
  preview(view: View): void {
    const from = this.painted;
    if (from === null) return;
    if (sameView(from, view)) {
      this.settle(view);
      return;
    }
    const ratio = view.scale / from.scale;
    const x = (view.ox - from.ox * ratio) / view.dpr;
    const y = (view.oy - from.oy * ratio) / view.dpr;
    this.canvas.style.transform = `translate(${x}px, ${y}px) scale(${ratio})`;
  }

  /** Paints a view out of sight, band by band; each call of `step` paints one. */
  paintAside(view: View): { step(): boolean; finish(): void } {
    this.back ??= document.createElement('canvas');
    const back = this.back;
    back.width = view.width;
    back.height = view.height;
    const ctx = must(
      back.getContext('2d', { willReadFrequently: true }),
      'a 2D canvas is available',
    );
    const rest = bands(view, BAND_PX);
    return {
      step: () => {
        const region = rest.shift();
        if (region !== undefined) this.paint(ctx, view, region);
        // Drawing is only recorded until somebody looks. Without a look at each band, all of them
        // are rasterised when the picture is shown, which holds everything up for half a second.
        ctx.getImageData(0, 0, 1, 1);
        return rest.length > 0;
      },
      finish: () => {
        this.ctx.setTransform(1, 0, 0, 1, 0, 0);
        this.ctx.globalCompositeOperation = 'copy';
        this.ctx.drawImage(back, 0, 0);
        this.ctx.globalCompositeOperation = 'source-over';
        this.settle(view);
      },
    };
  }

  shows(view: View): boolean {
    return this.painted !== null && sameView(this.painted, view);
  }

  private settle(view: View): void {
    this.painted = view;
    if (this.canvas.style.transform !== '') this.canvas.style.transform = '';
  }
}

function copyOf(canvas: HTMLCanvasElement): HTMLCanvasElement | null {
  if (canvas.width === 0 || canvas.height === 0) return null;
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  must(copy.getContext('2d'), 'a 2D canvas is available').drawImage(canvas, 0, 0);
  return copy;
}
