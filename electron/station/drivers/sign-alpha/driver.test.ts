import { afterEach, describe, expect, it } from 'vitest';
import { noMqtt } from '../test-support/no-mqtt.ts';
import { type RecordedDriver, recordDriver } from '../test-support/recorded-driver.ts';
import { type DeviceInput, smallLot } from '../test-support/small-lot.ts';
import { until } from '../test-support/wait.ts';
import { type MockAlphaSign, type MockAlphaSignOptions, startMockAlphaSign } from './mock.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function sign(
  device: { readonly readsBack?: boolean; readonly laneId?: string } = {},
  mock: Partial<MockAlphaSignOptions> = {},
): Promise<{ readonly mock: MockAlphaSign; readonly recorded: RecordedDriver }> {
  const played = await startMockAlphaSign({ address: { kind: 'tcp', port: 0 }, ...mock });
  const input: DeviceInput = {
    id: 'sign',
    label: 'Sign',
    driver: 'sign-alpha',
    replyTimeoutMs: 200,
    connection: { kind: 'tcp', host: '127.0.0.1', port: played.port },
    ...device,
  };
  const recorded = await recordDriver(smallLot([input]), 'sign', noMqtt);
  ends.push(played.stop, () => recorded.driver.stop());
  await until('online', () => recorded.status() === 'online');
  return { mock: played, recorded };
}
const board = (...lines: string[]) => ({ kind: 'board', deviceId: 'sign', lines }) as const;

describe('a sign on a line', () => {
  it('is sent only what changes, with its checksum', async () => {
    const { mock, recorded } = await sign();
    await recorded.driver.perform(board('↑ 37'));
    await recorded.driver.perform(board('↑ 37'));
    await recorded.driver.perform(board('↑ 36'));
    await recorded.driver.perform({ kind: 'board', deviceId: 'other', lines: ['1'] });
    await until('the count', () => mock.lines[0] === '↑ 36');
    expect(mock.shows).toBe(2);
    expect(mock.broken).toBe(0);
    expect(mock.mode).toBe('b');
  });

  it('is sent again what it shows, once, when its line is back', async () => {
    const { mock, recorded } = await sign();
    await recorded.driver.perform(board('37'));
    await until('the first time', () => mock.shows === 1);
    await mock.die();
    mock.forget();
    await until('its loss', () => recorded.status() === 'offline');
    // What changed meanwhile counts, and nobody has to say it again.
    await expect(recorded.driver.perform(board('12'))).rejects.toThrow('no connection');
    await mock.revive();
    await until('the new count', () => mock.lines[0] === '12');
    await until('online', () => recorded.status() === 'online');
    expect(mock.shows).toBe(2);
  });

  it('shows its lane, and its board while the lane is idle', async () => {
    const { mock, recorded } = await sign({ laneId: 'in' });
    const lane = { kind: 'show', laneId: 'in' } as const;
    await recorded.driver.perform({ ...lane, lines: ['Yard'], idle: true });
    await until('the lane, for want of a board', () => mock.lines[0] === 'Yard');
    await recorded.driver.perform(board('37 free'));
    await until('the board', () => mock.lines[0] === '37 free');
    await recorded.driver.perform({ ...lane, lines: ['WELCOME', 'Slot A-1'] });
    await until('the lane', () => mock.lines[1] === 'Slot A-1');
    await recorded.driver.perform(board('36 free'));
    expect(mock.lines[1]).toBe('Slot A-1');
    await recorded.driver.perform({ ...lane, lines: ['Yard'], idle: true });
    await until('the board again', () => mock.lines[0] === '36 free');
  });

  it('is lost when it does not answer, and told again when it does', async () => {
    const { mock, recorded } = await sign({ readsBack: true }, { answers: true });
    await recorded.driver.perform(board('37'));
    mock.setSilent(true);
    await expect(recorded.driver.perform(board('36'))).rejects.toThrow('did not answer');
    await until('its loss', () => recorded.status() === 'offline');
    mock.setSilent(false);
    await until('its return', () => recorded.status() === 'online');
    expect(mock.lines).toEqual(['36']);
  });

  it('says so when the sign shows something else', async () => {
    const { mock, recorded } = await sign({ readsBack: true }, { answers: true });
    await recorded.driver.perform(board('37'));
    const told = recorded.driver.perform(board('36'));
    mock.sendRaw(Buffer.from('\x01000\x02AAOUT OF ORDER\x03\x04', 'latin1'));
    await expect(told).rejects.toThrow('does not show');
    expect(recorded.drops.map(({ reason }) => reason)).toContain('malformed');
    await until('it is told again', () => mock.lines[0] === '36');
  });
});
