import type { RetainedLimits } from './retained-budget.ts';

/** Bounds of one guest at the broker. */
export interface GuestShare {
  /** Connections at one time: the oldest ends when another comes. */
  readonly connectionsMax: number;
  /** What is kept of it for latecomers. */
  readonly retained: RetainedLimits;
}

/** Somebody whom the embedded broker let in, and what it may do there. */
export interface Guest {
  /** Of nobody else: client ids are told apart below it, so that no guest takes the place of another. */
  readonly name: string;
  /** What it may take of what all share; null for who plays many devices. */
  readonly share: GuestShare | null;
  mayPublish(topic: string): boolean;
  /** All that a filter brings. */
  maySubscribe(filter: string): boolean;
  /** Whether it would be let in again: one whose password has ended is sent away. */
  isWelcome(): boolean;
}

/** Decides who comes in. The station itself needs no gate. */
export interface BrokerGate {
  /** Null turns it away. `username` is null for one that gives none. */
  admit(username: string | null, password: string | null): Guest | null;
}

const welcome = () => true;

/** May say and hear everything that is not the station's own to say. */
export function freeGuest(name: string): Guest {
  return { name, share: null, mayPublish: welcome, maySubscribe: welcome, isWelcome: welcome };
}

/** Everybody comes in: for a demo on one machine, and for tests of drivers. */
export const openGate: BrokerGate = { admit: (username) => freeGuest(username ?? '(anonymous)') };
