/**
 * MQTT topic filters (MQTT 3.1.1, section 4.7): `+` stands for one level, `#` at the end for the rest.
 */
export type Matcher = (topic: string) => boolean;

export function isWildcard(filter: string): boolean {
  return filter.includes('+') || filter.endsWith('#');
}

/** A fast test of topics against one filter. Topics beginning with `$` never match a leading wildcard. */
export function compileFilter(filter: string): Matcher {
  if (!isWildcard(filter)) return (topic) => topic === filter;
  const plus = filter.indexOf('+');
  if (plus > 0 && plus === filter.lastIndexOf('+') && !filter.endsWith('#')) {
    return onePlus(filter.slice(0, plus), filter.slice(plus + 1));
  }
  const levels = filter.split('/');
  return (topic) => matchLevels(levels, topic.split('/'));
}

/** The common shape `a/b/+/c`: two comparisons and no allocation. */
function onePlus(head: string, tail: string): Matcher {
  return (topic) => {
    const end = topic.length - tail.length;
    if (end < head.length || !topic.startsWith(head) || !topic.endsWith(tail)) return false;
    const slash = topic.indexOf('/', head.length);
    return slash === -1 || slash >= end;
  };
}

function matchLevels(filter: readonly string[], topic: readonly string[]): boolean {
  if (topic[0]?.startsWith('$') && (filter[0] === '+' || filter[0] === '#')) return false;
  for (let i = 0; i < filter.length; i++) {
    const level = filter[i];
    // `a/#` also matches `a` itself.
    if (level === '#') return topic.length >= i;
    if (i >= topic.length) return false;
    if (level !== '+' && level !== topic[i]) return false;
  }
  return filter.length === topic.length;
}

/** Whether every topic of `narrow` is a topic of `wide`. */
export function covers(wide: string, narrow: string): boolean {
  if (wide === narrow) return true;
  const a = wide.split('/');
  const b = narrow.split('/');
  if (b[0]?.startsWith('$') && (a[0] === '+' || a[0] === '#')) return false;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === '#') return b.length >= i;
    if (i >= b.length || b[i] === '#') return false;
    if (a[i] !== '+' && a[i] !== b[i]) return false;
  }
  return a.length === b.length;
}

/** The fewest of these filters that together match the same topics; equal ones once. */
export function widest(filters: Iterable<string>): string[] {
  const all = [...new Set(filters)];
  const wild = all.filter(isWildcard);
  return all.filter((filter) => !wild.some((other) => other !== filter && covers(other, filter)));
}
