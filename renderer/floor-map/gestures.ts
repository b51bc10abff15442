import type { Point } from '#domain/facility/geometry.ts';

/** What hands do on the map. Points in CSS pixels from the map's upper left. */
export interface GestureTarget {
  panBy(dx: number, dy: number): void;
  zoomAbout(factor: number, at: Point): void;
  doubleClick(at: Point, out: boolean): void;
  click(at: Point): void;
  /** The pointer rests or moves without a button; null when it has left or is dragging. */
  hover(at: Point | null): void;
  dragging(on: boolean): void;
}

/** A press that moves less than this is a click. CSS pixels. */
const DRAG_FROM_PX = 4;
const WHEEL_RATE = 0.0016;
/** A trackpad sends a pinch as a wheel with the control key, in much smaller steps. */
const PINCH_WHEEL_RATE = 0.01;
const WHEEL_LINE_PX = 24;
/** One wheel event zooms by this at most, whatever the device claims. */
const WHEEL_STEP_MAX_PX = 400;

/** Listens on an element; returns the way to stop. */
export function attachGestures(element: HTMLElement, target: GestureTarget): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const hands = new Hands(element, target);
  element.addEventListener('pointerdown', (event) => hands.down(event), { signal });
  element.addEventListener('pointermove', (event) => hands.move(event), { signal });
  element.addEventListener('pointerup', (event) => hands.up(event, true), { signal });
  element.addEventListener('pointercancel', (event) => hands.up(event, false), { signal });
  element.addEventListener('pointerleave', () => target.hover(null), { signal });
  element.addEventListener('wheel', (event) => wheel(event, element, target), {
    signal,
    passive: false,
  });
  element.addEventListener(
    'dblclick',
    (event) => target.doubleClick(pointOf(event, element), event.shiftKey),
    { signal },
  );
  return () => listening.abort();
}

function pointOf(event: MouseEvent, element: HTMLElement): Point {
  const box = element.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

function wheel(event: WheelEvent, element: HTMLElement, target: GestureTarget): void {
  event.preventDefault();
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : WHEEL_LINE_PX;
  const delta = Math.min(WHEEL_STEP_MAX_PX, Math.max(-WHEEL_STEP_MAX_PX, event.deltaY * unit));
  const rate = event.ctrlKey ? PINCH_WHEEL_RATE : WHEEL_RATE;
  target.zoomAbout(Math.exp(-delta * rate), pointOf(event, element));
}

/** One finger or mouse pans, two pinch. The map follows exactly: no inertia, nothing to wait for. */
class Hands {
  private readonly element: HTMLElement;
  private readonly target: GestureTarget;
  private readonly points = new Map<number, Point>();
  private start: Point = [0, 0];
  private drags = false;

  constructor(element: HTMLElement, target: GestureTarget) {
    this.element = element;
    this.target = target;
  }

  down(event: PointerEvent): void {
    if (event.pointerType === 'mouse' && event.button !== 0 && event.button !== 1) return;
    if (event.button === 1) event.preventDefault();
    const point = pointOf(event, this.element);
    this.points.set(event.pointerId, point);
    if (this.points.size === 1) {
      this.start = point;
      this.drags = false;
    } else {
      this.beginDrag();
    }
  }

  move(event: PointerEvent): void {
    const point = pointOf(event, this.element);
    const before = this.points.get(event.pointerId);
    if (before === undefined) {
      if (event.pointerType !== 'touch') this.target.hover(point);
      return;
    }
    if (!this.drags) {
      if (Math.hypot(point[0] - this.start[0], point[1] - this.start[1]) < DRAG_FROM_PX) return;
      this.beginDrag();
    }
    const other = [...this.points].find(([id]) => id !== event.pointerId)?.[1];
    this.points.set(event.pointerId, point);
    if (other === undefined) {
      this.target.panBy(point[0] - before[0], point[1] - before[1]);
      return;
    }
    const was = Math.max(Math.hypot(before[0] - other[0], before[1] - other[1]), 1);
    const is = Math.max(Math.hypot(point[0] - other[0], point[1] - other[1]), 1);
    const middle: Point = [(point[0] + other[0]) / 2, (point[1] + other[1]) / 2];
    this.target.panBy((point[0] - before[0]) / 2, (point[1] - before[1]) / 2);
    this.target.zoomAbout(is / was, middle);
  }

  up(event: PointerEvent, wanted: boolean): void {
    if (!this.points.delete(event.pointerId)) return;
    if (this.points.size > 0) return;
    if (this.drags) this.target.dragging(false);
    else if (wanted && event.button === 0) this.target.click(pointOf(event, this.element));
    this.drags = false;
  }

  private beginDrag(): void {
    this.drags = true;
    this.target.hover(null);
    this.target.dragging(true);
    for (const id of this.points.keys()) {
      // A pointer that is already gone cannot be captured; its pointerup will come or has come.
      if (this.element.isConnected) this.element.setPointerCapture(id);
    }
  }
}
