import type { DeviceId } from '#domain/kernel/ids.ts';
import { signBoards } from '#domain/views/sign-board.ts';
import type { Fleet } from '../drivers/fleet.ts';
import type { Log } from '../ports/log.ts';
import type { LotUnit } from './lot-unit.ts';

/** Signs follow the counts by this long: a full lot changes often, and drivers read no faster. */
const REFRESH_EVERY_MS = 1_000;
/** A sign that could not be told is told again after so long; when it is back its driver does so itself. */
const RETRY_EVERY_MS = 10_000;

export interface KeptBoards {
  /** The drivers were started anew and know nothing. */
  again(): void;
  stop(): void;
}

/** Keeps the signs that count up to date: told when their lines change, once a second at most. */
export function keepSignBoards(unit: LotUnit, fleet: Pick<Fleet, 'perform'>, log: Log): KeptBoards {
  const told = new Map<DeviceId, string>();
  let isDirty = true;
  let retryAt = 0;
  const unfollow = unit.follow(() => {
    isDirty = true;
  });
  const timer = setInterval(refresh, REFRESH_EVERY_MS);

  function refresh(): void {
    const now = performance.now();
    if (!isDirty && now < retryAt) return;
    isDirty = false;
    retryAt = now + RETRY_EVERY_MS;
    for (const { deviceId, lines } of signBoards(unit.state)) {
      const text = JSON.stringify(lines);
      if (told.get(deviceId) === text) continue;
      told.set(deviceId, text);
      fleet.perform({ kind: 'board', deviceId, lines }).catch((error: Error) => {
        if (told.get(deviceId) === text) told.delete(deviceId);
        log.debug({ deviceId, error: error.message }, 'a sign was not told');
      });
    }
  }

  return {
    again() {
      told.clear();
      isDirty = true;
    },
    stop() {
      clearInterval(timer);
      unfollow();
    },
  };
}
