const BITS_PER_WORD = 32;
const WORD_SHIFT = 5;

/**
 * A set of whole numbers below a fixed size that finds its smallest member in logarithmic time: each
 * level of words says which words of the level below hold anything. Three steps serve 32,768 members,
 * four a million.
 */
export class Bitset {
  /** From the members' own words up to a single word. */
  readonly #levels: Uint32Array[] = [];

  /** @param size members are 0 to `size - 1` */
  constructor(size: number) {
    let words = size;
    do {
      words = Math.max(1, Math.ceil(words / BITS_PER_WORD));
      this.#levels.push(new Uint32Array(words));
    } while (words > 1);
  }

  add(member: number): void {
    let index = member;
    for (const words of this.#levels) {
      const word = index >>> WORD_SHIFT;
      const before = words[word] ?? 0;
      words[word] = before | (1 << (index & (BITS_PER_WORD - 1)));
      if (before !== 0) return;
      index = word;
    }
  }

  delete(member: number): void {
    let index = member;
    for (const words of this.#levels) {
      const word = index >>> WORD_SHIFT;
      const left = (words[word] ?? 0) & ~(1 << (index & (BITS_PER_WORD - 1)));
      words[word] = left;
      if (left !== 0) return;
      index = word;
    }
  }

  /** The smallest member, or -1 when the set is empty. */
  first(): number {
    let index = 0;
    for (let level = this.#levels.length - 1; level >= 0; level -= 1) {
      const word = this.#levels[level]?.[index] ?? 0;
      if (word === 0) return -1;
      index = (index << WORD_SHIFT) + (BITS_PER_WORD - 1 - Math.clz32(word & -word));
    }
    return index;
  }
}
