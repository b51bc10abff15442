import { describe, expect, it } from 'vitest';
import { BARRIER_PROFILES, type BarrierWiring } from '#domain/facility/device/barrier-profiles.ts';
import type { Answer } from './bus.ts';
import { createCoils } from './orders.ts';

const PULSE_MS = BARRIER_PROFILES.controller.pulseMs;

/** A controller that answers as told, then takes everything. */
function play(answers: (Answer<void>['kind'] | number)[], change: Partial<BarrierWiring> = {}) {
  const writes: string[] = [];
  const time = { now: 0 };
  const coils = createCoils(
    { ...BARRIER_PROFILES.controller, ...change },
    {
      async writeCoil(address, value) {
        const said = typeof value === 'number' ? value : value ? 'on' : 'off';
        writes.push(`${address} ${said}`);
        const kind = answers.shift() ?? 'ok';
        const code = kind === 'exception' ? 2 : kind;
        if (typeof code === 'number')
          return { kind: 'exception', code, sentence: `Modbus exception ${code}.` };
        return code === 'ok' ? { kind: code, value: undefined } : { kind: code };
      },
    },
    () => time.now,
  );
  return { coils, writes, time };
}

describe('the coils of a barrier', () => {
  it('are written again when a reply was lost', async () => {
    const { coils, writes } = play(['no-reply', 'no-reply', 'ok']);
    await coils.run('vend');
    expect(writes).toEqual(['0 on', '0 on', '0 on']);
  });

  it('are given up after the third time, and still ended', async () => {
    const { coils, writes, time } = play(['no-reply', 'no-reply', 'no-reply']);
    await expect(coils.run('vend')).rejects.toThrow('did not answer');
    time.now += PULSE_MS;
    await coils.release();
    expect(writes).toEqual(['0 on', '0 on', '0 on', '0 off']);
  });

  it('are not written again when they were refused', async () => {
    const { coils, writes } = play(['exception']);
    await expect(coils.run('hold')).rejects.toThrow('It refused: Modbus exception 2.');
    expect(writes).toEqual(['1 on']);
  });

  it('are written again when the controller was busy, and not when it has taken the order', async () => {
    const busy = play([6, 6, 'ok']);
    await busy.coils.run('vend');
    expect(busy.writes).toEqual(['0 on', '0 on', '0 on']);
    const slow = play([5]);
    await slow.coils.run('vend');
    expect(slow.writes).toEqual(['0 on']);
    const always = play([6, 6, 6]);
    await expect(always.coils.run('vend')).rejects.toThrow('It refused: Modbus exception 6.');
  });

  it('are ended again where the controller was busy', async () => {
    const { coils, writes, time } = play(['ok', 6]);
    await coils.run('vend');
    time.now += PULSE_MS;
    await coils.release();
    time.now += 1_000;
    await coils.release();
    expect(writes).toEqual(['0 on', '0 off', '0 off']);
  });

  it('are ended once, when their time is over', async () => {
    const { coils, writes, time } = play([]);
    await coils.run('close');
    await coils.release();
    expect(writes).toEqual(['1 off', '2 on']);
    time.now += PULSE_MS;
    await coils.release();
    await coils.release();
    expect(writes).toEqual(['1 off', '2 on', '2 off']);
    expect(coils.nextReleaseAt()).toBeNull();
  });

  it('are ended later when the end was not taken', async () => {
    const { coils, writes, time } = play(['ok', 'no-reply']);
    await coils.run('vend');
    time.now += PULSE_MS;
    await coils.release();
    await coils.release();
    expect(writes).toEqual(['0 on', '0 off']);
    time.now += 1_000;
    await coils.release();
    expect(writes).toEqual(['0 on', '0 off', '0 off']);
  });

  it('are ended by a board that can do so', async () => {
    const { boardPulse } = BARRIER_PROFILES['waveshare-relay-8'];
    const { coils, writes } = play([], { boardPulse });
    await coils.run('vend');
    await coils.run('close');
    coils.releaseAllSoon();
    await coils.release();
    expect(writes).toEqual([`${0x200} 5`, '1 off', `${0x202} 5`]);
  });

  it('hold by the opening coil where none is there for it', async () => {
    const { coils, writes, time } = play([], { coils: { vend: 0, hold: null, close: null } });
    await coils.run('vend');
    await coils.run('hold');
    time.now += PULSE_MS;
    await coils.release();
    coils.releaseAllSoon();
    await coils.release();
    await coils.run('vend');
    await coils.run('close');
    expect(writes).toEqual(['0 on', '0 on', '0 on', '0 off']);
  });
});
