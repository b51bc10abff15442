import { type ModbusBarrier, wiringOf } from '#domain/facility/device/barrier-modbus.ts';
import type { DeviceOf } from '#domain/facility/device-file.ts';
import type { LotId } from '#domain/kernel/ids.ts';
import { startMockAsciiBarrier } from '../drivers/barrier-ascii/mock.ts';
import { startMockBarrier } from '../drivers/barrier-modbus-rtu/mock.ts';
import { startMockTcpBarrier } from '../drivers/barrier-modbus-tcp/mock.ts';
import { startMockRelay } from '../drivers/barrier-mqtt/mock.ts';
import type { CoilName, MockController } from '../drivers/modbus/mock-controller.ts';
import type { SerialPair } from '../drivers/serial-pair.ts';
import { joinFieldModbusLine } from './field-modbus-line.ts';
import { addressOf } from './simulated-sign.ts';

/** Barriers that the simulator plays. */
export type PlayedBarrier = ModbusBarrier | DeviceOf<'barrier-ascii' | 'barrier-mqtt'>;

/** The controller of a played barrier, whatever it speaks. */
export interface SimulatedController extends Pick<MockController, 'setInputs'> {
  /** Hears and says nothing, as with its power off. */
  setSilent(silent: boolean): void;
  /** The wire, which can be pulled out and put back. */
  readonly line: Pick<SerialPair, 'unplug' | 'plug'>;
  stop(): Promise<void>;
}

export interface SimulatedControllerOptions {
  readonly lotId: LotId;
  readonly mqttUrl: string;
  readonly fieldDir: string;
  readonly onCoil: (coil: CoilName, on: boolean) => void;
  readonly onLost: (sentence: string) => void;
}

/** Plays the controller of a device. Rejects with a sentence when its line or port is not to be had. */
export function startSimulatedController(
  device: PlayedBarrier,
  options: SimulatedControllerOptions,
): Promise<SimulatedController> {
  switch (device.driver) {
    case 'barrier-modbus-rtu':
      return onSerialLine(device, options);
    case 'barrier-modbus-tcp':
      return onNetwork(device, options);
    case 'barrier-ascii':
      return onLines(device, options);
    case 'barrier-mqtt':
      return onBroker(device, options);
  }
}

async function onSerialLine(
  device: Extract<PlayedBarrier, { driver: 'barrier-modbus-rtu' }>,
  { fieldDir, onCoil, onLost }: SimulatedControllerOptions,
): Promise<SimulatedController> {
  const { line, pair, stop } = await joinFieldModbusLine(fieldDir, device.serial, onLost);
  const { serial, unit } = device;
  const mock = await startMockBarrier({ serial, unit, line, ...wiringOf(device), onCoil });
  return {
    ...mock,
    line: pair,
    async stop() {
      await mock.stop();
      await stop();
    },
  };
}

async function onLines(
  device: DeviceOf<'barrier-ascii'>,
  { fieldDir, onCoil, onLost }: SimulatedControllerOptions,
): Promise<SimulatedController> {
  const { address, line } = await addressOf(device.connection, fieldDir);
  const mock = await startMockAsciiBarrier({ address, device, onCoil, onLost });
  return {
    ...mock,
    line: line ?? { unplug: mock.die, plug: mock.revive },
    async stop() {
      await mock.stop();
      await line?.stop();
    },
  };
}

async function onBroker(
  device: DeviceOf<'barrier-mqtt'>,
  { lotId, mqttUrl: url, onCoil }: SimulatedControllerOptions,
): Promise<SimulatedController> {
  const mock = await startMockRelay({ url, lotId, device, onCoil });
  return { ...mock, line: { unplug: mock.die, plug: mock.revive } };
}

/** Plays on the port that the lot file names, on this machine. */
async function onNetwork(
  device: Extract<PlayedBarrier, { driver: 'barrier-modbus-tcp' }>,
  { onCoil }: SimulatedControllerOptions,
): Promise<SimulatedController> {
  const { port, unit, framing } = device;
  const mock = await startMockTcpBarrier({ port, unit, framing, ...wiringOf(device), onCoil });
  return { ...mock, line: { unplug: mock.die, plug: mock.revive } };
}
