/**
 * What kind of no a refusal is: the thing does not exist · the lot stands in the way as it is now · it
 * was there and is over · it can never be right.
 */
export type RefusalKind = 'unknown' | 'in-the-way' | 'over' | 'wrong';

/** A refusal's kind, and its plain sentence. */
export interface RefusalWords {
  readonly kind: RefusalKind;
  readonly sentence: string;
}

export type RefusalTable<C extends string = string> = Readonly<Record<C, RefusalWords>>;
