import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Push, PushAnswer } from '../../drivers/push-link.ts';
import { type TestApi, testApi } from '../test-support/test-api.ts';

let api: TestApi;
let token: string;
let pushes: Push[];
let answer: PushAnswer;

beforeAll(async () => {
  api = await testApi();
  token = await api.services.deviceTokens.issue({ lotId: 'small', deviceId: 'cam' });
  api.services.pushDoor.ofLot('small').listen('cam', (push) => {
    pushes.push(push);
    return answer;
  });
});
afterAll(() => api.close());
beforeEach(() => {
  pushes = [];
  answer = { kind: 'taken', reads: 1 };
});

async function post(options: {
  readonly path?: string;
  readonly authorization?: string;
  readonly body?: string | Buffer;
}) {
  const { path = '/field/anpr/cam', authorization, body = '<x/>' } = options;
  const response = await fetch(`${api.http.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'text/xml',
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: body as BodyInit,
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

test.each([
  ['Token', (t: string) => ({ authorization: `Token ${t}` })],
  ['a bearer', (t: string) => ({ authorization: `bearer ${t}` })],
  ['a password', (t: string) => ({ authorization: basic(`admin:${t}`) })],
  ['a user name', (t: string) => ({ authorization: basic(`${t}:`) })],
  ['the address', (t: string) => ({ path: `/field/anpr/cam?token=${t}` })],
])('the token comes as %s', async (_name, how) => {
  expect(await post(how(token))).toMatchObject({ status: 200, body: { received: true, reads: 1 } });
  expect(pushes).toMatchObject([{ contentType: 'text/xml' }]);
  expect(pushes[0]?.body.toString()).toBe('<x/>');
});

test.each([
  ['nothing', {}],
  ['another token', { authorization: `Token ${'a'.repeat(24)}` }],
  ['an empty one', { authorization: 'Token ' }],
  ['a scheme that is none', { authorization: 'Digest username="x"' }],
  ['a person’s own', { authorization: 'Bearer PERSON' }],
  ['the token of another device', { path: '/field/anpr/other', authorization: 'Token TOKEN' }],
])(
  '%s opens nothing',
  async (_name, { authorization = '', path }: { authorization?: string; path?: string }) => {
    const shown = authorization.replace('TOKEN', token).replace('PERSON', api.tokens.admin);
    const got = await post({ authorization: shown, ...(path === undefined ? {} : { path }) });
    expect(got).toMatchObject({ status: 401, body: { code: 'token-wrong' } });
    expect(got.headers.get('www-authenticate')).toMatch(/^Basic/);
    expect(pushes).toEqual([]);
  },
);

test('a post that cannot be read is told so', async () => {
  answer = { kind: 'unreadable', detail: 'no XML in the request' };
  expect(await post({ authorization: `Token ${token}` })).toMatchObject({
    status: 400,
    body: { code: 'malformed', message: 'Nothing in it can be read: no XML in the request.' },
  });
});

test('more than 8 MiB is turned away, and an empty post is handed on', async () => {
  const authorization = `Token ${token}`;
  const large = Buffer.alloc(8 * 1024 * 1024 + 1, 0x20);
  expect(await post({ authorization, body: large })).toMatchObject({
    status: 413,
    body: { code: 'body-too-large' },
  });
  expect(await post({ authorization, body: '' })).toMatchObject({ status: 200 });
  expect(pushes.map(({ body }) => body.length)).toEqual([0]);
});

test('a device that nobody listens to yet is asked to come again', async () => {
  const other = await api.services.deviceTokens.issue({ lotId: 'small', deviceId: 'deaf' });
  const got = await post({ path: '/field/anpr/deaf', authorization: `Token ${other}` });
  expect(got).toMatchObject({ status: 503, body: { code: 'busy' } });
  expect(got.headers.get('retry-after')).toBe('1');
});

test('a camera that names no host is served', async () => {
  const { port } = api.http;
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.setEncoding('utf8').on('data', (piece) => {
      heard += piece;
    });
    socket.once('error', reject).once('close', () => resolve(heard));
    socket.end(
      `POST /field/anpr/cam HTTP/1.0\r\nAuthorization: Token ${token}\r\nContent-Type: text/xml\r\nContent-Length: 4\r\n\r\n<x/>`,
    );
  });
  expect(text).toMatch(/^HTTP\/1\.[01] 200/);
});

test('one device keeps no other from posting', async () => {
  const sockets = Array.from({ length: 4 }, () => connect(api.http.port, '127.0.0.1'));
  // Announced and never sent: each holds one of the device's places until it is closed.
  for (const socket of sockets)
    socket.write(
      `POST /field/anpr/cam HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Token ${token}\r\nContent-Type: text/xml\r\nContent-Length: 4\r\n\r\n<`,
    );
  const authorization = `Token ${token}`;
  let status = 200;
  while (status !== 503) status = (await post({ authorization })).status;
  const other = await api.services.deviceTokens.issue({ lotId: 'small', deviceId: 'second' });
  api.services.pushDoor.ofLot('small').listen('second', () => ({ kind: 'taken', reads: 0 }));
  const second = await post({ path: '/field/anpr/second', authorization: `Token ${other}` });
  expect(second.status).toBe(200);
  for (const socket of sockets) socket.destroy();
  while (status !== 200) status = (await post({ authorization })).status;
});
