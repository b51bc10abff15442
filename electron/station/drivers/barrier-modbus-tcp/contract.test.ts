import { BARRIER_PROFILES } from '#domain/facility/device/barrier-profiles.ts';
import { driverContract, type Peer } from '../contract.suite.ts';
import { brokerAndLink } from '../test-support/broker-and-link.ts';
import { until } from '../test-support/wait.ts';
import { startMockTcpBarrier } from './mock.ts';

const profiles = [
  ['controller', 'tcp'],
  ['waveshare-relay-8-inputs', 'tcp'],
  ['relay-8', 'rtu'],
] as const;

for (const [profile, framing] of profiles)
  driverContract(`barrier-modbus-tcp, ${profile}, framing ${framing}`, async (): Promise<Peer> => {
    const field = await brokerAndLink();
    let vends = 0;
    const mock = await startMockTcpBarrier({
      port: 0,
      unit: 7,
      framing,
      ...BARRIER_PROFILES[profile],
      onCoil: (coil, on) => {
        if (coil === 'vend' && on) vends += 1;
      },
    });
    return {
      mqtt: field.link,
      mqttUrl: field.broker.url,
      device: {
        id: 'barrier',
        label: 'Barrier',
        driver: 'barrier-modbus-tcp',
        laneId: 'in',
        host: '127.0.0.1',
        port: mock.port,
        framing,
        profile,
        unit: 7,
        pollMs: 20,
      },
      answers: true,
      countsGarbage: true,
      async exchange({ driver, of }) {
        const before = vends;
        await driver.perform({ kind: 'vend', laneId: 'in' });
        await until('the vend', () => vends === before + 1);
        const was = mock.inputs.armingLoop;
        mock.setInputs({ armingLoop: !was });
        await until('the loop', () => of('loop').at(-1)?.on === !was);
      },
      async garbage() {
        mock.sendRaw(Buffer.from([0x00, 0x00, 0xff, 0xff, 0x00, 0x00, 0x55]));
        mock.sendRaw(Buffer.alloc(400, 0xaa));
      },
      die: () => mock.die(),
      revive: () => mock.revive(),
      async stop() {
        await mock.stop();
        await field.stop();
      },
    };
  });
