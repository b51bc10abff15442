import type { HandshakeState, Settings, Step } from './state.ts';
import { toIdle } from './steps.ts';
import { takeOrder } from './take-order.ts';

/** How a command ended: the terminal completed it, aborted it, or refused to begin. */
export type Ending =
  | { readonly kind: 'completed' }
  | { readonly kind: 'aborted' | 'refused'; readonly code: number };

/** The terminal is free again. */
export function idle(state: HandshakeState, settings: Settings): Step {
  return toIdle(state, settings, (next, order) => takeOrder(next, order, settings));
}
