import { must } from '#domain/kernel/assert.ts';
import { fitBox } from './camera.ts';
import type { MapSettings } from './map-parts.ts';
import { paintGate } from './paint-gate.ts';
import { paintGround } from './paint-ground.ts';
import { coloursOf } from './palette.ts';
import type { Scene } from './scene.ts';
import { SlotsPainter } from './slots-layer.ts';
import { type PxBox, viewOf, wholeView } from './view.ts';

/** The longer side of the page in CSS pixels (A4 between its margins), and dots for each of them. */
const PAGE_LONG_PX = 1_040;
const PAGE_SHORT_PX = 640;
const DOTS_PER_PX = 3;

/**
 * Paints the whole level for paper: light colours, no plates. Painted while the browser prepares to
 * print, so a browser that records drawing puts lines and letters on the page instead of dots.
 */
export function paintForPrint(
  canvas: HTMLCanvasElement,
  title: HTMLElement,
  scene: Scene,
  settings: MapSettings,
  fontFamily: string,
): void {
  const size = { width: PAGE_LONG_PX, height: PAGE_SHORT_PX };
  canvas.width = size.width * DOTS_PER_PX;
  canvas.height = size.height * DOTS_PER_PX;
  const ctx = must(canvas.getContext('2d', { alpha: false }), 'a 2D canvas is available');
  const camera = fitBox(scene.bounds, size, 8);
  const view = viewOf(camera, canvas.width, canvas.height, DOTS_PER_PX);
  const colours = { ...coloursOf(settings.palette, 'light'), surround: '#ffffff' };
  const brush = { ctx, view, colours, fontFamily };
  paintGround(brush, scene, wholeView(view));
  const painter = new SlotsPainter({
    scene,
    colours,
    fontFamily,
    showPlates: false,
    liveOf: (id) => settings.slots.get(id),
  });
  painter.paintOver(ctx, view, wholeView(view));
  const names: PxBox[] = [];
  for (const lane of scene.lanes) paintGate(brush, lane, settings.lanes.get(lane.id), names);
  title.textContent = settings.strings.printTitle(scene.lot.name, scene.level.label);
}
