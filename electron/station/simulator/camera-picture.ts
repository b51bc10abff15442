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
const WHITE = 255;

/**
 * What a played camera sees: the back of a vehicle with its plate, and the time. Drawn, and plain to see
 * that it is; nobody's picture.
 */
export function cameraPicture(plate: string, at: string): Uint8Array {
  const shown = plate.slice(0, 12);
  const left = PLATE.x + (PLATE.width - textWidth(shown, PLATE_PEN)) / 2;
  return drawn(at, carAt, (canvas) =>
    canvas.text(shown, Math.max(PLATE.x, Math.round(left)), PLATE.y + 36, PLATE_PEN),
  );
}

/** A motorcycle and its rider from the front, where it has no plate. */
export function motorcyclePicture(at: string): Uint8Array {
  return drawn(at, motorcycleAt, () => {});
}

function drawn(
  at: string,
  vehicleAt: (x: number, y: number) => number | null,
  write: (canvas: Canvas) => void,
): Uint8Array {
  const canvas = new Canvas(WIDTH, HEIGHT);
  write(canvas);
  canvas.text(at.replace('T', ' ').slice(0, 19), 12, HEIGHT - 12, STAMP_PEN);
  const { pixels } = canvas.picture();
  const grey = pixels.map((ink, index) => {
    const x = index % WIDTH;
    const y = Math.floor(index / WIDTH);
    return ink < 255 ? ink : (vehicleAt(x, y) ?? roadAt(y));
  });
  return pngFile({ width: WIDTH, height: HEIGHT, pixels: Uint8Array.from(grey) }, DOTS_PER_METRE);
}

function isPlate(x: number, y: number): boolean {
  return x >= PLATE.x && x < PLATE.x + PLATE.width && y >= PLATE.y && y < PLATE.y + PLATE.height;
}

function carAt(x: number, y: number): number | null {
  if (isPlate(x, y)) return WHITE;
  const isBody = x > 72 && x < 408 && y > 112 && y < 272;
  const isRoof = x > 120 && x < 360 && y > 40 && y <= 112;
  const isWindow = x > 136 && x < 344 && y > 56 && y < 104;
  if (isWindow) return WINDOW;
  return isBody || isRoof ? BODY : null;
}

function motorcycleAt(x: number, y: number): number | null {
  const isIn = (left: number, top: number, width: number, height: number) =>
    ((x - left - width / 2) / (width / 2)) ** 2 + ((y - top - height / 2) / (height / 2)) ** 2 < 1;
  if (isIn(222, 142, 36, 36)) return WHITE;
  const isVisor = isIn(212, 44, 56, 24);
  if (isVisor) return WINDOW;
  const isRider = isIn(204, 20, 72, 72) || isIn(176, 72, 128, 96);
  const isFairing = isIn(196, 120, 88, 96) || (y > 128 && y < 136 && x > 148 && x < 332);
  const isWheel = x > 224 && x < 256 && y > 184 && y < 288;
  return isRider || isFairing || isWheel ? BODY : null;
}

function roadAt(y: number): number {
  return ROAD + Math.round((y / HEIGHT) * 48);
}
