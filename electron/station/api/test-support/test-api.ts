import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '#domain/access/roles.ts';
import { Press } from '../../documents/press.ts';
import { createPushDoor } from '../../drivers/push-link.ts';
import { createSocketDoor } from '../../drivers/socket-link.ts';
import { PaymentDesk } from '../../providers/payment-desk.ts';
import { reportFileMaker } from '../../schedules/make-files.ts';
import { ReportScheduler } from '../../schedules/report-scheduler.ts';
import type { ApiServices } from '../context.ts';
import { StationMetrics } from '../metrics.ts';
import { Accounts } from '../sign-in/accounts.ts';
import { DeviceTokens } from '../sign-in/device-tokens.ts';
import { type HttpServer, serveHttp } from '../transports/http.ts';
import { cashLot, type TestHost, testHost } from './test-host.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, or null when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is what it asserts.
  readonly body: any;
}

/** A station's API over real HTTP, with one lot and the three demo users. */
export interface TestApi {
  readonly host: TestHost;
  readonly services: ApiServices;
  readonly http: HttpServer;
  /** Signed-in tokens by role. */
  readonly tokens: Readonly<Record<Role, string>>;
  /** Calls REST; paths are below `/api/v1`. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly as?: Role | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `desk` brings payment providers along; without it there are none. */
export async function testApi(given: { readonly desk?: PaymentDesk } = {}): Promise<TestApi> {
  const host = testHost();
  await host.open(cashLot(), { kind: 'station' });
  const { clock, log } = host;
  const accounts = await Accounts.open({
    directory: join(host.directory, 'keys'),
    clock: clock.now,
    log,
    demo: true,
  });
  const desk =
    given.desk ?? new PaymentDesk({ providers: new Map(), upi: null, now: clock.now, log });
  for (const unit of host.lots.values()) desk.attach(unit);
  const press = new Press();
  const metrics = new StationMetrics();
  const schedules = new ReportScheduler({
    host,
    clock,
    log,
    makeFiles: reportFileMaker({ host, press, clock }),
    sendMail: null,
    folder: join(host.directory, 'reports'),
  });
  const services: ApiServices = {
    host,
    accounts,
    deviceTokens: await DeviceTokens.open(join(host.directory, 'keys'), clock.now),
    mqttPasswords: await DeviceTokens.open(
      join(host.directory, 'keys'),
      clock.now,
      'mqtt-passwords.json',
    ),
    hasOwnBroker: true,
    recheckDevices: () => {},
    secureDoors: () => null,
    topics: { look: () => [], hears: () => false },
    pushDoor: createPushDoor(),
    socketDoor: createSocketDoor(),
    press,
    schedules,
    clock,
    log,
    metrics,
    providersOf: (method) => desk.providersOf(method),
    takeWebhook: (provider, rawBody, headers) => desk.takeWebhook(provider, rawBody, headers),
  };
  desk.open();
  const consoleDirectory = join(host.directory, 'console');
  mkdirSync(join(consoleDirectory, 'assets'), { recursive: true });
  writeFileSync(join(consoleDirectory, 'index.html'), '<!doctype html><title>Gatehouse</title>');
  writeFileSync(join(consoleDirectory, 'assets', 'index-abc.js'), 'export {};');
  const http = await serveHttp({ services, host: '127.0.0.1', port: 0, consoleDirectory });
  const tokenOf = async (role: Role) => {
    const answer = await accounts.signIn(role, `${role}-demo`, 'test');
    if (!answer.ok) throw new Error(answer.refusal.code);
    return answer.value.token;
  };
  const tokens = {
    admin: await tokenOf('admin'),
    manager: await tokenOf('manager'),
    attendant: await tokenOf('attendant'),
    accountant: await tokenOf('accountant'),
  };
  return {
    host,
    services,
    http,
    tokens,
    call: (method, path, options = {}) => {
      const { as = 'admin' } = options;
      return request(method, `${http.url}/api/v1${path}`, options, as === null ? null : tokens[as]);
    },
    async close() {
      await http.close();
      desk.close();
      await press.close();
      await host.close();
    },
  };
}

async function request(
  method: string,
  url: string,
  { body, headers }: CallOptions,
  token: string | null,
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('application/json') === true;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : null,
  };
}
