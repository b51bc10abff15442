/** Called with the ids that changed, once for each message from the station. */
export type ChangedIds = (changedIds: readonly string[]) => void;

/** What the floor map reads: one thing by id, and which ones have changed. */
export interface KeyedSource<T> {
  get(id: string): T | undefined;
  subscribe(listener: ChangedIds): () => void;
}

/**
 * Things by id with listeners for all or for one of them. Thousands of slots change without React
 * hearing of it; only who watches a certain one is told.
 */
export class KeyedStore<T extends { readonly id: string }> implements KeyedSource<T> {
  readonly #items = new Map<string, T>();
  readonly #all = new Set<ChangedIds>();
  readonly #one = new Map<string, Set<() => void>>();

  get = (id: string): T | undefined => this.#items.get(id);

  subscribe = (listener: ChangedIds): (() => void) => {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  };

  /** Hears of one id alone. */
  subscribeTo(id: string, listener: () => void): () => void {
    let listeners = this.#one.get(id);
    if (listeners === undefined) {
      listeners = new Set();
      this.#one.set(id, listeners);
    }
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#one.delete(id);
    };
  }

  values(): IterableIterator<T> {
    return this.#items.values();
  }

  /** Puts in what changed and tells the listeners. */
  put(items: readonly T[]): void {
    if (items.length === 0) return;
    for (const item of items) this.#items.set(item.id, item);
    this.#tell(items.map((item) => item.id));
  }

  /** Replaces everything; ids that are gone count as changed. */
  reset(items: readonly T[]): void {
    const touched = new Set(this.#items.keys());
    this.#items.clear();
    for (const item of items) {
      this.#items.set(item.id, item);
      touched.add(item.id);
    }
    this.#tell([...touched]);
  }

  #tell(ids: readonly string[]): void {
    for (const listener of this.#all) listener(ids);
    if (this.#one.size === 0) return;
    for (const id of ids) for (const listener of this.#one.get(id) ?? []) listener();
  }
}
