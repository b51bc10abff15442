import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LotFile, lotFileSchema } from '#domain/facility/lot-file.ts';
import type { LotEvent } from '#domain/lot/event.ts';
import { type Mosquitto, mosquitto } from './drivers/test-support/mosquitto.ts';
import { type AbnormalCase, playAbnormal } from './simulator/abnormal.ts';
import { type Simulator, startSimulator } from './simulator/simulator.ts';
import { eventually } from './test-support/eventually.ts';
import { LOT_ID, lotWith, SIDE_EXIT, SIDE_LANE } from './test-support/test-lot.ts';
import { type TestStation, testStation } from './test-support/test-station.ts';

/*
 * Each abnormal case from end to end: a played lane on a real serial line and a real broker, the station,
 * its journal, and back to the arm and the sign.
 */

const SPEED = 20;
const devicesOf = (laneId: string) => [
  {
    id: `barrier-${laneId}`,
    label: 'Barrier',
    driver: 'barrier-modbus-rtu',
    laneId,
    serial: { path: `field/barrier-${laneId}` },
    pollMs: 20,
  },
  { id: `camera-${laneId}`, label: 'Camera', driver: 'camera-mqtt', laneId },
  { id: `sign-${laneId}`, label: 'Sign', driver: 'sign-mqtt', laneId },
  { id: `call-${laneId}`, label: 'Call', driver: 'contact-mqtt', contact: 'call-button', laneId },
];

function lotFile(): LotFile {
  const lot = lotWith([]) as LotFile;
  const fire = { id: 'fire', label: 'Fire', driver: 'contact-mqtt', contact: 'fire-alarm' };
  return lotFileSchema.parse({
    ...lot,
    lanes: lot.lanes.map((lane) =>
      lane.id === 'in' ? { ...lane, admitsWithoutPlate: false } : lane,
    ),
    policies: {
      ...lot.policies,
      passageLimitSeconds: 5,
      noPlateSeconds: 2,
      vehicleOnLoopSeconds: 3,
      gateOpenLimitSeconds: 5,
    },
    devices: [...devicesOf('in'), ...devicesOf('out'), fire],
  });
}

let broker: Mosquitto;
let simulator: Simulator;
let test: TestStation;
let seen = 0;

beforeAll(async () => {
  broker = await mosquitto();
  const lot = lotFile();
  test = await testStation({
    lot,
    mqttUrl: broker.url,
    async prepare(dataDirectory) {
      simulator = await startSimulator({
        lot,
        fieldDir: join(dataDirectory, 'field'),
        mqttUrl: broker.url,
        seed: 1,
        speed: SPEED,
        arrivals: false,
      });
    },
  });
  const barriers = ['in', 'out'].map((laneId) => `barrier-${laneId}`);
  await eventually('the lanes are online', () =>
    barriers.every((id) => test.device(id).status === 'online'),
  );
}, 60_000);

afterAll(async () => {
  await simulator?.stop();
  await test?.stop();
  await broker?.stop();
});

const play = (laneId: string, which: AbnormalCase, plates?: readonly string[]) =>
  playAbnormal(simulator.field, laneId, which, plates);
const lane = (laneId: string) => simulator.field.lanes.get(laneId);
const held = (laneId: string) => test.state.lanes.get(laneId);
const isDown = (laneId: string) => () => held(laneId)?.gate === 'closed';

/** Events since the last look. */
async function events(): Promise<readonly LotEvent[]> {
  const { body } = await test.call('GET', `/lots/${LOT_ID}/journal?after=${seen}&limit=1000`);
  seen = body.at(-1)?.seq ?? seen;
  return body.map(({ event }: { readonly event: LotEvent }) => event);
}

/** Waits until the journal has an event of this kind since the last look, and returns all since then. */
async function until(type: LotEvent['type']): Promise<readonly LotEvent[]> {
  const found: LotEvent[] = [];
  await eventually(type, async () => {
    found.push(...(await events()));
    return found.some((event) => event.type === type);
  });
  return found;
}

const clear = async (laneId: string) => {
  for (const loop of ['arming', 'safety'] as const) lane(laneId)?.setLoop(loop, false);
  await eventually('the lane is empty', () => {
    const state = held(laneId);
    return state?.phase === 'idle' && !state.armingOn && !state.safetyOn;
  });
  await eventually('the arm is down', isDown(laneId));
};

