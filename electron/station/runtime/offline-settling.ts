import type { Actor } from '#domain/lot/actor.ts';
import type { Log } from '../ports/log.ts';
import type { LotUnit } from './lot-unit.ts';

const STATION: Actor = { kind: 'station' };
/** One settles another: it is looked again as long as something was, and a tick looks each second anyway. */
const ROUNDS_MAX = 2_000;

/**
 * What lanes told too early is settled as soon as what explains it is in the books, and not one a second.
 * Returns what ends it.
 */
export function settleOffline(unit: LotUnit, log: Log): () => void {
  let isBusy = false;
  let isOver = false;
  let isAskedAgain = false;

  async function settle(): Promise<void> {
    for (let round = 0; round < ROUNDS_MAX && !isOver; round += 1) {
      isAskedAgain = false;
      const outcome = await unit.submit({ type: 'SettleOffline' }, { actor: STATION });
      if ((!outcome.ok || outcome.events.length === 0) && !isAskedAgain) return;
    }
  }

  const unfollow = unit.follow(() => {
    isAskedAgain = true;
    if (isBusy || unit.state.waiting.size === 0) return;
    isBusy = true;
    settle()
      .catch((error: Error) => log.debug({ error: error.message }, 'nothing settled'))
      .finally(() => {
        isBusy = false;
      });
  });
  return () => {
    isOver = true;
    unfollow();
  };
}
