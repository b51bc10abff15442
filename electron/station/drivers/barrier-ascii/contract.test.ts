import { asciiBarrierSchema } from '#domain/facility/device/barrier-ascii.ts';
import { driverContract, type Peer } from '../contract.suite.ts';
import { serialPair } from '../serial-pair.ts';
import { brokerAndLink } from '../test-support/broker-and-link.ts';
import { until } from '../test-support/wait.ts';
import { startMockAsciiBarrier } from './mock.ts';

const words = {
  commands: {
    vend: { send: 'OPEN', reply: 'OK*' },
    hold: { send: 'HOLD', reply: 'OK*' },
    release: { send: 'FREE', reply: 'OK*' },
    close: { send: 'CLOSE', reply: 'OK*' },
  },
  refusal: 'ERR*',
  words: [
    { line: 'UP', gate: 'open' },
    { line: 'DOWN', gate: 'closed' },
    { line: 'MOVES', gate: 'moving' },
    { line: 'LOOP A1', on: ['armingLoop'] },
    { line: 'LOOP A0', off: ['armingLoop'] },
  ],
} as const;
const head = { id: 'barrier', label: 'Barrier', driver: 'barrier-ascii', laneId: 'in' } as const;
const serial = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1 } as const;

for (const kind of ['tcp', 'serial'] as const)
  driverContract(`barrier-ascii over ${kind}`, async (): Promise<Peer> => {
    const field = await brokerAndLink();
    const pair = kind === 'serial' ? await serialPair() : null;
    const connectionOf = (port: number) =>
      pair === null
        ? ({ kind: 'tcp', host: '127.0.0.1', port } as const)
        : ({ kind: 'serial', serial: { path: pair.stationPath } } as const);
    const input = (port: number) => ({
      ...head,
      ...structuredClone(words),
      status: { send: 'STATUS?', everyMs: 50 },
      replyTimeoutMs: 300,
      connection: connectionOf(port),
    });
    let vends = 0;
    let isOn = false;
    const mock = await startMockAsciiBarrier({
      address:
        pair === null
          ? { kind: 'tcp', port: 0 }
          : { kind: 'serial', serial: { path: pair.fieldPath, ...serial } },
      device: asciiBarrierSchema.parse(input(1)),
      onCoil: (coil, on) => {
        if (coil === 'vend' && on) vends += 1;
      },
    });
    return {
      mqtt: field.link,
      mqttUrl: field.broker.url,
      device: asciiBarrierSchema.parse(input(mock.port)),
      answers: true,
      countsGarbage: true,
      async exchange({ driver, of }) {
        const before = vends;
        await driver.perform({ kind: 'vend', laneId: 'in' });
        await until('the vend', () => vends === before + 1);
        isOn = !isOn;
        mock.setInputs({ armingLoop: isOn });
        await until('the loop', () => of('loop').at(-1)?.on === isOn);
      },
      async garbage() {
        mock.sendRaw(Buffer.from('perhaps\r\n'));
        mock.sendRaw(Buffer.concat([Buffer.alloc(6_000, 0xaa), Buffer.from('\r\n')]));
      },
      async die() {
        mock.setSilent(true);
      },
      async revive() {
        mock.setSilent(false);
      },
      async stop() {
        await mock.stop();
        await pair?.stop();
        await field.stop();
      },
    };
  });
