import type { Colours } from '../floor-map/palette.ts';

/**
 * How a row of figures is drawn: each look differs from the others by shape, so that it is told apart
 * without colour. `solid` and `hatched` are bars, the others curves; `band` lies between two curves.
 */
export type FigureLook = 'solid' | 'hatched' | 'area' | 'dashed' | 'dotted' | 'band';

const HATCH_PX = 8;

/** The colours of a chart, which are those of the floor map. */
export interface FigureColours {
  readonly ink: string;
  readonly grid: string;
  readonly fill: string;
  readonly outline: string;
  readonly curve: string;
  readonly faint: string;
  readonly panel: string;
  readonly panelInk: string;
  readonly panelEdge: string;
}

export function figureColours(map: Colours): FigureColours {
  return {
    ink: map.panelQuiet,
    grid: map.roadEdge,
    fill: map.occupied,
    outline: map.vacant,
    curve: map.slotInk,
    faint: `${map.occupied}40`,
    panel: map.panel,
    panelInk: map.panelInk,
    panelEdge: map.panelEdge,
  };
}

export function isBar(look: FigureLook): look is 'solid' | 'hatched' {
  return look === 'solid' || look === 'hatched';
}

/** What a bar is filled with: hatched like a reserved slot of the map, or solid like a taken one. */
export function barFill(look: 'solid' | 'hatched', colours: FigureColours): string | CanvasPattern {
  return look === 'solid' ? colours.fill : hatch(colours.outline);
}

export function dashOf(look: FigureLook): readonly number[] {
  if (look === 'dashed') return [8, 6];
  return look === 'dotted' ? [2, 4] : [];
}

function hatch(colour: string): string | CanvasPattern {
  const tile = document.createElement('canvas');
  tile.width = HATCH_PX;
  tile.height = HATCH_PX;
  const brush = tile.getContext('2d');
  if (brush === null) return colour;
  brush.strokeStyle = colour;
  brush.lineWidth = 1.5;
  brush.beginPath();
  // The corners as well, so that the lines of one tile go on in the next.
  for (const shift of [-HATCH_PX, 0, HATCH_PX]) {
    brush.moveTo(shift, HATCH_PX);
    brush.lineTo(shift + HATCH_PX, 0);
  }
  brush.stroke();
  return brush.createPattern(tile, 'repeat') ?? colour;
}
