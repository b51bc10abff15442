import { Canvas, textWidth } from '../documents/canvas.ts';
import { pngFile } from '../documents/png-file.ts';

const WIDTH = 480;
const HEIGHT = 320;
const DOTS_PER_METRE = 3_780;
const PLATE = { x: 120, y: 196, width: 240, height: 48 } as const;
const PLATE_PEN = { face: 'strong', sizePixels: 32 } as const;
const STAMP_PEN = { face: 'normal', sizePixels: 16 } as const;

/** Grey of the road, the vehicle and its window. */
const ROAD = 96;
const BODY = 44;
const WINDOW = 128;

/**
 * What a played camera sees: the back of a vehicle with its plate, and the time. Drawn, and plain to see
 * that it is; nobody's picture.
 */
export function cameraPicture(plate: string, at: string): Uint8Array {
  const canvas = new Canvas(WIDTH, HEIGHT);
  const shown = plate.slice(0, 12);
  const left = PLATE.x + (PLATE.width - textWidth(shown, PLATE_PEN)) / 2;
  canvas.text(shown, Math.max(PLATE.x, Math.round(left)), PLATE.y + 36, PLATE_PEN);
  canvas.text(at.replace('T', ' ').slice(0, 19), 12, HEIGHT - 12, STAMP_PEN);
  const { pixels } = canvas.picture();
  const grey = pixels.map((ink, index) => {
    const x = index % WIDTH;
    const y = Math.floor(index / WIDTH);
    return isPlate(x, y) || ink < 255 ? ink : backgroundAt(x, y);
  });
  return pngFile({ width: WIDTH, height: HEIGHT, pixels: Uint8Array.from(grey) }, DOTS_PER_METRE);
}

function isPlate(x: number, y: number): boolean {
  return x >= PLATE.x && x < PLATE.x + PLATE.width && y >= PLATE.y && y < PLATE.y + PLATE.height;
}

function backgroundAt(x: number, y: number): number {
  const isBody = x > 72 && x < 408 && y > 112 && y < 272;
  const isRoof = x > 120 && x < 360 && y > 40 && y <= 112;
  const isWindow = x > 136 && x < 344 && y > 56 && y < 104;
  if (isWindow) return WINDOW;
  if (isBody || isRoof) return BODY;
  return ROAD + Math.round((y / HEIGHT) * 48);
}
