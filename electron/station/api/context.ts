import type { Press } from '../documents/press.ts';
import type { SeenTopic } from '../drivers/mqtt/topic-scout.ts';
import type { PushDoor } from '../drivers/push-link.ts';
import type { SocketDoor } from '../drivers/socket-link.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { PaymentDesk } from '../providers/payment-desk.ts';
import type { LotHost } from '../runtime/lot-service.ts';
import type { ReportScheduler } from '../schedules/report-scheduler.ts';
import type { SecureDoors } from '../tls/identity.ts';
import type { StationMetrics } from './metrics.ts';
import type { Accounts } from './sign-in/accounts.ts';
import type { DeviceTokens } from './sign-in/device-tokens.ts';

/** What the API is made of: the same for every connection. */
export interface ApiServices {
  readonly host: LotHost;
  readonly accounts: Accounts;
  /** What devices that post show at the door. */
  readonly deviceTokens: DeviceTokens;
  /** What devices show at the station's own broker. */
  readonly mqttPasswords: DeviceTokens;
  /** The broker is the station's own; otherwise its owner says who comes in. */
  readonly hasOwnBroker: boolean;
  /** Sends devices away, from the broker and from the doors, that would not be let in again. */
  readonly recheckDevices: () => void;
  /** The doors over TLS; null without. */
  readonly secureDoors: () => SecureDoors | null;
  /** What passes the broker, and whether anybody listens to it. */
  readonly topics: {
    readonly look: () => readonly SeenTopic[];
    readonly hears: (topic: string) => boolean;
  };
  /** Takes what devices post to their drivers. */
  readonly pushDoor: PushDoor;
  readonly socketDoor: SocketDoor;
  /** Makes tickets and receipts into files. */
  readonly press: Press;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: StationMetrics;
  /** Sends saved reports. */
  readonly schedules: ReportScheduler;
  /** Names of the payment providers that are set up for a way of paying, the preferred one first. */
  readonly providersOf: (method: 'upi' | 'wallet' | 'online') => readonly string[];
  /** Takes what a payment provider posts; resolves once it may be acknowledged. */
  readonly takeWebhook: PaymentDesk['takeWebhook'];
}

/** One console or caller. People sign in on a connection; over REST every request is its own. */
export interface Connection {
  /** Set by signing in; who it speaks for is looked up at every call. */
  token: string | null;
  /** Where the caller sits, for the throttle: an IP address, or `window` for the desktop. */
  readonly address: string;
  /** The caller sits at this very machine. */
  readonly isLocal: boolean;
  readonly transport: 'http' | 'web-socket' | 'message-port';
  /** Live watches now open on it. */
  watches: number;
  /** Calls now being answered on it. */
  calls: number;
}

/** What a procedure is called with. */
export interface ApiContext {
  readonly services: ApiServices;
  readonly connection: Connection;
  /** REST's `Idempotency-Key`; stands above an id in the body. */
  readonly idempotencyKey?: string;
}

/** A connection on which nobody has signed in yet. */
export function newConnection(
  transport: Connection['transport'],
  address: string,
  isLocal: boolean,
): Connection {
  return { token: null, address, isLocal, transport, watches: 0, calls: 0 };
}
