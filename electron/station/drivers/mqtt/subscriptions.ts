import { compileFilter, isWildcard, type Matcher, widest } from './filter.ts';

export type Receive = (topic: string, payload: Buffer, retained: boolean) => void;

export interface Message {
  readonly topic: string;
  readonly payload: Buffer;
  readonly retained: boolean;
}

/** Who wants which messages. One look-up for exact topics, one short list for wildcards. */
export interface Subscriptions {
  /** Returns what ends the subscription; ending it twice does nothing. */
  add(filter: string, receive: Receive): () => void;
  /** Hands a message to everyone who asked for its topic. `failed` hears what a receiver threw. */
  dispatch(message: Message, failed: (error: unknown) => void): void;
  /** Whether anybody asked for a topic. */
  hears(topic: string): boolean;
  /** The fewest filters to ask the broker for: overlapping ones would deliver a message twice. */
  wanted(): string[];
}

interface Wildcard {
  readonly matches: Matcher;
  readonly receivers: Set<Receive>;
}

export function createSubscriptions(): Subscriptions {
  const exact = new Map<string, Set<Receive>>();
  const wildcards = new Map<string, Wildcard>();

  function receiversOf(filter: string): Set<Receive> {
    if (!isWildcard(filter)) {
      const receivers = exact.get(filter) ?? new Set();
      exact.set(filter, receivers);
      return receivers;
    }
    const wildcard = wildcards.get(filter) ?? {
      matches: compileFilter(filter),
      receivers: new Set(),
    };
    wildcards.set(filter, wildcard);
    return wildcard.receivers;
  }

  function deliver(
    receivers: Set<Receive>,
    { topic, payload, retained }: Message,
    failed: (error: unknown) => void,
  ): void {
    for (const receive of receivers) {
      try {
        receive(topic, payload, retained);
      } catch (error) {
        // One receiver's bug must not cost the others their message; the link logs it.
        failed(error);
      }
    }
  }

  return {
    add(filter, receive) {
      // A receiver that asks twice is heard twice, hence a fresh function for each.
      const entry: Receive = (...message) => receive(...message);
      const receivers = receiversOf(filter);
      receivers.add(entry);
      return () => {
        receivers.delete(entry);
        if (receivers.size > 0) return;
        if (exact.get(filter) === receivers) exact.delete(filter);
        if (wildcards.get(filter)?.receivers === receivers) wildcards.delete(filter);
      };
    },
    dispatch(message, failed) {
      const receivers = exact.get(message.topic);
      if (receivers) deliver(receivers, message, failed);
      for (const wildcard of wildcards.values()) {
        if (wildcard.matches(message.topic)) deliver(wildcard.receivers, message, failed);
      }
    },
    hears: (topic) =>
      exact.has(topic) || [...wildcards.values()].some(({ matches }) => matches(topic)),
    wanted: () => widest([...wildcards.keys(), ...exact.keys()]),
  };
}
