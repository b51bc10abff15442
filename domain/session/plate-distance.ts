/** Signs that cameras take for each other on dirty, bent or badly lit plates. As good as the same. */
const LOOK_ALIKES: readonly string[] = ['0ODQ', '1IL', '2Z', '5S', '6G', '8B', 'VU', '4A', '7T'];

const SHAPE = new Map<string, string>(
  LOOK_ALIKES.flatMap((group) => [...group].map((sign) => [sign, group.charAt(0)] as const)),
);

/** A plate with each sign put in place of all that look like it. */
export function plateShape(plate: string): string {
  let shape = '';
  for (const sign of plate) shape += SHAPE.get(sign) ?? sign;
  return shape;
}

/**
 * How many letters must be changed, added or left out to make one plate of the other (Levenshtein),
 * signs that look alike counting as the same. Stops at `max`: anything beyond is `max + 1`.
 */
export function plateDistance(one: string, other: string, max: number): number {
  return shapeDistance(plateShape(one), plateShape(other), max);
}

/** As above, of plates that are given as their shapes. */
export function shapeDistance(a: string, b: string, max: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const cost = Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > max) return max + 1;
    row = next;
  }
  return Math.min(row[b.length] ?? 0, max + 1);
}
