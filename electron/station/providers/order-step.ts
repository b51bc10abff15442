import { must } from '#domain/kernel/assert.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { PaymentOutcome } from '#domain/lot/command/payment.ts';
import type { CommandBody } from '#domain/lot/command.ts';
import type { Payment } from '#domain/payment/payment.ts';
import { upiUri } from '#domain/payment/upi.ts';
import type { PaymentProvider, ProviderMethod, ProviderStatus } from '../ports/payment-provider.ts';
import type { DeskLot } from './desk-lot.ts';
import type { Next } from './followers.ts';
import { type Pace, pollAfterMs } from './pace.ts';
import type { UpiPayee } from './payment-settings.ts';
import { ProviderFault } from './provider-fault.ts';

/** What one look at an order needs. */
export interface OrderParts {
  readonly lot: DeskLot;
  readonly provider: PaymentProvider;
  readonly upi: UpiPayee | null;
  readonly pace: Pace;
  readonly now: () => Instant;
}

const UPI_CURRENCY = 'INR';

/**
 * Looks once at a payment that a provider answers for, and tells the lot what there is to tell: makes
 * the order, asks how it stands, ends it when its time is over or staff want it ended. Rests on the
 * lot's state alone, so it goes on after a restart where it was.
 * @throws ProviderFault, StationBusy, StationHalted: look again later
 */
export async function stepOrder(parts: OrderParts, payment: Payment): Promise<Next> {
  if (payment.state === 'failed') return watchLate(parts, payment);
  if (payment.state !== 'requested') return 'done';
  const isOver = payment.expiresAt !== null && parts.now() >= payment.expiresAt;
  if (payment.ending === 'abort') return end(parts, payment, 'aborted', 'Given up by staff.');
  if (isOver) return end(parts, payment, 'expired', 'Nobody paid in time.');
  return payment.providerOrderId === null ? offer(parts, payment) : ask(parts, payment);
}

/** Until when money may still come by itself after a payment has failed; 0 when it cannot. */
export function lateUntil(payment: Payment, pace: Pace): Instant {
  if (payment.state !== 'failed' || payment.expiresAt === null) return 0;
  return payment.expiresAt + pace.lateWatchMs;
}

async function offer(parts: OrderParts, payment: Payment): Promise<Next> {
  const { provider, pace } = parts;
  const currency = currencyOf(parts.lot);
  if (payment.method === 'upi' && (parts.upi === null || currency !== UPI_CURRENCY))
    return fail(parts, payment, 'method-unavailable', 'UPI is not set up for this lot.');
  try {
    const { providerOrderId, link } = await provider.request({
      paymentId: payment.id,
      reference: payment.reference,
      amountMinor: payment.amountMinor,
      currency,
      description: descriptionOf(parts.lot),
      method: payment.method as ProviderMethod,
      expiresAt: must(payment.expiresAt, 'an order at a provider ends by itself'),
    });
    await tell(parts, {
      type: 'NoteProviderOrder',
      paymentId: payment.id,
      provider: provider.name,
      providerOrderId,
      link: payment.method === 'upi' ? codeOf(parts, payment) : link,
    });
  } catch (error) {
    if (!(error instanceof ProviderFault) || error.mayPass) throw error;
    return fail(parts, payment, 'provider-refused', error.message);
  }
  return { afterMs: pace.pollFirstMs };
}

function codeOf({ lot, upi }: OrderParts, { reference, amountMinor }: Payment): string {
  const { payeeVpa, payeeName } = must(upi, 'looked at before the order was made');
  return upiUri({ payeeVpa, payeeName, reference, note: descriptionOf(lot), amountMinor });
}

async function ask(parts: OrderParts, payment: Payment): Promise<Next> {
  const status = await statusOf(parts, payment);
  if (status.state === 'pending') return waitFor(parts, payment);
  return report(parts, payment, outcomeOf(parts, status));
}

/** The next look, and one at the very end of the offer's time. */
function waitFor({ pace, now }: OrderParts, { requestedAt, expiresAt }: Payment): Next {
  const pollMs = pollAfterMs(pace, now() - requestedAt);
  const leftMs = expiresAt === null ? pollMs : Math.max(0, expiresAt - now());
  return { afterMs: Math.min(pollMs, leftMs) };
}

