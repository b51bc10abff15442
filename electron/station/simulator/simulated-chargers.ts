import type { DeviceOf } from '#domain/facility/device-file.ts';
import type { SlotId } from '#domain/kernel/ids.ts';
import { HOUR_MS, type Instant } from '#domain/kernel/instant.ts';
import type { Random } from '#domain/kernel/seeded-random.ts';
import {
  type MockCharge,
  type MockCharger,
  type RemoteCall,
  startMockCharger,
} from '../drivers/charger-ocpp/mock.ts';
import type { PushTarget } from './lane-player.ts';

const TICK_MS = 5_000;
const POWERS_W = [7_400, 11_000, 22_000];
const NEED_MIN_WH = 4_000;
const NEED_MAX_WH = 45_000;

export interface ChargersOptions {
  readonly devices: readonly DeviceOf<'charger-ocpp'>[];
  readonly push: PushTarget;
  readonly random: Random;
  /** Lot time: batteries fill as fast as it runs. */
  readonly now: () => Instant;
  readonly onTrouble: (error: Error) => void;
}

/** The chargers of a lot, and the vehicles that hang on them. */
export interface SimulatedChargers {
  /** A vehicle that wants to charge has parked; nothing to do where no charger is. */
  plugIn(slotId: SlotId): void;
  unplug(slotId: SlotId): void;
  stop(): Promise<void>;
}

interface Socket {
  readonly mock: MockCharger;
  readonly connectorId: number;
  readonly powerW: number;
  /** What its meter has counted since it was built. */
  meterWh: number;
  /** What the battery of the vehicle here still takes; null with none here. */
  needWh: number | null;
  isFlowing: boolean;
  charge: MockCharge | null;
  flownAt: Instant;
}

/** Plays every charger over OCPP: who parks with the wish to charge plugs in, and leaves it when full or gone. */
export async function startSimulatedChargers(options: ChargersOptions): Promise<SimulatedChargers> {
  const { random, now, onTrouble } = options;
  const bySlot = new Map<SlotId, Socket>();
  const mocks: MockCharger[] = [];

  const tried = (work: Promise<unknown>) => work.catch((error: Error) => onTrouble(error));

  async function startCharger(device: DeviceOf<'charger-ocpp'>): Promise<void> {
    const sockets = new Map<number, Socket>();
    const mock = await startMockCharger({
      url: options.push.url,
      deviceId: device.id,
      token: options.push.tokens[device.id] ?? '',
      connectorIds: device.connectors.map(({ connectorId }) => connectorId),
      onRemote: (call) => obey(call, sockets),
    });
    mocks.push(mock);
    for (const { connectorId, slotId } of device.connectors) {
      const powerW = POWERS_W[Math.floor(random() * POWERS_W.length)] ?? 7_400;
      const meterWh = Math.round(random() * 9_000_000);
      const idle = { needWh: null, isFlowing: false, charge: null, flownAt: 0 };
      const socket: Socket = { mock, connectorId, powerW, meterWh, ...idle };
      sockets.set(connectorId, socket);
      bySlot.set(slotId, socket);
    }
  }

  async function begin(socket: Socket, tag: string): Promise<void> {
    const { mock, connectorId } = socket;
    socket.charge = await mock.begin(connectorId, tag, Math.round(socket.meterWh));
    // Meanwhile it may have been unplugged again.
    if (socket.needWh === null) return finish(socket, 'EVDisconnected');
    socket.isFlowing = true;
    socket.flownAt = now();
    await mock.status(connectorId, 'Charging');
  }

  async function finish(socket: Socket, reason: string): Promise<void> {
    const { charge, mock, connectorId } = socket;
    flow(socket);
    socket.isFlowing = false;
    socket.charge = null;
    if (charge !== null) await mock.end(charge, Math.round(socket.meterWh), reason);
    await mock.status(connectorId, socket.needWh === null ? 'Available' : 'Finishing');
  }

  /** What the station asks. True is `Accepted`. */
  function obey({ method, params }: RemoteCall, sockets: ReadonlyMap<number, Socket>): boolean {
    switch (method) {
      case 'RemoteStartTransaction': {
        const socket = sockets.get(Number(params.connectorId));
        if (socket === undefined || socket.needWh === null || socket.charge !== null) return false;
        tried(begin(socket, String(params.idTag)));
        return true;
      }
      case 'RemoteStopTransaction': {
        const running = [...sockets.values()].find(
          ({ charge }) => charge?.transactionId === params.transactionId,
        );
        if (running === undefined) return false;
        tried(finish(running, 'Remote'));
        return true;
      }
      default:
        return true;
    }
  }

  function flow(socket: Socket): void {
    if (!socket.isFlowing) return;
    const at = now();
    const wh = Math.min((socket.powerW * (at - socket.flownAt)) / HOUR_MS, socket.needWh ?? 0);
    socket.flownAt = at;
    socket.meterWh += wh;
    if (socket.needWh !== null) socket.needWh -= wh;
  }

  async function tick(socket: Socket): Promise<void> {
    if (!socket.isFlowing || socket.charge === null) return;
    flow(socket);
    const isFull = (socket.needWh ?? 0) <= 0;
    await socket.mock.meter(socket.charge, Math.round(socket.meterWh), isFull ? 0 : socket.powerW);
    if (!isFull || !socket.isFlowing) return;
    socket.isFlowing = false;
    await socket.mock.status(socket.connectorId, 'SuspendedEV');
  }

  for (const device of options.devices) await startCharger(device);
  const ticking = setInterval(() => {
    for (const socket of bySlot.values()) if (socket.mock.isConnected) tried(tick(socket));
  }, TICK_MS);

  return {
    plugIn(slotId) {
      const socket = bySlot.get(slotId);
      if (socket === undefined || socket.needWh !== null) return;
      socket.needWh = NEED_MIN_WH + random() * (NEED_MAX_WH - NEED_MIN_WH);
      const tag = `SIM${Math.floor(random() * 1e9)}`;
      tried(socket.mock.status(socket.connectorId, 'Preparing').then(() => begin(socket, tag)));
    },
    unplug(slotId) {
      const socket = bySlot.get(slotId);
      if (socket === undefined || socket.needWh === null) return;
      flow(socket);
      socket.needWh = null;
      tried(finish(socket, 'EVDisconnected'));
    },
    async stop() {
      clearInterval(ticking);
      await Promise.all(mocks.map((mock) => mock.stop()));
    },
  };
}
