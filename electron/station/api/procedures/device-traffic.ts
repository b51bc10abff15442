import { mayDo } from '#domain/access/roles.ts';
import type { TrafficBatch } from '#domain/contract/device-traffic.ts';
import { type DeviceKind, kindOf } from '#domain/facility/device-link.ts';
import type { TrafficWanted } from '../../drivers/traffic-watch.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { api, callerOf } from '../base.ts';
import { installedOf, lotOf } from '../lot-call.ts';
import { assertMayWatch, signedInStream } from '../signed-in-stream.ts';
import { type TrafficReader, trafficRow } from '../traffic-row.ts';

/** What passes on the lines of a lot's devices, for who looks for a fault. */
export const deviceTraffic = {
  watchTraffic: api.devices.watchTraffic.handler(({ context, input, signal }) => {
    const service = lotOf(context, input.lotId);
    installedOf(service);
    assertMayWatch(context);
    const seesPlates = mayDo(callerOf(context).role, 'plate.view');
    const { deviceIds, repeats } = input;
    const wanted = { deviceIds: deviceIds === undefined ? null : new Set(deviceIds), repeats };
    const reader = { seesPlates, kindOf: (id: string) => kindOfDevice(service, id) };
    return signedInStream(context, signal, (ending) => rows(service, wanted, reader, ending));
  }),
};

async function* rows(
  { traffic }: LotService,
  wanted: TrafficWanted,
  reader: TrafficReader,
  signal: AbortSignal,
): AsyncGenerator<TrafficBatch, void, void> {
  const watch = traffic.watch(wanted);
  const end = () => watch.end();
  signal.addEventListener('abort', end, { once: true });
  try {
    if (signal.aborted) return;
    for await (const { entries, missed } of watch)
      yield { rows: entries.map((entry) => trafficRow(entry, reader)), missed };
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

function kindOfDevice({ state }: LotService, deviceId: string): DeviceKind {
  const device = state.installed?.devices.get(deviceId);
  return device === undefined ? 'other' : kindOf(device.driver);
}
