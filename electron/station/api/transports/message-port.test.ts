import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Contract } from '#domain/contract/index.ts';
import { type TestApi, testApi } from '../test-support/test-api.ts';
import { type ConsolePort, servePort } from './message-port.ts';

let api: TestApi;
let port: MessagePort;
let client: ContractRouterClient<Contract>;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

beforeEach(() => {
  const { port1, port2 } = new MessageChannel();
  port = port1;
  servePort(port2, api.services);
  client = createORPCClient(new RPCLink({ port: port1 }));
  port1.start();
});
afterEach(() => port.close());

describe('the desktop window', () => {
  it('signs in and calls like any console', async () => {
    await expect(client.lots.list()).rejects.toMatchObject({ code: 'unauthorized' });
    await client.signIn.signIn({ username: 'manager', password: 'manager-demo' });
    expect(await client.lots.list()).toHaveLength(1);
    const watch = await client.live.watch({ lotId: 'small' });
    expect((await watch.next()).value).toMatchObject({ kind: 'snapshot' });
    await watch.return();
  });

  it.each([null, 7, {}, { data: 1 }, [], 'hello', '{"i":"1"}', { i: '1', t: 3, p: {} }])(
    'may send nonsense without harm: %j',
    async (nonsense) => {
      port.postMessage(nonsense);
      expect(await client.signIn.setup()).toMatchObject({ demoUsers: true });
    },
  );

  it("is served over Electron's kind of port as well, whose messages are events", async () => {
    let toStation: (event: unknown) => void = () => undefined;
    const answers: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const electronPort: ConsolePort = {
      on(event: string, listener: (message: never) => void) {
        if (event === 'message') toStation = listener as (event: unknown) => void;
      },
      postMessage(data) {
        answers.push(data as string);
        resolve();
      },
      start() {
        toStation({ data: JSON.stringify({ i: '1', p: { u: '/signIn/setup' } }), ports: [] });
      },
      close: () => undefined,
    };
    servePort(electronPort, api.services);
    await promise;
    expect(JSON.parse(answers[0] ?? '')).toMatchObject({
      i: '1',
      p: { b: { json: { needsAdmin: false, demoUsers: true } } },
    });
  });
});
