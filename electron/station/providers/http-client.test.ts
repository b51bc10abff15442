import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { recordingLog } from '../journal/test-support/recording-log.ts';
import { ProviderHttp } from './http-client.ts';

const SECRET = 'a-secret-of-a-test';
let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function client(listener: RequestListener, attemptTimeoutMs = 5_000): Promise<ProviderHttp> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return new ProviderHttp({
    explain: (body) => (typeof body === 'string' ? body : ''),
    title: 'Provider',
    baseUrl: `http://127.0.0.1:${port}`,
    authorization: `Bearer ${SECRET}`,
    secrets: [SECRET],
    log: recordingLog(),
    retryFirstMs: 0,
    attemptTimeoutMs,
  });
}

const get = { method: 'GET', path: '/v1/x', isRepeatable: true } as const;

test('a call carries the key, and its answer comes back as JSON', async () => {
  const http = await client((request, response) => {
    response.end(JSON.stringify({ key: request.headers.authorization }));
  });
  expect(await http.call(get)).toEqual({ status: 200, body: { key: `Bearer ${SECRET}` } });
});

test('a redirect is not followed: the key stays here', async () => {
  const paths: (string | undefined)[] = [];
  const http = await client((request, response) => {
    paths.push(request.url);
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  await expect(http.call(get)).rejects.toMatchObject({ code: 'refused' });
  expect(paths).toEqual(['/v1/x']);
});

test.each([
  ['a page', '<html>Sign in</html>'],
  ['more than it may be', `"${'x'.repeat(600 * 1024)}"`],
])('%s is unreadable', async (_what, body) => {
  const http = await client((_request, response) => response.end(body));
  await expect(http.call(get)).rejects.toMatchObject({ code: 'unreadable', mayPass: true });
});

test('who never answers is out of reach, and said to be late', async () => {
  const http = await client(() => {}, 20);
  await expect(http.call(get)).rejects.toMatchObject({
    code: 'unreachable',
    message: 'Provider cannot be reached: it did not answer in time.',
  });
});

test('what must not be done twice is tried once', async () => {
  let calls = 0;
  const http = await client((_request, response) => {
    calls += 1;
    response.writeHead(503).end('{}');
  });
  const call = http.call({ ...get, method: 'POST', json: {}, isRepeatable: false });
  await expect(call).rejects.toMatchObject({ code: 'unreachable' });
  expect(calls).toBe(1);
});

test('a secret that the provider repeats is cut out of its words', async () => {
  const http = await client((_request, response) => response.end('{}'));
  expect(http.refused({ status: 400, body: `bad key ${SECRET}!` }).message).toBe(
    'Provider refused (400): bad key …!',
  );
  const long = { status: 400, body: 'x'.repeat(1_000) };
  expect(http.refused(long).message.length).toBeLessThan(300);
});
