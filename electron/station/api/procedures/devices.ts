import type { DeviceRow } from '#domain/contract/devices.ts';
import type { Device } from '#domain/facility/device-file.ts';
import { must } from '#domain/kernel/assert.ts';
import { refusalSentence } from '#domain/lot/decision.ts';
import { apiError, refusalError } from '../api-error.ts';
import { api, type CallContext, callerOf } from '../base.ts';
import { installedOf, lotOf } from '../lot-call.ts';

/** What is installed in a lot, and the tokens of what posts. */
export const devices = {
  list: api.devices.list.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { lot } = installedOf(service);
    return lot.devices.map((device): DeviceRow => {
      const { id, label, driver } = device;
      const state = must(service.state.devices.get(id), 'every installed device has a state');
      const { status, detail, since } = state;
      const laneId = 'laneId' in device ? (device.laneId ?? null) : null;
      const token = posts(device)
        ? {
            path: pathOf(id),
            issuedAt: context.services.deviceTokens.issuedAt({ lotId: lot.id, deviceId: id }),
          }
        : null;
      return { id, label, driver, laneId, status, detail, since, token };
    });
  }),

  issueToken: api.devices.issueToken.handler(async ({ context, input }) => {
    const { lotId, id: deviceId } = postingDevice(context, input);
    const { deviceTokens, log } = context.services;
    const token = await deviceTokens.issue({ lotId, deviceId });
    log.info({ lotId, deviceId, by: callerOf(context).username }, 'a device was given a token');
    return { token, path: pathOf(deviceId) };
  }),

  revokeToken: api.devices.revokeToken.handler(async ({ context, input }) => {
    const { lotId, id: deviceId } = postingDevice(context, input);
    const { deviceTokens, log } = context.services;
    await deviceTokens.revoke({ lotId, deviceId });
    log.info({ lotId, deviceId, by: callerOf(context).username }, 'the token of a device ended');
    return { ok: true as const };
  }),
};

/** Whether a device comes to the station's door by itself. */
function posts({ driver }: Device): boolean {
  return driver === 'camera-push';
}

function pathOf(deviceId: string): string {
  return `/field/anpr/${deviceId}`;
}

function postingDevice(
  context: CallContext,
  { lotId, deviceId }: { readonly lotId: string; readonly deviceId: string },
) {
  const device = installedOf(lotOf(context, lotId)).devices.get(deviceId);
  if (device === undefined) {
    const code = 'device-unknown';
    throw refusalError({ code, message: refusalSentence(code, deviceId) });
  }
  if (!posts(device))
    throw apiError('no-token', 'This device posts nothing to the station and needs no token.');
  return { lotId, id: device.id };
}
