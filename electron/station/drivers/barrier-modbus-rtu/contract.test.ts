import { driverContract, type Peer } from '../contract.suite.ts';
import { serialPair } from '../serial-pair.ts';
import { brokerAndLink } from '../test-support/broker-and-link.ts';
import { until } from '../test-support/wait.ts';
import { startMockBarrier } from './mock.ts';

const settings = { baudRate: 19_200, dataBits: 8, parity: 'even', stopBits: 1 } as const;
const coils = { vend: 0, hold: 1, close: 2 };
const inputs = { armingLoop: 0, safetyLoop: 1, openLimit: 2, closedLimit: 3, fault: 4 };

async function startPeer(): Promise<Peer> {
  const field = await brokerAndLink();
  const pair = await serialPair();
  let vends = 0;
  const mock = await startMockBarrier({
    serial: { path: pair.fieldPath, ...settings },
    unit: 3,
    coils,
    inputs,
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
      driver: 'barrier-modbus-rtu',
      laneId: 'in',
      unit: 3,
      pollMs: 20,
      replyTimeoutMs: 250,
      serial: { path: pair.stationPath, ...settings },
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
      mock.sendRaw(Buffer.from([0x03, 0x02, 0x01, 0xff, 0x00, 0x00, 0x55]));
      mock.sendRaw(Buffer.alloc(400, 0xaa));
    },
    async die() {
      mock.setSilent(true);
    },
    async revive() {
      mock.setSilent(false);
    },
    async stop() {
      await mock.stop();
      await pair.stop();
      await field.stop();
    },
  };
}

driverContract('barrier-modbus-rtu', startPeer);
