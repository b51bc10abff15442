/** A place within a tariff as problems name it, such as `rates[0].charge.rungs[2].totalMinor`. */
export type Path = string;

type Step = string | number;

export function stepsOf(path: Path): readonly Step[] {
  return [...path.matchAll(/[^.[\]]+|\[(\d+)\]/gu)].map(([name, index]) =>
    index === undefined ? name : Number(index),
  );
}

/** What stands at a path, or undefined where nothing does. */
export function getAt(value: unknown, path: Path): unknown {
  let found = value;
  for (const step of stepsOf(path)) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Readonly<Record<Step, unknown>>)[step];
  }
  return found;
}

/**
 * A copy with another value at a path; undefined takes the field away. Everything beside the path stays
 * the same object. Missing objects on the way are made.
 */
export function setAt<T>(value: T, path: Path, next: unknown): T {
  return changed(value, stepsOf(path), next) as T;
}

function changed(value: unknown, [step, ...rest]: readonly Step[], next: unknown): unknown {
  if (step === undefined) return next;
  if (typeof step === 'number') {
    const items = Array.isArray(value) ? [...value] : [];
    items[step] = changed(items[step], rest, next);
    return items;
  }
  const fields: Record<string, unknown> = { ...(value as object | undefined) };
  const made = changed(fields[step], rest, next);
  if (made === undefined) delete fields[step];
  else fields[step] = made;
  return fields;
}

/** The items of a list at a path. */
export function listAt(value: unknown, path: Path): readonly unknown[] {
  const found = getAt(value, path);
  return Array.isArray(found) ? found : [];
}
