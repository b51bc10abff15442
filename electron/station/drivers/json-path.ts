/**
 * What stands at a path such as `object.values[0].state`; undefined where it leads nowhere. Names are
 * taken as they are written, and never from a prototype.
 */
export function atPath(value: unknown, path: string): unknown {
  let at = value;
  for (const step of path.split(/[.[\]]+/).filter((one) => one !== '')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string, unknown>)[step];
  }
  return at;
}
