import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, isProcedure, type ORPCError, traverseContractProcedures } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayDo, ROLES, type Role } from '#domain/access/roles.ts';
import { contract } from '#domain/contract/index.ts';
import { Press } from '../documents/press.ts';
import { createPushDoor } from '../drivers/push-link.ts';
import { createSocketDoor } from '../drivers/socket-link.ts';
import { recordingLog } from '../journal/test-support/recording-log.ts';
import { ReportScheduler } from '../schedules/report-scheduler.ts';
import { type ApiContext, type ApiServices, newConnection } from './context.ts';
import { StationMetrics } from './metrics.ts';
import { NEEDS, PUBLIC, SIGNED_IN } from './permissions.ts';
import { router } from './router.ts';
import { Accounts } from './sign-in/accounts.ts';
import { DeviceTokens } from './sign-in/device-tokens.ts';
import { handClock } from './test-support/test-host.ts';

const names: string[] = [];
traverseContractProcedures({ router: contract, path: [] }, ({ path }) =>
  names.push(path.join('.')),
);

let directory: string;
let services: ApiServices;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-permissions-'));
  const clock = handClock();
  const log = recordingLog();
  services = {
    accounts: await Accounts.open({ directory, clock: clock.now, log, demo: true }),
    host: {
      lots: new Map(),
      open: () => Promise.reject(new Error('not in this test')),
      openDemo: () => Promise.reject(new Error('not in this test')),
      tryOut: () => Promise.reject(new Error('not in this test')),
      changeDevices: () => Promise.reject(new Error('not in this test')),
      setSimulatorSpeed: () => Promise.reject(new Error('not in this test')),
      playContact: () => Promise.reject(new Error('not in this test')),
    },
    deviceTokens: await DeviceTokens.open(directory, clock.now),
    mqttPasswords: await DeviceTokens.open(directory, clock.now, 'mqtt-passwords.json'),
    hasOwnBroker: true,
    recheckDevices: () => {},
    secureDoors: () => null,
    topics: { look: () => [], hears: () => false },
    pushDoor: createPushDoor(),
    socketDoor: createSocketDoor(),
    clock,
    log,
    press: new Press(),
    metrics: new StationMetrics(),
    schedules: new ReportScheduler({
      host: { lots: new Map() },
      clock,
      log,
      makeFiles: () => Promise.reject(new Error('not in this test')),
      sendMail: null,
      folder: join(directory, 'reports'),
    }),
    providersOf: () => [],
    takeWebhook: () => Promise.reject(new Error('not in this test')),
  };
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function contextOf(role: Role | null): Promise<ApiContext> {
  const connection = newConnection('web-socket', 'test', false);
  if (role === null) return { services, connection };
  const answer = await services.accounts.signIn(role, `${role}-demo`, role);
  if (!answer.ok) throw new Error(answer.refusal.code);
  return { services, connection: { ...connection, token: answer.value.token } };
}

/** The code that a call without any input ends with, or `done`. */
async function codeOf(name: string, context: ApiContext): Promise<string> {
  const path = name.split('.');
  const found = path.reduce<unknown>(
    (node, step) => (node as Record<string, unknown>)[step],
    router,
  );
  if (!isProcedure(found)) throw new Error(`${name} is not implemented`);
  try {
    await call(found, undefined, { context, path });
    return 'done';
  } catch (error) {
    return (error as ORPCError<string, unknown>).code;
  }
}

describe('the permission table', () => {
  it('names every procedure of the contract once, and nothing else', () => {
    const listed = [...Object.keys(NEEDS), ...PUBLIC, ...SIGNED_IN];
    expect(listed.toSorted()).toEqual(names.toSorted());
  });

  it.each(names.filter((name) => !PUBLIC.has(name)))('keeps strangers out of %s', async (name) => {
    expect(await codeOf(name, await contextOf(null))).toBe('unauthorized');
  });

  describe.each(ROLES)('for an %s', (role) => {
    let context: ApiContext;
    beforeAll(async () => {
      context = await contextOf(role);
    });

    it.each(Object.entries(NEEDS))(
      'guards %s by %s, before it looks at the input',
      async (name, needs) => {
        const code = await codeOf(name, context);
        if (mayDo(role, needs)) expect(['unauthorized', 'forbidden']).not.toContain(code);
        else expect(code).toBe('forbidden');
      },
    );
  });

  it('looks the role up anew at every call', async () => {
    await services.accounts.create('kim', 'long enough 1', 'admin');
    const answer = await services.accounts.signIn('kim', 'long enough 1', 'test');
    if (!answer.ok) throw new Error(answer.refusal.code);
    const connection = newConnection('web-socket', 'test', false);
    const context = { services, connection: { ...connection, token: answer.value.token } };
    expect(await codeOf('users.list', context)).toBe('done');
    await services.accounts.create('lee', 'long enough 1', 'admin');
    await services.accounts.remove('kim');
    expect(await codeOf('users.list', context)).toBe('unauthorized');
  });

  it('lets only this machine make the first administrator', async () => {
    const input = { username: 'first', password: 'long enough 1' };
    const path = ['signIn', 'createAdmin'];
    const at = (isLocal: boolean) =>
      call(router.signIn.createAdmin, input, {
        context: { services, connection: newConnection('web-socket', 'test', isLocal) },
        path,
      });
    await expect(at(false)).rejects.toMatchObject({ code: 'only-local', status: 403 });
    await expect(at(true)).rejects.toMatchObject({ code: 'admin-exists', status: 409 });
  });
});
