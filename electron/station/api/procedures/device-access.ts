import { linkOf } from '#domain/facility/device-link.ts';
import { refusalSentence } from '#domain/lot/decision.ts';
import { apiError, refusalError } from '../api-error.ts';
import { api, type CallContext, callerOf } from '../base.ts';
import { installedOf, lotOf } from '../lot-call.ts';

interface Named {
  readonly lotId: string;
  readonly deviceId: string;
}

/** Passwords of devices for the station's own broker. */
export const deviceAccess = {
  issueMqttPassword: api.devices.issueMqttPassword.handler(async ({ context, input }) => {
    const device = atBroker(context, input);
    const { mqttPasswords, recheckDevices, log } = context.services;
    const password = await mqttPasswords.issue(device);
    recheckDevices();
    log.info({ ...device, by: callerOf(context).username }, 'a device was given an MQTT password');
    return { username: device.deviceId, password };
  }),

  revokeMqttPassword: api.devices.revokeMqttPassword.handler(async ({ context, input }) => {
    const device = atBroker(context, input);
    const { mqttPasswords, recheckDevices, log } = context.services;
    await mqttPasswords.revoke(device);
    recheckDevices();
    log.info({ ...device, by: callerOf(context).username }, 'the MQTT password of a device ended');
    return { ok: true as const };
  }),
};

/** The device of a call, which has to be one that comes to a broker. */
function atBroker(context: CallContext, { lotId, deviceId }: Named): Named {
  const { devices, lot } = installedOf(lotOf(context, lotId));
  const device = devices.get(deviceId);
  if (device === undefined) {
    const code = 'device-unknown';
    throw refusalError({ code, message: refusalSentence(code, deviceId) });
  }
  if (linkOf(device, lot.id).kind !== 'mqtt')
    throw apiError('no-token', 'This device does not speak MQTT and needs no password.');
  return { lotId, deviceId };
}
