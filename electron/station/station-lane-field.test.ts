import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BARRIER_PROFILES } from '#domain/facility/device/barrier-profiles.ts';
import { type MockTcpBarrier, startMockTcpBarrier } from './drivers/barrier-modbus-tcp/mock.ts';
import { eventually } from './test-support/eventually.ts';
import { LOT_ID, lotWith } from './test-support/test-lot.ts';
import { type TestStation, testStation } from './test-support/test-station.ts';

/*
 * A station and a played barrier over Modbus TCP, in the states that lines and power leave behind.
 */

const ARM_MS = 60;

let mock: MockTcpBarrier;
let test: TestStation;
const told: string[] = [];

/** The arm follows its coils: up with an impulse or a hold, down with an impulse. */
function follow(coil: string, on: boolean): void {
  told.push(`${coil} ${on ? 'on' : 'off'}`);
  if (!on) return;
  const isOpen = coil !== 'close';
  setTimeout(() => mock.setInputs({ openLimit: isOpen, closedLimit: !isOpen }), ARM_MS);
}

beforeEach(async () => {
  told.length = 0;
  mock = await startMockTcpBarrier({
    ...{ port: 0, unit: 1, ...BARRIER_PROFILES.controller, onCoil: follow },
  });
});
afterEach(async () => {
  await test.stop();
  await mock.stop();
});

async function start(): Promise<void> {
  const barrier = {
    id: 'barrier-in',
    label: 'Barrier',
    driver: 'barrier-modbus-tcp',
    laneId: 'in',
    host: '127.0.0.1',
    port: mock.port,
    unit: 1,
    pollMs: 20,
  } as const;
  test = await testStation({ lot: lotWith([barrier]) });
  await online();
}
const lane = () => test.state.lanes.get('in');
const online = () =>
  eventually('the barrier is online', () => test.device('barrier-in').status === 'online');
const lost = () =>
  eventually('the barrier is lost', () => test.device('barrier-in').status === 'offline');
const post = (path: string, body: object) => test.call('POST', `/lots/${LOT_ID}${path}`, body);
const enter = () => post('/entries', { laneId: 'in', plate: 'KA01MH1' });
const alarms = () =>
  [...test.state.alarms.values()]
    .filter(({ clearedAt }) => clearedAt === null)
    .map(({ code }) => code);

describe('a barrier in the states that the field leaves behind', { timeout: 60_000 }, () => {
  it('both loops on when the power comes: let in, the vehicle is counted as it drives on', async () => {
    mock.setInputs({ armingLoop: true, safetyLoop: true });
    await start();
    await eventually(
      'it stands there',
      () => lane()?.armingOn === true && lane()?.safetyOn === true,
    );
    expect((await enter()).status).toBe(201);
    await eventually('the arm is up', () => lane()?.gate === 'open');
    mock.setInputs({ armingLoop: false });
    await eventually('it drives on', () => lane()?.armingOn === false);
    mock.setInputs({ safetyLoop: false });
    await eventually('it is in', () => lane()?.phase === 'idle');
    expect([...test.state.sessions.values()]).toMatchObject([{ startedAt: expect.any(Number) }]);
    expect(alarms()).toEqual([]);
  });

  it('up when the station starts: no accusation, and an alarm by its limit only', async () => {
    mock.setInputs({ openLimit: true, closedLimit: false });
    await start();
    await eventually('it is known', () => lane()?.gate === 'open');
    expect(alarms()).toEqual([]);
  });

  it('lost when a fire begins: it goes up as soon as it is back, and down in the end', async () => {
    await start();
    await mock.die();
    await lost();
    expect((await post('/evacuation', { reason: 'Smoke' })).status).toBe(200);
    await mock.revive();
    await eventually('the arm is up', () => lane()?.gate === 'open');
    expect(told).toContain('hold on');
    expect((await post('/evacuation/end', { reason: 'over' })).status).toBe(200);
    await eventually('the arm is down', () => lane()?.gate === 'closed');
    expect(told).toContain('hold off');
  });

  it('lost when a fire ends: its hold ends when it is back', async () => {
    await start();
    await post('/evacuation', { reason: 'Smoke' });
    await eventually('the arm is up', () => lane()?.gate === 'open');
    await mock.die();
    await lost();
    await post('/evacuation/end', { reason: 'over' });
    await mock.revive();
    await eventually('the arm is down', () => lane()?.gate === 'closed');
    expect(mock.coils.hold).toBe(false);
  });

  it('lost between an entry and its opening: it opens when it is back, once', async () => {
    await start();
    mock.setInputs({ armingLoop: true });
    await eventually('a vehicle has come', () => lane()?.phase === 'armed');
    await mock.die();
    await lost();
    expect((await enter()).status).toBe(201);
    expect(lane()?.phase).toBe('vended');
    await mock.revive();
    await eventually('the arm is up', () => lane()?.gate === 'open');
    expect(told.filter((one) => one === 'vend on')).toEqual(['vend on']);
    expect(alarms()).not.toContain('gate-opened-alone');
  });

  it('opened with its key while it was lost: on the list', async () => {
    await start();
    await eventually('it is known', () => lane()?.gate === 'closed');
    await mock.die();
    await lost();
    mock.setInputs({ openLimit: true, closedLimit: false });
    await mock.revive();
    await eventually('the alarm', () => alarms().includes('gate-opened-alone'));
    const today = new Date().toISOString().slice(0, 10);
    await eventually('the line of the list', async () => {
      const { body } = await test.call(
        'GET',
        `/lots/${LOT_ID}/reports/exceptions?period=day&date=${today}&format=json`,
      );
      return JSON.stringify(body).includes('gate') && /lone|rose|alone/i.test(JSON.stringify(body));
    });
  });
});
