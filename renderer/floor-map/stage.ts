import type { PaintedLayer } from './painted-layer.ts';
import { sameView, type View } from './view.ts';

/** After the last change of zoom a heavy view is painted sharp. Milliseconds. */
const SETTLE_MS = 110;
/** What painting aside may take of one frame. Milliseconds. */
const SLICE_MS = 7;

interface AsideJob {
  readonly view: View;
  readonly steps: readonly { step(): boolean; finish(): void }[];
}

/**
 * Brings the painted layers to a view. Few slots are painted at once; a pan is a copy and two
 * strips; a zoom over very many slots stretches what is there and is painted aside, a slice a frame,
 * because in one go it would hold up everything for a tenth of a second.
 */
export class Stage {
  private readonly layers: readonly PaintedLayer[];
  private readonly onAdopted: () => void;
  private job: AsideJob | null = null;
  private stale = true;
  /** The view that a gesture last asked for, and when it may be painted. */
  private target: View | null = null;
  private settleAt = 0;

  /** `onAdopted`: a picture painted over several frames is shown; what changed meanwhile is not on it. */
  constructor(layers: readonly PaintedLayer[], onAdopted: () => void) {
    this.layers = layers;
    this.onAdopted = onAdopted;
  }

  /** The picture no longer says what is true: colours, level or size changed. */
  invalidate(): void {
    this.stale = true;
    this.abandon();
  }

  /** Whether a picture is being painted aside now. */
  get busy(): boolean {
    return this.job !== null;
  }

  /** One frame. True when another one is needed to get there. `now` in milliseconds. */
  show(view: View, heavy: boolean, now: number): boolean {
    const first = this.layers[0];
    if (first === undefined) return false;
    if (!this.stale && first.shows(view)) {
      this.abandon();
      for (const layer of this.layers) layer.preview(view);
      return false;
    }
    const { painted } = first;
    const sameScale = painted !== null && painted.scale === view.scale && sized(painted, view);
    if (!this.stale && sameScale) {
      this.abandon();
      for (const layer of this.layers) layer.scrollTo(view);
      return false;
    }
    if (!heavy) {
      this.abandon();
      this.stale = false;
      for (const layer of this.layers) layer.paintWhole(view);
      return false;
    }
    return this.showHeavy(view, now);
  }

  private showHeavy(view: View, now: number): boolean {
    for (const layer of this.layers) layer.preview(view);
    if (this.target === null || !sameView(this.target, view)) {
      this.job = null;
      // A stale picture is painted at once; a gesture is first let come to rest.
      this.settleAt = this.target === null && this.stale ? now : now + SETTLE_MS;
      this.target = view;
    }
    if (this.job === null) {
      if (now < this.settleAt) return true;
      this.job = { view, steps: this.layers.map((layer) => layer.paintAside(view)) };
    }
    return this.advance(this.job, now);
  }

  private abandon(): void {
    this.job = null;
    this.target = null;
  }

  private advance(job: AsideJob, now: number): boolean {
    const until = Math.max(now, performance.now()) + SLICE_MS;
    let open = true;
    while (open && performance.now() < until) {
      // Every layer has the same number of bands, so they end together.
      open = job.steps.map((one) => one.step()).some((more) => more);
    }
    if (open) return true;
    for (const one of job.steps) one.finish();
    this.abandon();
    this.stale = false;
    this.onAdopted();
    return false;
  }
}

function sized(a: View, b: View): boolean {
  return a.width === b.width && a.height === b.height && a.dpr === b.dpr;
}
