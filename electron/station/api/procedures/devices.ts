import type { DeviceRow, SensorRow } from '#domain/contract/devices.ts';
import { type Device, isLaneController } from '#domain/facility/device-file.ts';
import { kindOf, linkOf } from '#domain/facility/device-link.ts';
import { testsOf } from '#domain/facility/device-tests.ts';
import { must } from '#domain/kernel/assert.ts';
import { BATTERY_LOW_PERCENT } from '#domain/lot/decide/sensor.ts';
import { refusalSentence } from '#domain/lot/decision.ts';
import type { Installed } from '#domain/lot/state.ts';
import { RECENT_MINUTES } from '../../drivers/recent-share.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { apiError, refusalError } from '../api-error.ts';
import { api, type CallContext, callerOf } from '../base.ts';
import { installedOf, lotOf } from '../lot-call.ts';
import { deviceAccess } from './device-access.ts';
import { deviceConfig } from './device-config.ts';
import { deviceDiscovery } from './device-discovery.ts';
import { deviceTests } from './device-tests.ts';
import { deviceTraffic } from './device-traffic.ts';
import { stationTls } from './station-tls.ts';

/** What is installed in a lot, and the tokens of what posts. */
export const devices = {
  ...deviceTraffic,
  ...deviceConfig,
  ...deviceDiscovery,
  ...deviceAccess,
  ...deviceTests,
  ...stationTls,

  list: api.devices.list.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    return installedOf(service).lot.devices.map((device) => rowOf(context, service, device));
  }),

  sensors: api.devices.sensors.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const installed = installedOf(service);
    const { id } = knownDevice(installed, input.deviceId);
    return [...service.health.sensors(id)].flatMap(([slotId, sensor]): SensorRow[] => {
      const slot = service.state.slots.get(slotId);
      const slotLabel = installed.slots[installed.slotIndex.get(slotId) ?? -1]?.label;
      if (slot === undefined || slotLabel === undefined) return [];
      return [{ slotId, slotLabel, presence: slot.presence, ...sensor }];
    });
  }),

  issueToken: api.devices.issueToken.handler(async ({ context, input }) => {
    const { lotId, device } = postingDevice(context, input);
    const deviceId = device.id;
    const { deviceTokens, recheckDevices, log } = context.services;
    const token = await deviceTokens.issue({ lotId, deviceId });
    recheckDevices();
    log.info({ lotId, deviceId, by: callerOf(context).username }, 'a device was given a token');
    return { token, path: pathOf(device, lotId) };
  }),

  revokeToken: api.devices.revokeToken.handler(async ({ context, input }) => {
    const { lotId, device } = postingDevice(context, input);
    const deviceId = device.id;
    const { deviceTokens, recheckDevices, log } = context.services;
    await deviceTokens.revoke({ lotId, deviceId });
    recheckDevices();
    log.info({ lotId, deviceId, by: callerOf(context).username }, 'the token of a device ended');
    return { ok: true as const };
  }),
};

function rowOf({ services }: CallContext, service: LotService, device: Device): DeviceRow {
  const { id, label, driver } = device;
  const { lotId, health } = service;
  const state = must(service.state.devices.get(id), 'every installed device has a state');
  const { status, detail, since } = state;
  const laneId = 'laneId' in device ? (device.laneId ?? null) : null;
  const name = { lotId, deviceId: id };
  const link = linkOf(device, lotId);
  const isAtBroker = link.kind === 'mqtt' && services.hasOwnBroker;
  return {
    ...{ id, label, driver, laneId, status, detail, since, link },
    kind: kindOf(driver),
    tests: [...testsOf(device)],
    token: posts(device)
      ? { path: pathOf(device, lotId), issuedAt: services.deviceTokens.issuedAt(name) }
      : null,
    mqtt: isAtBroker ? { username: id, issuedAt: services.mqttPasswords.issuedAt(name) } : null,
    ...health.device(id),
    recent: { minutes: RECENT_MINUTES, ...health.recent(id, services.clock.now()) },
    sensors: sensorsOf(service, device),
  };
}

/** Whether a device comes to the station's door by itself, or signs what it says to it. */
function posts(device: Device): boolean {
  const { driver } = device;
  return driver === 'camera-push' || driver === 'charger-ocpp' || isLaneController(device);
}

function knownDevice({ devices: all }: Installed, deviceId: string): Device {
  const device = all.get(deviceId);
  if (device !== undefined) return device;
  const code = 'device-unknown';
  throw refusalError({ code, message: refusalSentence(code, deviceId) });
}

/** How many slot sensors a controller was heard of, and how many of them want a battery. */
function sensorsOf({ health }: LotService, { id, driver }: Device): DeviceRow['sensors'] {
  if (!driver.startsWith('slot-sensors-')) return null;
  const sensors = [...health.sensors(id).values()];
  const isLow = (percent: number | null) => percent !== null && percent <= BATTERY_LOW_PERCENT;
  const batteryLow = sensors.filter(({ batteryPercent }) => isLow(batteryPercent)).length;
  return { heard: sensors.length, batteryLow };
}

/** Where it speaks to the station; a lane controller below its own topics. */
function pathOf(device: Device, lotId: string): string {
  const { id, driver } = device;
  if (driver === 'lane-controller-serial') return device.serial.path;
  if (driver === 'lane-controller-mqtt') return `gatehouse/${lotId}/controller/${id}`;
  return driver === 'charger-ocpp' ? `/field/ocpp/${id}` : `/field/anpr/${id}`;
}

function postingDevice(
  context: CallContext,
  { lotId, deviceId }: { readonly lotId: string; readonly deviceId: string },
) {
  const device = knownDevice(installedOf(lotOf(context, lotId)), deviceId);
  if (!posts(device))
    throw apiError('no-token', 'This device posts nothing to the station and needs no token.');
  return { lotId, device };
}
