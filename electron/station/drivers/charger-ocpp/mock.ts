import { RPCClient } from 'ocpp-rpc';
import type { DeviceId } from '#domain/kernel/ids.ts';

const PROTOCOL = 'ocpp1.6';
const RETRY_MS = 300;
const CALL_TIMEOUT_MS = 15_000;
/** What is told later while the charger is cut off. */
const KEPT_MAX = 1_000;

export interface MockChargerOptions {
  /** Of the station, such as `http://127.0.0.1:4700`. */
  readonly url: string;
  readonly deviceId: DeviceId;
  readonly token: string;
  readonly connectorIds: readonly number[];
  /** What the station asks; true is `Accepted`. Without one, everything is. */
  readonly onRemote?: (call: RemoteCall) => boolean;
}

export interface RemoteCall {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export type MockStatus =
  | 'Available'
  | 'Preparing'
  | 'Charging'
  | 'SuspendedEV'
  | 'SuspendedEVSE'
  | 'Finishing'
  | 'Faulted';

/** A charge as the charger keeps it until the station has acknowledged its beginning and its end. */
export interface MockCharge {
  readonly connectorId: number;
  /** Null until the station has numbered it. */
  transactionId: number | null;
}

export interface MockCharger {
  readonly isConnected: boolean;
  status(connectorId: number, status: MockStatus, errorCode?: string): Promise<void>;
  authorize(idTag: string): Promise<string>;
  /** Resolves once the station has taken it, however long the line is down. `at` is ISO 8601. */
  begin(connectorId: number, idTag: string, meterStartWh: number, at?: string): Promise<MockCharge>;
  meter(charge: MockCharge, wh: number, powerW: number): Promise<void>;
  end(charge: MockCharge, meterStopWh: number, reason?: string, at?: string): Promise<void>;
  /** Any call of the standard, or of none. Rejects with the station's CALLERROR. */
  call(method: string, params: object): Promise<Record<string, unknown>>;
  /** Sends this text, whatever it is. */
  sendRaw(text: string): void;
  /** Power cut of the line: the socket breaks; charges go on and are told later. */
  die(): Promise<void>;
  revive(): Promise<void>;
  stop(): Promise<void>;
}

/** Plays a charger that speaks OCPP 1.6J. Keeps trying to connect, and tells its statuses when it is through. */
export async function startMockCharger(options: MockChargerOptions): Promise<MockCharger> {
  const statuses = new Map<number, readonly [MockStatus, string]>(
    options.connectorIds.map((id) => [id, ['Available', 'NoError']]),
  );
  /** What waits for the line, oldest first: transactions are never lost and never overtake each other. */
  const kept: (() => Promise<void>)[] = [];
  let client: RPCClient | null = null;
  let isDead = true;
  let isTelling = false;
  let retry: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    if (isDead || client !== null) return;
    const dialling = newClient(options);
    client = dialling;
    dialling.once('close', () => lostLine(dialling));
    try {
      await dialling.connect();
      await greet(dialling);
      void tellKept();
    } catch {
      // The station is away, or not ready for this charger yet: it is tried again.
      lostLine(dialling);
    }
  }

  function lostLine(lost: RPCClient): void {
    if (client !== lost) return;
    client = null;
    clearTimeout(retry);
    if (!isDead) retry = setTimeout(() => void connect(), RETRY_MS);
  }

  async function greet(dialled: RPCClient): Promise<void> {
    await dialled.call('BootNotification', {
      chargePointVendor: 'Gatehouse',
      chargePointModel: 'Simulated',
      firmwareVersion: '1.0',
    });
    for (const connectorId of statuses.keys()) await tellStatus(connectorId);
  }

  async function tellStatus(connectorId: number): Promise<void> {
    const [status, errorCode] = statuses.get(connectorId) ?? ['Available', 'NoError'];
    const timestamp = new Date().toISOString();
    await client?.call('StatusNotification', { connectorId, status, errorCode, timestamp });
  }

  async function call(method: string, params: object): Promise<Record<string, unknown>> {
    if (client === null) throw new Error('The charger is not connected.');
    return (await client.call(method, params)) as Record<string, unknown>;
  }

  /** Tells it now or when the line is back; again for as long as the station does not take it. */
  function keep<T>(tell: () => Promise<T>): Promise<T> {
    return new Promise((resolve) => {
      if (kept.length >= KEPT_MAX) kept.shift();
      kept.push(async () => resolve(await tell()));
      void tellKept();
    });
  }

  async function tellKept(): Promise<void> {
    if (isTelling || client === null) return;
    isTelling = true;
    try {
      for (let next = kept[0]; next !== undefined; next = kept[0]) {
        await next();
        kept.shift();
      }
    } catch {
      // Not taken: it stays the first, and is told again.
      clearTimeout(retry);
      if (!isDead)
        retry = setTimeout(() => void (client === null ? connect() : tellKept()), RETRY_MS);
    } finally {
      isTelling = false;
    }
  }

  async function die(): Promise<void> {
    isDead = true;
    clearTimeout(retry);
    const dying = client;
    client = null;
    await dying?.close({ force: true });
  }

  async function revive(): Promise<void> {
    if (!isDead) return;
    isDead = false;
    await connect();
  }

  await revive();
  return {
    get isConnected() {
      return client?.state === RPCClient.OPEN;
    },
    async status(connectorId, status, errorCode = 'NoError') {
      statuses.set(connectorId, [status, errorCode]);
      await tellStatus(connectorId);
    },
    async authorize(idTag) {
      const answer = await call('Authorize', { idTag });
      return (answer.idTagInfo as { status: string }).status;
    },
    begin(connectorId, idTag, meterStart, timestamp = new Date().toISOString()) {
      const charge: MockCharge = { connectorId, transactionId: null };
      return keep(async () => {
        const answer = await call('StartTransaction', {
          connectorId,
          idTag,
          meterStart,
          timestamp,
        });
        charge.transactionId = answer.transactionId as number;
        return charge;
      });
    },
    async meter({ connectorId, transactionId }, wh, powerW) {
      if (client === null || transactionId === null) return;
      const sampledValue = [
        { value: String(wh), unit: 'Wh' },
        { value: String(powerW / 1_000), measurand: 'Power.Active.Import', unit: 'kW' },
      ];
      const meterValue = [{ timestamp: new Date().toISOString(), sampledValue }];
      await call('MeterValues', { connectorId, transactionId, meterValue });
    },
    end(charge, meterStop, reason = 'Local', timestamp = new Date().toISOString()) {
      return keep(async () => {
        const transactionId = charge.transactionId ?? -1;
        await call('StopTransaction', { transactionId, meterStop, timestamp, reason });
      });
    },
    call,
    sendRaw: (text) => client?.sendRaw(text),
    die,
    revive,
    stop: die,
  };
}

function newClient({ url, deviceId, token, onRemote = () => true }: MockChargerOptions): RPCClient {
  const client = new RPCClient({
    endpoint: `${url.replace(/^http/, 'ws')}/field/ocpp`,
    identity: deviceId,
    password: token,
    protocols: [PROTOCOL],
    strictMode: false,
    reconnect: false,
    callTimeoutMs: CALL_TIMEOUT_MS,
  } as ConstructorParameters<typeof RPCClient>[0]);
  for (const method of [
    'RemoteStartTransaction',
    'RemoteStopTransaction',
    'Reset',
    'ChangeAvailability',
  ])
    client.handle(method, async ({ params = {} }) => ({
      status: onRemote({ method, params }) ? 'Accepted' : 'Rejected',
    }));
  return client;
}
