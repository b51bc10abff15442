/** A round length for the scale bar and how long it is drawn. */
export interface ScaleBar {
  readonly metres: number;
  readonly px: number;
}

/** The longest of 1, 2 and 5 times a power of ten that fits. `scale` in CSS pixels a metre. */
export function scaleBarFor(scale: number, maxPx: number): ScaleBar {
  const room = maxPx / scale;
  const power = 10 ** Math.floor(Math.log10(room));
  const step = [5, 2, 1].find((factor) => factor * power <= room) ?? 1;
  const metres = step * power;
  return { metres, px: metres * scale };
}
