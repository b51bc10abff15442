/** What is to become of a relay: on, off, or an impulse of so many milliseconds that it ends itself. */
export type RelayOrder = { readonly channel: number } & (
  | { readonly on: boolean }
  | { readonly pulseMs: number }
);

/** What a relay says, in words that all makes have in common. */
export type RelayWord =
  | { readonly kind: 'online'; readonly on: boolean }
  | { readonly kind: 'relay' | 'input'; readonly channel: number; readonly on: boolean }
  /** The answer to the request of this number. */
  | { readonly kind: 'taken'; readonly request: number }
  | { readonly kind: 'refused'; readonly request: number; readonly sentence: string }
  | { readonly kind: 'firmware'; readonly text: string }
  | { readonly kind: 'malformed'; readonly detail: string };

export interface Message {
  readonly topic: string;
  readonly payload: string;
}

/** Who speaks: the relay's own name, and where the station hears answers to its requests. */
export interface RelayNames {
  readonly relay: string;
  readonly station: string;
}

/** The topics and payloads of one make. Pure; never throws. */
export interface RelayMake {
  /** Whether it ends an impulse by itself, so that a station that dies leaves no relay on. */
  readonly endsPulses: boolean;
  /** Whether it answers by the number of the request; else by the state that its relay has then. */
  readonly numbersAnswers: boolean;
  filters(names: RelayNames): readonly string[];
  /** Asks how everything stands. */
  ask(names: RelayNames, request: number): readonly Message[];
  order(names: RelayNames, order: RelayOrder, request: number): Message;
  decode(names: RelayNames, topic: string, text: string): readonly RelayWord[];
}
