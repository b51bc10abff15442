import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import { withDevices } from '#domain/facility/with-devices.ts';
import { must } from '#domain/kernel/assert.ts';
import type { Actor } from '#domain/lot/actor.ts';
import { openKeyRing } from '../../journal/keys.ts';
import { type RecordingLog, recordingLog } from '../../journal/test-support/recording-log.ts';
import type { Clock } from '../../ports/clock.ts';
import { systemRandom } from '../../ports/random.ts';
import { DevicesRefused, type LotHost } from '../../runtime/lot-service.ts';
import { LotUnit } from '../../runtime/lot-unit.ts';
import { LotNotOpened } from '../../runtime/station-host.ts';

/** Noon of a Sunday. */
export const NOON = Date.parse('2026-11-22T12:00:00Z');

/** A clock that stands until a test moves it. */
export interface HandClock extends Clock {
  forward(ms: number): void;
}

export function handClock(at = NOON): HandClock {
  let now = at;
  return {
    now: () => now,
    forward: (ms) => {
      now += ms;
    },
  };
}

/** Real lots over real journals and read models, without devices. */
export interface TestHost extends LotHost {
  readonly directory: string;
  /** What was shown to try signs. One that is called `dead` takes nothing. */
  readonly shown: string[];
  readonly clock: HandClock;
  readonly log: RecordingLog;
  readonly lots: Map<string, LotUnit>;
  open(lot: LotFile, actor: Actor): Promise<LotUnit>;
  close(): Promise<void>;
}

export function testHost(): TestHost {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-api-'));
  const clock = handClock();
  const log = recordingLog();
  const keys = openKeyRing(join(directory, 'keys'));
  const lots = new Map<string, LotUnit>();
  const shown: string[] = [];
  const open = async (lot: LotFile, actor: Actor): Promise<LotUnit> => {
    const unit =
      lots.get(lot.id) ??
      (await LotUnit.open({
        lotId: lot.id,
        directory: join(directory, 'lots', lot.id),
        keys,
        clock,
        random: systemRandom(),
        log,
        simulated: false,
        onCommand: () => {},
      }));
    lots.set(lot.id, unit);
    const outcome = await unit.submit({ type: 'OpenLot', lot }, { actor });
    if (!outcome.ok) throw new LotNotOpened(outcome.refusal.code, outcome.refusal.message);
    return unit;
  };
  return {
    directory,
    clock,
    log,
    lots,
    open,
    openDemo: () => open(cashLot('demo'), { kind: 'station' }),
    async changeDevices(lotId, change, actor) {
      const lot = must(lots.get(lotId)?.lot, 'the lot is open');
      const changed = withDevices(lot, change(lot.devices));
      if (!changed.ok) throw new DevicesRefused(changed.error);
      await open(changed.value, actor);
      return changed.value;
    },
    shown,
    async tryOut(_lotId, deviceId, lines) {
      if (deviceId === 'dead') throw new Error('it is off.');
      shown.push(`${deviceId}: ${lines.join(' / ')}`);
    },
    setSimulatorSpeed: async (_lotId, speed) => speed,
    playContact: () => Promise.resolve(),
    async close() {
      for (const unit of lots.values()) await unit.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Eight slots, lanes without loops (so that one call is one whole entry), 2.00 an hour after 10 minutes. */
export function cashLot(id = 'small', slots = 8): LotFile {
  const lot = smallLot(
    Array.from({ length: slots }, (_, index) => ({ id: `a${index + 1}` })),
    { id },
  );
  return { ...lot, lanes: lot.lanes.map((lane) => ({ ...lane, detection: 'none' as const })) };
}
