import { refusalSentence } from '#domain/lot/decision.ts';
import type { PaymentMethod } from '#domain/payment/payment.ts';
import type { LotService } from '../runtime/lot-service.ts';
import { refusalError } from './api-error.ts';
import type { CallContext } from './base.ts';
import { installedOf } from './lot-call.ts';

/** Who serves a payment: a terminal or a provider. */
export interface PaymentServer {
  readonly deviceId: string | null;
  readonly provider: string | null;
}

interface MethodRow {
  readonly method: PaymentMethod;
  readonly devices: { readonly id: string; readonly label: string; readonly online: boolean }[];
  readonly providers: string[];
}

/** What can be paid with in a lot: cash always, the rest as terminals and providers are set up. */
export function methodsOf(context: CallContext, service: LotService): MethodRow[] {
  const rows: MethodRow[] = [{ method: 'cash', devices: [], providers: [] }];
  const devices = terminalsOf(service);
  if (devices.length > 0) rows.push({ method: 'card', devices, providers: [] });
  for (const method of ['upi', 'wallet', 'online'] as const) {
    const providers = [...context.services.providersOf(method)];
    // A UPI code asks for rupees, whatever the lot counts in.
    if (method === 'upi' && installedOf(service).lot.currency !== 'INR') continue;
    if (providers.length > 0) rows.push({ method, devices: [], providers });
  }
  return rows;
}

/** Terminals that stand at the desk. */
function terminalsOf(service: LotService): MethodRow['devices'] {
  return installedOf(service)
    .lot.devices.filter((device) => device.driver === 'terminal-zvt')
    .filter((device) => !('laneId' in device) || device.laneId === undefined)
    .map(({ id, label }) => ({
      id,
      label,
      online: service.state.devices.get(id)?.status === 'online',
    }));
}

/**
 * The terminal or provider that serves a payment: the one that is named, else the first.
 * @throws the refusal `method-unavailable` where there is none
 */
export function serverOf(
  context: CallContext,
  service: LotService,
  method: Exclude<PaymentMethod, 'cash'>,
  wanted: { readonly deviceId?: string | undefined; readonly provider?: string | undefined },
): PaymentServer {
  const row = methodsOf(context, service).find((one) => one.method === method);
  const deviceId = method === 'card' ? (wanted.deviceId ?? row?.devices[0]?.id ?? null) : null;
  const provider = method === 'card' ? null : (wanted.provider ?? row?.providers[0] ?? null);
  const isThere =
    method === 'card' ? deviceId !== null : provider !== null && row?.providers.includes(provider);
  if (isThere !== true) {
    const code = 'method-unavailable';
    throw refusalError({ code, message: refusalSentence(code, method) });
  }
  return { deviceId, provider };
}
