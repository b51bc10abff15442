import type { DeviceId } from '../kernel/ids.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/instant.ts';
import type { DeviceStatus } from '../lot/words.ts';
import type { Process } from './agenda.ts';
import { deviceActor } from './approach.ts';
import { between, happens, isEnding, type World, waitFor } from './world.ts';

/** How long a device runs between two failures, on average. The first barrier is an old one. */
const RUNS_MS = 16 * DAY_MS;
const OLD_RUNS_MS = 4 * DAY_MS;

const FAULTS: Readonly<Record<string, string>> = {
  barrier: 'The boom did not reach its end position in time',
  camera: 'No picture for 30 s',
  scanner: 'The reader does not answer',
  sign: 'The display does not answer',
  terminal: 'The terminal has no connection to its host',
  slot: 'No word from the sensors for 60 s',
};

/** A device that fails now and then, and comes back. */
export function* device(world: World, deviceId: DeviceId, driver: string): Process {
  report(world, deviceId, 'online', '');
  const [kind = ''] = driver.split('-');
  const isOld = kind === 'barrier' && world.lanes.all[0]?.barrierId === deviceId;
  for (;;) {
    yield waitFor(world, isOld ? OLD_RUNS_MS : RUNS_MS);
    const lastsMs = between(world, 2, happens(world, 0.1) ? 240 : 35) * MINUTE_MS;
    if (isEnding(world) || world.lot.at + lastsMs >= world.quietAt) return;
    const isFault = kind === 'barrier' && happens(world, 0.6);
    report(world, deviceId, isFault ? 'fault' : 'offline', FAULTS[kind] ?? 'No reply');
    world.down.add(deviceId);
    yield lastsMs;
    world.down.delete(deviceId);
    report(world, deviceId, 'online', '');
  }
}

/** A device that works all the time. */
export function* steady(world: World, deviceId: DeviceId): Process {
  yield 0;
  report(world, deviceId, 'online', '');
}

function report({ lot }: World, deviceId: DeviceId, status: DeviceStatus, detail: string): void {
  lot.tell({ type: 'ReportDevice', deviceId, status, detail }, deviceActor(deviceId));
}

/** What the station does by itself: ends what time ends. */
export function* ticks({ lot }: World): Process {
  for (;;) {
    lot.tell({ type: 'Tick' });
    yield MINUTE_MS;
  }
}

/** Staff look at alarms a while after they were raised. */
export function* alarms(world: World): Process {
  const { lot, staff } = world;
  for (;;) {
    yield between(world, 2, 12) * MINUTE_MS;
    const sinceAt = lot.at - 90 * SECOND_MS;
    for (const { id, acknowledgedBy, raisedAt } of [...lot.state.alarms.values()])
      if (acknowledgedBy === null && raisedAt < sinceAt && lot.at - raisedAt < HOUR_MS)
        lot.tell({ type: 'AcknowledgeAlarm', alarmId: id }, staff.onDuty);
  }
}
