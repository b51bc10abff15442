import type { TillPrinter } from '#domain/contract/prints.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { api, type CallContext, callerOf } from '../base.ts';
import { installedOf, lotOf, submitted } from '../lot-call.ts';

/** Where the caller's till prints. */
export const tillPrinter = {
  get: api.tillPrinter.get.handler(({ context, input }) => {
    return tillPrinterOf(context, lotOf(context, input.lotId));
  }),

  choose: api.tillPrinter.choose.handler(async ({ context, input }) => {
    const { lotId, deviceId, commandId } = input;
    const service = lotOf(context, lotId);
    const body = { type: 'ChooseTillPrinter', deviceId } as const;
    await submitted(context, service, body, { procedure: 'tillPrinter.choose', commandId });
    return tillPrinterOf(context, service);
  }),
};

function tillPrinterOf(context: CallContext, service: LotService): TillPrinter {
  const { devices, printing } = service.state;
  const printers = installedOf(service).lot.devices.flatMap((device) => {
    if (device.driver !== 'printer-escpos') return [];
    const { id, label, laneId = null } = device;
    const stands = devices.get(id);
    return [
      { id, label, laneId, isReady: stands?.status === 'online', detail: stands?.detail ?? '' },
    ];
  });
  const chosen = printing.tillPrinters.get(callerOf(context).username) ?? null;
  return {
    deviceId: printers.some(({ id }) => id === chosen) ? chosen : null,
    printers: printers.sort(
      (one, other) => Number(one.laneId !== null) - Number(other.laneId !== null),
    ),
  };
}
