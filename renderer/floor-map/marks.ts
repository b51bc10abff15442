/** The small drawings on the map, in a square of 24 units. Lines are 2.4 wide unless said. */
interface MarkShape {
  readonly fill?: string;
  readonly stroke?: string;
  readonly width?: number;
}

const dot = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;

const SHAPES = {
  bolt: { fill: 'M13.8 1.5 4.6 13.4h5.9L9 22.5l10-12.6h-6.3z' },
  wheelchair: {
    fill: dot(10.2, 3.8, 2.3),
    stroke: 'M10.2 7.6v6.6h6.2l2.9 6M10.4 10.6h5M7.4 11.6a5.6 5.6 0 1 0 7.2 7.2',
  },
  motorcycle: {
    stroke: `${dot(5, 16.4, 3.3)}${dot(19, 16.4, 3.3)}M5 16.4l4.6-5h5.6l3.8 5M13.4 7.4h3l2.6 9M6.4 10h3.2`,
    width: 2,
  },
  bus: {
    fill: `${dot(7.6, 19.8, 2)}${dot(16.4, 19.8, 2)}`,
    stroke: 'M5.6 4.2h12.8a1.4 1.4 0 0 1 1.4 1.4v12.6H4.2V5.6a1.4 1.4 0 0 1 1.4-1.4zM4.2 12.2h15.6',
    width: 2,
  },
  clock: { stroke: `${dot(12, 12, 8.6)}M12 6.8V12l3.6 2.6`, width: 2.8 },
  notEqual: { stroke: 'M4.5 9h15M4.5 15h15M16 4.5 8 19.5', width: 3 },
  question: {
    stroke: 'M7.8 8.4a4.2 4.2 0 1 1 6.4 3.6c-1.5.9-2.2 1.7-2.2 3.4',
    fill: dot(12, 20, 1.9),
    width: 3,
  },
  exclaim: { stroke: 'M12 3.6v10', fill: dot(12, 19.6, 2.1), width: 3.8 },
  lock: {
    fill: 'M5.5 11h13v9.5h-13z',
    stroke: 'M8.4 11V8a3.6 3.6 0 0 1 7.2 0v3',
    width: 2.6,
  },
} as const satisfies Record<string, MarkShape>;

export type MarkName = keyof typeof SHAPES;

const paths = new Map<string, Path2D>();

/** Paths are made on first use: the module is also loaded where there is no canvas. */
function path(data: string): Path2D {
  let made = paths.get(data);
  if (made === undefined) {
    made = new Path2D(data);
    paths.set(data, made);
  }
  return made;
}

/** Paints a mark upright, `size` device pixels tall, around a point in device pixels. */
export function paintMark(
  ctx: CanvasRenderingContext2D,
  name: MarkName,
  x: number,
  y: number,
  size: number,
  colour: string,
): void {
  const shape: MarkShape = SHAPES[name];
  const unit = size / 24;
  ctx.setTransform(unit, 0, 0, unit, x - size / 2, y - size / 2);
  if (shape.fill !== undefined) {
    ctx.fillStyle = colour;
    ctx.fill(path(shape.fill));
  }
  if (shape.stroke !== undefined) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = shape.width ?? 2.4;
    ctx.lineCap = 'round';
    ctx.lineJoin = 'round';
    ctx.setLineDash([]);
    ctx.stroke(path(shape.stroke));
  }
  ctx.setTransform(1, 0, 0, 1, 0, 0);
}

/** Vehicles from above, nose up, in a box one unit wide and one long around the origin. */
const VEHICLES = {
  car: {
    body: 'M-.44-.3C-.44-.44-.38-.5-.2-.5H.2C.38-.5.44-.44.44-.3V-.17L.5-.15V-.12L.44-.115V.4C.44.47.38.5.28.5H-.28C-.38.5-.44.47-.44.4V-.115L-.5-.12V-.15L-.44-.17Z',
    glass:
      'M-.35-.15Q0-.24.35-.15L.29-.05Q0-.09-.29-.05ZM-.31.33Q0 .37.31.33L.34.405Q0 .445-.34.405ZM-.38-.1L-.33-.03V.29L-.38.34ZM.38-.1L.33-.03V.29L.38.34Z',
  },
  motorcycle: {
    body: 'M-.09-.5Q0-.54.09-.5L.11-.3.5-.24V-.18L.15-.19.2-.02.22.2.13.34.11.47Q0 .54-.11.47L-.13.34-.22.2-.2-.02-.15-.19-.5-.18V-.24L-.11-.3Z',
    glass: 'M-.13.02Q0-.03.13.02L.11.28Q0 .32-.11.28Z',
  },
  bus: {
    body: 'M-.44-.5H.44Q.5-.5.5-.485V.485Q.5.5.44.5H-.44Q-.5.5-.5.485V-.485Q-.5-.5-.44-.5Z',
    glass:
      'M-.42-.475H.42V-.445H-.42ZM-.46-.42H-.4V.44H-.46ZM.4-.42H.46V.44H.4ZM-.2-.3H.2V-.22H-.2ZM-.2.24H.2V.32H-.2Z',
  },
} as const;

export function vehicleBody(name: keyof typeof VEHICLES): Path2D {
  return path(VEHICLES[name].body);
}
/** A vehicle too small for its shape: a body without mirrors. */
export function vehicleBlock(): Path2D {
  return path(
    'M-.5-.3C-.5-.46-.42-.5-.24-.5H.24C.42-.5.5-.46.5-.3V.42C.5.48.44.5.34.5H-.34C-.44.5-.5.48-.5.42Z',
  );
}
export function vehicleGlass(name: keyof typeof VEHICLES): Path2D {
  return path(VEHICLES[name].glass);
}
