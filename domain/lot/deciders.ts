import type { CommandBody, CommandOf } from './command.ts';
import type { Decision } from './decision.ts';
import type { LotState } from './state.ts';

export type Decider<C> = (state: LotState, command: C) => Decision;

/** The deciders of some commands, by their type. */
export type Deciders<C extends CommandBody> = {
  readonly [T in C['type']]: Decider<CommandOf<T>>;
};
