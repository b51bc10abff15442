import { type Box, distanceMetres, type Point } from '#domain/facility/geometry.ts';
import type { Drawing, Level, LotFile } from '#domain/facility/lot-file.ts';
import { type Arrow, arrowsOf, type Carriageway } from './carriageway.ts';
import { boundsOf, buildGridIndex, type GridIndex } from './grid-index.ts';
import { shortLabels } from './short-labels.ts';
import { covers, type SlotShape, shapeOf } from './slot-shape.ts';

export type Lane = LotFile['lanes'][number];

/** One level ready to be drawn and hit. Built once when the level is shown. */
export interface Scene {
  readonly lot: LotFile;
  readonly level: Level;
  readonly shapes: readonly SlotShape[];
  readonly indexById: ReadonlyMap<string, number>;
  readonly grid: GridIndex;
  readonly carriageways: readonly Carriageway[];
  readonly arrows: readonly Arrow[];
  readonly lanes: readonly Lane[];
  readonly zoneIndexById: ReadonlyMap<string, number>;
  /** Everything that is drawn, in metres. */
  readonly bounds: Box;
  /** Width that nearly every car slot has: label sizes follow it and agree all over the level. */
  readonly usualWidthMetres: number;
  /** The labels of the most characters; which of them is widest depends on the font. */
  readonly longestLabels: readonly string[];
}

/** Metres around a gate that belong to its drawing. */
const GATE_REACH_METRES = 4;

/** The scene of a level; undefined when the lot has no such level. */
export function buildScene(lot: LotFile, levelId: string): Scene | undefined {
  const level = lot.levels.find((candidate) => candidate.id === levelId);
  if (level === undefined) return undefined;
  const slots = lot.slots.filter((slot) => slot.levelId === levelId);
  const labels = shortLabels(slots.map((slot) => slot.label));
  const shapes = slots.map((slot, index) => shapeOf(slot, index, labels[index]));
  const lanes = lot.lanes.filter((lane) => lane.levelId === levelId);
  const carriageways = carriagewaysOf(lot, levelId);
  return {
    lot,
    level,
    shapes,
    indexById: new Map(shapes.map((shape) => [shape.slot.id, shape.index])),
    grid: buildGridIndex(shapes.map((shape) => shape.box)),
    carriageways,
    arrows: arrowsOf(level.drawings, carriageways),
    lanes,
    zoneIndexById: new Map(lot.zones.map((zone, index) => [zone.id, index])),
    bounds: boundsOf([
      ...shapes.map((shape) => shape.box),
      ...level.outline.map((point) => around(point, 0.5)),
      ...level.drawings.flatMap((drawing) => drawingPoints(drawing).map((p) => around(p, 0.5))),
      ...carriageways.flatMap((way) => [way.from, way.to].map((p) => around(p, 1))),
      ...lanes.map((lane) => around(lane.at, GATE_REACH_METRES)),
    ]),
    usualWidthMetres: usualWidth(slots),
    longestLabels: longest(shapes.map((shape) => shape.label)),
  };
}

/** The narrowest tenth is left out, and so are motorcycles, who would make every label tiny. */
function usualWidth(slots: LotFile['slots']): number {
  const cars = slots.filter((slot) => slot.kind !== 'motorcycle');
  const widths = (cars.length > 0 ? cars : slots).map((slot) => slot.widthMetres);
  widths.sort((a, b) => a - b);
  return widths[Math.floor(widths.length / 10)] ?? 2.5;
}

/** Enough to meet every wide letter. */
const LONGEST_LABELS_MAX = 300;

function longest(labels: readonly string[]): string[] {
  const length = labels.reduce((most, label) => Math.max(most, label.length), 0);
  return labels.filter((label) => label.length === length).slice(0, LONGEST_LABELS_MAX);
}

/** The slot under a point of the level. */
export function slotAt(scene: Scene, point: Point): SlotShape | undefined {
  const hits = scene.grid.query(around(point, 0));
  const hit = hits.find((index) => {
    const shape = scene.shapes[index];
    return shape !== undefined && covers(shape, point);
  });
  return hit === undefined ? undefined : scene.shapes[hit];
}

/** The lane whose gate stands within `reachMetres` of a point, the nearest of them. */
export function laneAt(scene: Scene, point: Point, reachMetres: number): Lane | undefined {
  let nearest: Lane | undefined;
  let best = reachMetres;
  for (const lane of scene.lanes) {
    const distance = distanceMetres(lane.at, point);
    if (distance <= best) {
      best = distance;
      nearest = lane;
    }
  }
  return nearest;
}

/** Edges with both ends on the level. A ramp between levels is drawn by its own ramp shape. */
function carriagewaysOf(lot: LotFile, levelId: string): Carriageway[] {
  const nodes = new Map(lot.drive.nodes.map((node) => [node.id, node]));
  return lot.drive.edges.flatMap((edge) => {
    const from = nodes.get(edge.from);
    const to = nodes.get(edge.to);
    if (from?.levelId !== levelId || to?.levelId !== levelId) return [];
    return [
      {
        from: from.at,
        to: to.at,
        widthMetres: edge.widthMetres,
        oneWay: edge.oneWay,
        kind: edge.kind,
      },
    ];
  });
}

export function drawingPoints(drawing: Drawing): readonly Point[] {
  return 'points' in drawing ? drawing.points : [drawing.at];
}

function around(point: Point, margin: number): Box {
  return {
    minX: point[0] - margin,
    minY: point[1] - margin,
    maxX: point[0] + margin,
    maxY: point[1] + margin,
  };
}
