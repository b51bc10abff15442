import { describe, expect, it } from 'vitest';
import { CLOCK_SANE_MS } from './device-clock.ts';
import { FieldHealth } from './field-health.ts';

const NOW = 1_800_000_000_000;
const HOUR_MS = 3_600_000;

function metered() {
  const health = new FieldHealth();
  const meter = health.meterOf('a', () => NOW);
  const shown = () => {
    const { latencyMs, latencyBy, clockAheadMs } = health.device('a');
    return [latencyMs, latencyBy, clockAheadMs];
  };
  return { meter, shown };
}

describe('how fast a device is', () => {
  it('is told by its answer, which says more than that of the broker', () => {
    const { meter, shown } = metered();
    expect(shown()).toEqual([null, null, null]);
    meter.answered(3, 'broker');
    expect(shown()).toEqual([3, 'broker', null]);
    meter.answered(41, 'device');
    meter.answered(2, 'broker');
    expect(shown()).toEqual([41, 'device', null]);
  });

  it('is told by the time of its messages where it answers nothing', () => {
    const { meter, shown } = metered();
    meter.toldTime(NOW - 350);
    expect(shown()).toEqual([350, 'clock', null]);
  });

  it.each([
    ['3 h behind', -3 * HOUR_MS],
    ['3 h ahead', 3 * HOUR_MS],
  ])('is not told by a clock that is %s: the clock itself is', (_, aheadMs) => {
    const { meter, shown } = metered();
    meter.toldTime(NOW - 350);
    meter.toldTime(NOW + aheadMs);
    expect(shown()).toEqual([null, null, aheadMs]);
    meter.toldTime(NOW - 200);
    expect(shown()).toEqual([200, 'clock', null]);
  });

  it('says nothing for a clock that is a little ahead', () => {
    const { meter, shown } = metered();
    meter.toldTime(NOW + CLOCK_SANE_MS);
    expect(shown()).toEqual([null, null, null]);
  });

  it('keeps its own answer, whatever its clock says', () => {
    const { meter, shown } = metered();
    meter.answered(41, 'device');
    meter.toldTime(NOW - 3 * HOUR_MS);
    expect(shown()).toEqual([41, 'device', -3 * HOUR_MS]);
  });
});
