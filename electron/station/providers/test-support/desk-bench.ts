import fastify from 'fastify';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import { must } from '#domain/kernel/assert.ts';
import type { CommandBody } from '#domain/lot/command.ts';
import type { EventOf, EventType } from '#domain/lot/event.ts';
import type { Payment } from '#domain/payment/payment.ts';
import { type HandClock, NOON, testHost } from '../../api/test-support/test-host.ts';
import { serveWebhooks } from '../../api/transports/webhooks.ts';
import { recordingLog } from '../../journal/test-support/recording-log.ts';
import type { PaymentProvider, ProviderMethod } from '../../ports/payment-provider.ts';
import type { LotUnit } from '../../runtime/lot-unit.ts';
import { ProviderSimulator } from '../../simulator/provider/provider-simulator.ts';
import { SIM_KEYS } from '../../simulator/provider/sim-keys.ts';
import { eventually } from '../../test-support/eventually.ts';
import type { Pace } from '../pace.ts';
import { PaymentDesk } from '../payment-desk.ts';
import { Razorpay } from '../razorpay/razorpay.ts';
import { Stripe } from '../stripe/stripe.ts';

/** Nobody waits in a test; what a wait is for is decided by the hand clock. */
const AT_ONCE: Pace = {
  pollFirstMs: 10,
  pollCapMs: 20,
  refundPollMs: 10,
  latePollMs: 10,
  lateWatchMs: 60 * 60_000,
  troubleFirstMs: 10,
  troubleCapMs: 20,
};
/** So rarely that only webhooks tell of anything. */
const NEVER: Pace = {
  ...AT_ONCE,
  pollFirstMs: 3_600_000,
  pollCapMs: 3_600_000,
  refundPollMs: 3_600_000,
  latePollMs: 3_600_000,
};

const STAFF = { kind: 'user', name: 'anna', role: 'manager' } as const;

/** A lot, its journal, the door for webhooks over real HTTP, and a simulated provider at the other end. */
export interface DeskBench {
  readonly simulator: ProviderSimulator;
  readonly desk: PaymentDesk;
  readonly clock: HandClock;
  readonly log: ReturnType<typeof recordingLog>;
  readonly lot: LotUnit;
  /** A vehicle that owes 200 asks to pay so; resolves with the payment's id. */
  request(method: ProviderMethod, provider?: string): Promise<string>;
  /** The payment once the provider has taken its order. */
  offered(paymentId: string): Promise<Payment>;
  payment(paymentId: string): Payment;
  settled(paymentId: string, state: Payment['state']): Promise<Payment>;
  tell(body: CommandBody): Promise<void>;
  events<T extends EventType>(type: T): readonly EventOf<T>[];
  /** The lot's process ends, and starts again from its journal; `while` runs in between. */
  restart(meanwhile?: () => void): Promise<void>;
  close(): Promise<void>;
}

export async function deskBench(
  given: { readonly currency?: string; readonly polls?: boolean; readonly keySecret?: string } = {},
): Promise<DeskBench> {
  const { currency = 'INR', polls = true, keySecret = SIM_KEYS.razorpay.keySecret } = given;
  let now = () => NOON;
  const log = recordingLog();
  const simulator = await ProviderSimulator.start({ now: () => now(), webhookRetryMs: 10 });
  const { url: baseUrl } = simulator;
  const { razorpay, stripe } = SIM_KEYS;
  const providers = new Map<string, PaymentProvider>([
    [
      'razorpay',
      new Razorpay(
        { keyId: razorpay.keyId, keySecret, webhookSecrets: [razorpay.webhookSecret], baseUrl },
        log,
        0,
      ),
    ],
    [
      'stripe',
      new Stripe(
        {
          secretKey: stripe.secretKey,
          webhookSecrets: [stripe.webhookSecret],
          baseUrl,
          successUrl: `${baseUrl}/done`,
          cancelUrl: `${baseUrl}/done`,
        },
        log,
        0,
      ),
    ],
  ]);
  const upi = { payeeVpa: 'small@okbank', payeeName: 'Small lot', provider: 'razorpay' };
  const pace = polls ? AT_ONCE : NEVER;
  const desk = new PaymentDesk({ providers, upi, now: () => now(), log, pace });
  desk.open();
  const host = testHost();
  now = host.clock.now;
  const app = fastify();
  serveWebhooks(app, {
    takeWebhook: (provider, rawBody, headers) => desk.takeWebhook(provider, rawBody, headers),
  });
  simulator.stationUrl = await app.listen({ host: '127.0.0.1', port: 0 });
  const file = smallLot(undefined, { id: 'paid', currency });
  const paid = {
    ...file,
    lanes: file.lanes.map((lane) => ({ ...lane, detection: 'none' as const })),
  };
  const open = async () => {
    const unit = await host.open(paid, { kind: 'station' });
    desk.attach(unit);
    return unit;
  };
  let unit = await open();

  const bench: DeskBench = {
    simulator,
    desk,
    clock: host.clock,
    log,
    get lot() {
      return unit;
    },
    async request(method, provider = 'razorpay') {
      await bench.tell({
        type: 'RequestEntry',
        laneId: 'in',
        plateRef: null,
        credential: null,
        vehicleClass: 'car',
        wantsCharge: false,
        accessiblePermit: false,
      });
      host.clock.forward(30 * 60_000);
      const { sessionId } = must(bench.events('SessionStarted').at(-1), 'it is inside');
      await bench.tell({
        type: 'RequestPayment',
        purpose: { kind: 'session', sessionId },
        method,
        amountMinor: 200,
        part: false,
        laneId: null,
        deviceId: null,
        provider,
      });
      return must(bench.events('PaymentRequested').at(-1), 'it was asked for').paymentId;
    },
    async offered(paymentId) {
      await eventually('the order is offered', () => bench.payment(paymentId).link !== null);
      return bench.payment(paymentId);
    },
    payment: (paymentId) => must(unit.state.payments.payments.get(paymentId), 'it is held'),
    async settled(paymentId, state) {
      await eventually(`it is ${state}`, () => bench.payment(paymentId).state === state);
      // The state runs ahead of the disk; whatever is told later is durable later.
      await bench.tell({ type: 'Tick' });
      return bench.payment(paymentId);
    },
    async tell(body) {
      const outcome = await unit.submit(body, { actor: STAFF });
      if (!outcome.ok) throw new Error(`${body.type}: ${outcome.refusal.message}`);
    },
    events: <T extends EventType>(type: T) =>
      unit.journal
        .read(0, 10_000)
        .map(({ event }) => event)
        .filter((event): event is EventOf<T> => event.type === type),
    async restart(meanwhile) {
      desk.close();
      await unit.close();
      host.lots.delete('paid');
      meanwhile?.();
      unit = await open();
    },
    async close() {
      desk.close();
      await app.close();
      await host.close();
      await simulator.stop();
    },
  };
  return bench;
}
