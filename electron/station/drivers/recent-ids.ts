/** Which ids came lately, the latest `max` of them. */
export interface RecentIds {
  has(id: string): boolean;
  add(id: string): void;
}

export function recentIds(max: number): RecentIds {
  const ids = new Set<string>();
  return {
    has: (id) => ids.has(id),
    add(id) {
      ids.add(id);
      if (ids.size <= max) return;
      const [oldest] = ids;
      if (oldest !== undefined) ids.delete(oldest);
    },
  };
}