/** Whoever pays at the last moment has paid: the order is ended first, and then asked. */
async function end(
  parts: OrderParts,
  payment: Payment,
  code: string,
  detail: string,
): Promise<Next> {
  const status = await endAtProvider(parts, payment);
  if (status.state === 'captured') return report(parts, payment, outcomeOf(parts, status));
  return fail(parts, payment, code, detail);
}

/**
 * A provider that cannot be reached does not keep staff waiting: the order is looked at again, and
 * money that comes all the same is told then.
 */
async function endAtProvider(parts: OrderParts, payment: Payment): Promise<ProviderStatus> {
  try {
    if (payment.providerOrderId !== null) await parts.provider.cancel(payment.providerOrderId);
    return await statusOf(parts, payment);
  } catch (error) {
    if (!(error instanceof ProviderFault)) throw error;
    const nothing = { providerPaymentId: null, amountMinor: 0, currency: '' };
    return { ...nothing, state: 'pending', detail: error.message };
  }
}

/** A code that was scanned late, or a page that could not be closed in time, may still bring money. */
async function watchLate(parts: OrderParts, payment: Payment): Promise<Next> {
  if (parts.now() >= lateUntil(payment, parts.pace)) return 'done';
  const status = await statusOf(parts, payment);
  if (status.state === 'captured') return report(parts, payment, outcomeOf(parts, status));
  if (status.state !== 'pending') return 'done';
  if (payment.providerOrderId !== null) await parts.provider.cancel(payment.providerOrderId);
  return { afterMs: parts.pace.latePollMs };
}

function statusOf({ provider }: OrderParts, payment: Payment): Promise<ProviderStatus> {
  const { providerOrderId, reference } = payment;
  return provider.status({ providerOrderId, reference });
}

function outcomeOf({ lot, provider }: OrderParts, status: ProviderStatus): PaymentOutcome {
  const { state, providerPaymentId, amountMinor, currency, detail } = status;
  if (state === 'captured' && providerPaymentId !== null)
    return capturedOutcome(lot, provider.name, { providerPaymentId, amountMinor, currency });
  return { kind: 'failed', code: state, detail };
}

/** Money that came; in another currency than the lot's it is no amount that can be set against a fee. */
export function capturedOutcome(
  lot: DeskLot,
  providerName: string,
  money: {
    readonly providerPaymentId: string;
    readonly amountMinor: number;
    readonly currency: string;
  },
): PaymentOutcome {
  const { providerPaymentId: id, amountMinor, currency } = money;
  if (currency !== currencyOf(lot))
    return {
      kind: 'unknown',
      detail: `${providerName} says that ${id} brought ${amountMinor} in minor units of ${currency}.`,
    };
  return {
    kind: 'captured',
    amountMinor,
    reference: { id, terminalId: null, trace: null, cardName: null },
  };
}

function fail(parts: OrderParts, payment: Payment, code: string, detail: string): Promise<Next> {
  return report(parts, payment, { kind: 'failed', code, detail });
}

async function report(parts: OrderParts, payment: Payment, outcome: PaymentOutcome): Promise<Next> {
  await tell(parts, { type: 'ReportPayment', paymentId: payment.id, outcome });
  // A capture ends it; what has failed, or is not known, may still turn out otherwise.
  if (outcome.kind === 'captured') return 'done';
  return { afterMs: parts.pace.latePollMs };
}

/** Resolves when it is durable. A refusal says that the lot knows better by now: the next look reads it. */
async function tell({ lot }: OrderParts, body: CommandBody): Promise<void> {
  await lot.submit(body, { actor: { kind: 'station' } });
}

function currencyOf(lot: DeskLot): string {
  return must(lot.state.installed, 'payments exist only in an open lot').lot.currency;
}

/** What the payer reads. It names nobody and no vehicle. */
function descriptionOf(lot: DeskLot): string {
  return `Parking ${must(lot.state.installed, 'payments exist only in an open lot').lot.name}`;
}
