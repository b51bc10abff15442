import type { Device } from '#domain/facility/device-file.ts';
import { testsOf } from '#domain/facility/device-tests.ts';
import { MINUTE_MS } from '#domain/kernel/instant.ts';
import type { CommandBody } from '#domain/lot/command.ts';
import { refusalSentence } from '#domain/lot/decision.ts';
import { apiError, refusalError } from '../api-error.ts';
import { api } from '../base.ts';
import { installedOf, lotOf, submitted } from '../lot-call.ts';

/** A hold that was only tried must not be forgotten. */
const TEST_HOLD_MS = MINUTE_MS;

/** Devices that are tried by hand. What was tried stands in the journal before the device is told. */
export const deviceTests = {
  test: api.devices.test.handler(async ({ context, input }) => {
    const { lotId, deviceId, test, commandId } = input;
    const service = lotOf(context, lotId);
    const device = installedOf(service).devices.get(deviceId);
    if (device === undefined) throw refused('device-unknown', deviceId);
    if (!testsOf(device).includes(test.kind)) throw refused('device-not-testable', device.label);
    const { host, clock } = context.services;
    const sent = { procedure: `devices.test.${test.kind}`, commandId };
    if (test.kind !== 'show') {
      const untilAt = clock.now() + TEST_HOLD_MS;
      await submitted(context, service, gateCommand(test, device, untilAt), sent);
      return { ok: true as const };
    }
    await submitted(context, service, { type: 'TestDevice', deviceId, test: 'show' }, sent);
    await host.tryOut(lotId, deviceId, test.lines).catch((error: Error) => {
      throw apiError('device-failed', `${device.label}: ${error.message}`);
    });
    return { ok: true as const };
  }),
};

const COMMANDS = { vend: 'VendGate', hold: 'HoldGate', close: 'CloseGate' } as const;

function gateCommand(
  test: { readonly kind: 'vend' | 'hold' | 'close'; readonly reason: string },
  device: Device,
  untilAt: number,
): CommandBody {
  const laneId = 'laneId' in device ? (device.laneId ?? '') : '';
  const { kind, reason } = test;
  if (kind === 'hold') return { type: 'HoldGate', laneId, reason, untilAt };
  return { type: COMMANDS[kind], laneId, reason };
}

function refused(code: 'device-unknown' | 'device-not-testable', what: string) {
  return refusalError({ code, message: refusalSentence(code, what) });
}
