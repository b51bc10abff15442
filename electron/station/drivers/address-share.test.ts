import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { shareOfEach } from './address-share.ts';

const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

async function serve(limit: (server: Server) => void): Promise<number> {
  // A word for whoever is let in.
  const server = createServer((socket) => socket.on('error', () => undefined).write('.'));
  limit(server);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Whether the server keeps the connection, as it says a word or ends it. */
async function isLetIn(port: number, from: string): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from });
  sockets.push(socket);
  socket.on('error', () => undefined).on('data', () => undefined);
  await once(socket, 'connect');
  const ended = once(socket, 'close').then(() => false);
  // What is refused is ended at once; a round trip of a later one tells that this one stays.
  return Promise.race([ended, new Promise<boolean>((done) => setTimeout(() => done(true), 300))]);
}

it('one address has its share over both doors, others have theirs, and what ends is free again', async () => {
  const limit = shareOfEach(3, () => false);
  const [one, other] = [await serve(limit), await serve(limit)];
  expect(await isLetIn(one, '127.0.0.2')).toBe(true);
  expect(await isLetIn(one, '127.0.0.2')).toBe(true);
  expect(await isLetIn(other, '127.0.0.2')).toBe(true);
  expect(await isLetIn(other, '127.0.0.2')).toBe(false);
  expect(await isLetIn(one, '127.0.0.2')).toBe(false);
  expect(await isLetIn(one, '127.0.0.3')).toBe(true);
  const [first] = sockets;
  first?.destroy();
  await expect.poll(() => isLetIn(one, '127.0.0.2'), { timeout: 10_000 }).toBe(true);
});

it('this machine has no share to keep to', async () => {
  const port = await serve(shareOfEach(1));
  for (let n = 0; n < 5; n += 1) expect(await isLetIn(port, '127.0.0.1')).toBe(true);
});
