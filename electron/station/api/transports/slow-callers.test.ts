import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../test-support/test-api.ts';

let api: TestApi;
const sockets: Socket[] = [];

beforeAll(async () => {
  api = await testApi();
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await api.close();
});

async function dial(words: string): Promise<Socket> {
  const socket = connect(api.http.port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined).on('data', () => undefined);
  await once(socket, 'connect');
  socket.write(words);
  return socket;
}

// The station waits ten seconds for headers, and looks every five.
test('who never comes to the end of its headers is sent away, and others are served meanwhile', {
  timeout: 60_000,
}, async () => {
  const slow = await Promise.all(
    Array.from({ length: 20 }, () => dial('POST /field/anpr/cam HTTP/1.1\r\nHost: x\r\nX-Slow: ')),
  );
  const gone = Promise.all(slow.map((socket) => once(socket, 'close')));
  const drip = setInterval(() => {
    for (const socket of slow) if (!socket.destroyed) socket.write('a');
  }, 250);
  expect((await fetch(`${api.http.url}/healthz`)).status).toBe(200);
  await gone;
  clearInterval(drip);
  expect((await fetch(`${api.http.url}/healthz`)).status).toBe(200);
});
