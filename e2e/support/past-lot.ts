import { join } from 'node:path';
import type { Instant } from '#domain/kernel/instant.ts';
import { fiveWeeksBefore, playFiveWeeks, twoLevels } from '#station/api/test-support/five-weeks.ts';
import { handClock } from '#station/api/test-support/test-host.ts';
import { openKeyRing } from '#station/journal/keys.ts';
import { recordingLog } from '#station/journal/test-support/recording-log.ts';
import { systemRandom } from '#station/ports/random.ts';
import { LotUnit } from '#station/runtime/lot-unit.ts';

/** Fills a data directory with a lot whose last five weeks, up to yesterday, are in its journal. */
export async function fillPast(data: string, nowAt: Instant): Promise<void> {
  const days = fiveWeeksBefore(nowAt);
  const clock = handClock(days[0]);
  const lot = twoLevels();
  const unit = await LotUnit.open({
    lotId: lot.id,
    directory: join(data, 'lots', lot.id),
    keys: openKeyRing(join(data, 'keys')),
    clock,
    random: systemRandom(),
    log: recordingLog(),
    simulated: false,
    onCommand: () => {},
  });
  try {
    await unit.submit({ type: 'OpenLot', lot }, { actor: { kind: 'station' } });
    await playFiveWeeks(unit, (at) => clock.forward(at - clock.now()), days);
  } finally {
    await unit.close();
  }
}
