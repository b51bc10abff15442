/**
 * Keeps what was used lately, at most `maxEntries` of it. Two generations instead of an exact order of
 * use: when the young one is full it becomes the old one, and the old one is dropped as a whole. Every
 * operation stays constant, where evicting a map's oldest key has to step over all deleted ones.
 */
export class BoundedCache<K, V> {
  readonly #generationMaxEntries: number;
  #young = new Map<K, V>();
  #old = new Map<K, V>();

  constructor(maxEntries: number) {
    this.#generationMaxEntries = Math.ceil(maxEntries / 2);
  }

  get(key: K): V | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: K, value: V): void {
    this.#old.delete(key);
    this.#young.set(key, value);
    if (this.#young.size < this.#generationMaxEntries) return;
    this.#old = this.#young;
    this.#young = new Map();
  }

  delete(key: K): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  /** Forgets every entry that holds `value`. Reads them all: for what is rare. */
  deleteValue(value: V): void {
    for (const generation of [this.#young, this.#old]) {
      for (const [key, held] of generation) if (held === value) generation.delete(key);
    }
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }
}
