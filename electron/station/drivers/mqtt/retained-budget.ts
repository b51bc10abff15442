export interface RetainedLimits {
  readonly maxTopics: number;
  readonly maxBytes: number;
}

/** Counts what a broker keeps for latecomers, so that strangers cannot fill its memory with it. */
export interface RetainedBudget {
  /** Books a retained message (an empty one frees its topic); false when there is no room for it. */
  take(topic: string, payloadBytes: number): boolean;
}

export function createRetainedBudget({ maxTopics, maxBytes }: RetainedLimits): RetainedBudget {
  const held = new Map<string, number>();
  let heldBytes = 0;

  return {
    take(topic, payloadBytes) {
      const before = held.get(topic);
      const costBytes = payloadBytes === 0 ? 0 : topic.length + payloadBytes;
      const afterBytes = heldBytes - (before ?? 0) + costBytes;
      if (costBytes > 0) {
        const fits = afterBytes <= maxBytes && (before !== undefined || held.size < maxTopics);
        if (!fits) return false;
        held.set(topic, costBytes);
      } else {
        held.delete(topic);
      }
      heldBytes = afterBytes;
      return true;
    },
  };
}
