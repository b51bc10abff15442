import type { ConfigProblem } from '#domain/contract/device-config.ts';
import type { Device } from '#domain/facility/device-file.ts';
import { driverSchemas } from '#domain/facility/driver-schemas.ts';
import type { LotFileProblem } from '#domain/facility/lot-file-problem.ts';
import { withDevices } from '#domain/facility/with-devices.ts';
import type { Actor } from '#domain/lot/actor.ts';
import { refusalSentence } from '#domain/lot/decision.ts';
import { DevicesRefused } from '../../runtime/lot-service.ts';
import { apiError, refusalError } from '../api-error.ts';
import { api, type CallContext, callerOf } from '../base.ts';
import { basisOf, devicesOfFile, fieldFileOf, fieldPreview } from '../field-file.ts';
import { installedOf, lotOf } from '../lot-call.ts';

type Devices = readonly Device[];

/** Devices that come, change and go while the lot runs. */
export const deviceConfig = {
  drivers: api.devices.drivers.handler(() =>
    driverSchemas().map(({ driver, kind, schema }) => ({ driver, kind, schema: { ...schema } })),
  ),

  config: api.devices.config.handler(({ context, input }) => {
    const { devices } = installedOf(lotOf(context, input.lotId)).lot;
    return { ...found(devices, input.deviceId).device };
  }),

  check: api.devices.check.handler(({ context, input }) => {
    const { lot } = installedOf(lotOf(context, input.lotId));
    const { replaces, config } = input;
    const at = replaces === undefined ? lot.devices.length : found(lot.devices, replaces).index;
    const checked = withDevices(
      lot,
      lot.devices.toSpliced(at, replaces === undefined ? 0 : 1, config as Device),
    );
    return { problems: checked.ok ? [] : ofDevice(checked.error, at) };
  }),

  create: api.devices.create.handler(async ({ context, input }) => {
    const { lotId, config } = input;
    let at = 0;
    const change = (devices: Devices): readonly unknown[] => {
      at = Math.min(input.at ?? devices.length, devices.length);
      return (devices as readonly unknown[]).toSpliced(at, 0, config);
    };
    const { devices } = await changed(context, lotId, change, () => at);
    return { deviceId: devices[at]?.id ?? '' };
  }),

  change: api.devices.change.handler(async ({ context, input }) => {
    const { lotId, deviceId, config } = input;
    let at = 0;
    const change = (devices: Devices): readonly unknown[] => {
      at = found(devices, deviceId).index;
      return (devices as readonly unknown[]).with(at, config);
    };
    const { devices } = await changed(context, lotId, change, () => at);
    return { deviceId: devices[at]?.id ?? '' };
  }),

  remove: api.devices.remove.handler(async ({ context, input }) => {
    let removed: { config: Record<string, unknown>; at: number } | null = null;
    await changed(context, input.lotId, (devices) => {
      const { device, index } = found(devices, input.deviceId);
      removed = { config: { ...device }, at: index };
      return devices.toSpliced(index, 1);
    });
    return removed ?? { config: {}, at: 0 };
  }),

  exportField: api.devices.exportField.handler(({ context, input }) =>
    fieldFileOf(installedOf(lotOf(context, input.lotId)).lot),
  ),

  previewField: api.devices.previewField.handler(({ context, input }) =>
    fieldPreview(installedOf(lotOf(context, input.lotId)).lot, input.file),
  ),

  importField: api.devices.importField.handler(async ({ context, input }) => {
    const { lotId, file, basis } = input;
    const read = devicesOfFile(file);
    if (!read.ok) throw invalid(read.problems);
    const { lot } = installedOf(lotOf(context, lotId));
    const { added, changed: others, removed } = fieldPreview(lot, file);
    await changed(context, lotId, (devices) => {
      if (basisOf(devices) !== basis)
        throw apiError(
          'field-changed',
          'The devices have changed since this was looked at. Look at the changes again.',
        );
      return read.devices;
    });
    return { added: added.length, changed: others.length, removed: removed.length };
  }),
};

function found(devices: Devices, deviceId: string): { device: Device; index: number } {
  const index = devices.findIndex(({ id }) => id === deviceId);
  const device = devices[index];
  if (device !== undefined) return { device, index };
  const code = 'device-unknown';
  throw refusalError({ code, message: refusalSentence(code, deviceId) });
}

/** Changes a lot's devices in the caller's name. `at`: problems are told of the device at that place alone. */
async function changed(
  context: CallContext,
  lotId: string,
  change: (devices: Devices) => readonly unknown[],
  at: (() => number) | null = null,
) {
  lotOf(context, lotId);
  const { username, role } = callerOf(context);
  const actor: Actor = { kind: 'user', name: username, role, from: context.connection.address };
  try {
    return await context.services.host.changeDevices(lotId, change, actor);
  } catch (error) {
    if (!(error instanceof DevicesRefused)) throw error;
    throw invalid(at === null ? error.problems : ofDevice(error.problems, at()));
  }
}

function invalid(problems: readonly ConfigProblem[]) {
  const [first] = problems;
  return apiError('invalid', `${first?.path}: ${first?.message}`, {
    issues: problems.slice(0, 20),
  });
}

/** Problems as seen from within one device: `serial.path` in place of `devices[3].serial.path`. */
function ofDevice(problems: readonly LotFileProblem[], at: number): ConfigProblem[] {
  const head = `devices[${at}]`;
  return problems.map(({ path, message }) => ({
    path:
      path === head ? 'device' : path.startsWith(`${head}.`) ? path.slice(head.length + 1) : path,
    message,
  }));
}