describe('abnormal cases from end to end', { timeout: 60_000 }, () => {
  it('rule 1: who backs out leaves a void ticket', async () => {
    await play('in', 'backs-out', ['ZQ01AAA']);
    const found = await until('TicketVoided');
    expect(found.map(({ type }) => type)).toContain('VehicleBackedOut');
    expect(test.state.sessions.size).toBe(0);
    await clear('in');
  });

  it('rule 3: who stands still loses the opening, and the gate closes', async () => {
    await play('in', 'stands-still', ['ZQ02AAA']);
    const found = await until('AuthorisationExpired');
    expect(found.map(({ type }) => type)).toContain('GateVended');
    await eventually('the arm is down', isDown('in'));
    await clear('in');
  });

  it('rule 4: who follows close behind is on record with both reads', async () => {
    for (const plate of ['ZQ03AAA', 'ZQ04AAA'])
      await test.call('POST', `/lots/${LOT_ID}/entries`, { laneId: SIDE_LANE, plate });
    await play('out', 'close-behind', ['ZQ03AAA', 'ZQ04AAA']);
    const found = await until('TailgateSeen');
    const tailgate = found.find((event) => event.type === 'TailgateSeen');
    const refOf = (plate: string) => test.station.services.host.lots.get(LOT_ID)?.refOf(plate);
    expect(tailgate).toMatchObject({
      how: 'close-behind',
      leaderPlateRef: refOf('ZQ03AAA'),
      plateRef: refOf('ZQ04AAA'),
    });
    expect(test.state.byPlate.has(refOf('ZQ04AAA') ?? '')).toBe(true);
    await clear('out');
  });

  it('rule 4: what stays under the gate for longer than a vehicle is suspected', async () => {
    await play('in', 'loop-held', ['ZQ05AAA']);
    const since = held('in')?.phaseSince ?? 0;
    await eventually('it has been there for too long', () => Date.now() - since > 3_200);
    lane('in')?.setLoop('safety', false);
    const found = await until('TailgateSeen');
    expect(found).toContainEqual(expect.objectContaining({ how: 'loop-held' }));
    await clear('in');
  });

  it('rules 5 and 12: an arm that rises by itself is an alarm and on the list', async () => {
    await play('in', 'arm-alone');
    await until('GateOpenedAlone');
    const open = [...test.state.alarms.values()].filter(({ clearedAt }) => clearedAt === null);
    expect(open.map(({ code }) => code)).toContain('gate-opened-alone');
    await clear('in');
  });

  it('rule 7: nobody can read a plate, and staff let a motorcycle in', async () => {
    await play('in', 'no-plate');
    await until('NoPlateSeen');
    const answer = { admit: true, vehicleClass: 'motorcycle' };
    const { status } = await test.call('POST', `/lots/${LOT_ID}/lanes/in/read-answer`, answer);
    expect(status).toBe(200);
    expect(await until('TicketIssued')).toContainEqual(
      expect.objectContaining({ vehicleClass: 'motorcycle', plateRef: null }),
    );
    await eventually('the arm is up', () => lane('in')?.barrier?.isOpen === true);
    await clear('in');
  });

  it('rule 9: a driver calls, and staff open with a reason', async () => {
    await play('in', 'call');
    await until('HelpCalled');
    const opened = await test.call('POST', `/lots/${LOT_ID}/lanes/in/vend`, { reason: 'helped' });
    expect(opened.status).toBe(200);
    const found = await until('HelpEnded');
    expect(found).toContainEqual(expect.objectContaining({ how: 'opened' }));
    await eventually('the arm is up', () => lane('in')?.barrier?.isOpen === true);
    await clear('in');
  });

  it('rule 8: fire opens every gate, and they come back in order', async () => {
    await play('in', 'fire');
    await until('EvacuationStarted');
    await eventually('every arm is up', () =>
      ['in', 'out'].every((laneId) => lane(laneId)?.barrier?.isOpen === true),
    );
    await eventually('the signs say so', () =>
      ['in', 'out'].every((laneId) => lane(laneId)?.sign?.lines[0] === 'LEAVE NOW'),
    );
    const end = () => test.call('POST', `/lots/${LOT_ID}/evacuation/end`, { reason: 'all clear' });
    expect((await end()).body.code).toBe('fire-input-on');
    await simulator.field.firePanel?.set(false);
    await until('FireInputChanged');
    expect((await end()).status).toBe(200);
    for (const laneId of ['in', 'out']) await eventually('the arm is down', isDown(laneId));
    expect(held(SIDE_EXIT)?.phase).toBe('idle');
  });
});
