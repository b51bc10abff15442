import { must } from '#domain/kernel/assert.ts';
import type { LaneLive } from '#domain/views/live.ts';
import { paintGate } from './paint-gate.ts';
import { bayRadius } from './paint-slot.ts';
import type { Colours } from './palette.ts';
import type { Scene } from './scene.ts';
import { enter, frameOf, leave, regionOf, type SlotFrame } from './slot-frame.ts';
import type { SlotShape } from './slot-shape.ts';
import { hairline, type PxBox, type View } from './view.ts';

/** What lies over the slots at one moment. Slots by their index in the scene. */
export interface Overlay {
  readonly selected: number | undefined;
  readonly focused: number | undefined;
  readonly hovered: number | undefined;
  /** Strength from 0 to 1 of each slot that changed a moment ago. */
  readonly changed: ReadonlyMap<number, number>;
  readonly laneOf: (id: string) => LaneLive | undefined;
}

/** Gates, selection, focus, hover and what just changed: cleared and painted again every time. */
export class MovingLayer {
  private readonly ctx: CanvasRenderingContext2D;
  readonly canvas: HTMLCanvasElement;
  /** What the last painting touched: only that needs clearing. */
  private touched: PxBox[] = [];

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
    this.ctx = must(canvas.getContext('2d'), 'a 2D canvas is available');
  }

  resize(width: number, height: number): void {
    if (this.canvas.width === width && this.canvas.height === height) return;
    this.canvas.width = width;
    this.canvas.height = height;
    this.touched = [];
  }

  /** After a lost context nothing is known about the pixels. */
  forget(): void {
    this.touched = [{ x: 0, y: 0, width: this.canvas.width, height: this.canvas.height }];
  }

  paint(view: View, scene: Scene, overlay: Overlay, colours: Colours, fontFamily: string): void {
    const { ctx } = this;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    for (const box of this.touched) ctx.clearRect(box.x, box.y, box.width, box.height);
    this.touched = [];
    for (const [index, strength] of overlay.changed) {
      this.ring(view, scene.shapes[index], (frame) => {
        ctx.globalAlpha = strength;
        stroke(ctx, frame, view, { out: 1, width: 2, colour: colours.changed });
        ctx.globalAlpha = 1;
      });
    }
    const brush = { ctx, view, colours, fontFamily };
    const names: PxBox[] = [];
    for (const lane of scene.lanes) {
      this.touched.push(paintGate(brush, lane, overlay.laneOf(lane.id), names));
    }
    this.ring(view, shapeAt(scene, overlay.hovered), (frame) => {
      stroke(ctx, frame, view, { out: 0, width: 1.5, colour: colours.hover });
    });
    this.ring(view, shapeAt(scene, overlay.selected), (frame) => {
      stroke(ctx, frame, view, { out: 1, width: 6, colour: colours.accentGap });
      stroke(ctx, frame, view, { out: 1, width: 3, colour: colours.accent });
    });
    this.ring(view, shapeAt(scene, overlay.focused), (frame) => {
      stroke(ctx, frame, view, { out: 5, width: 5, colour: colours.accentGap });
      stroke(ctx, frame, view, { out: 5, width: 2, colour: colours.hover });
    });
  }

  private ring(view: View, shape: SlotShape | undefined, paint: (frame: SlotFrame) => void): void {
    if (shape === undefined) return;
    const frame = frameOf(view, shape);
    const region = regionOf(frame, Math.ceil(9 * view.dpr));
    if (!onCanvas(region, view)) return;
    paint(frame);
    this.touched.push(region);
  }
}

function shapeAt(scene: Scene, index: number | undefined): SlotShape | undefined {
  return index === undefined ? undefined : scene.shapes[index];
}

interface Ring {
  /** CSS pixels from the bay's edge outwards to the middle of the line. */
  readonly out: number;
  readonly width: number;
  readonly colour: string;
}

function stroke(ctx: CanvasRenderingContext2D, frame: SlotFrame, view: View, ring: Ring): void {
  const out = ring.out * view.dpr;
  const w = frame.bayWidth + out;
  const l = frame.bayLength + out;
  enter(ctx, frame);
  ctx.beginPath();
  ctx.roundRect(-w, -l, 2 * w, 2 * l, bayRadius(frame, view.dpr) + out);
  ctx.lineWidth = hairline(view, ring.width);
  ctx.strokeStyle = ring.colour;
  ctx.setLineDash([]);
  ctx.stroke();
  leave(ctx);
}

function onCanvas(box: PxBox, view: View): boolean {
  return (
    box.x < view.width && box.y < view.height && box.x + box.width > 0 && box.y + box.height > 0
  );
}
