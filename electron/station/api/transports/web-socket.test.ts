import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LiveMessage } from '#domain/views/live.ts';
import { openSocket, type SocketClient } from '../test-support/socket-client.ts';
import { type TestApi, testApi } from '../test-support/test-api.ts';

let api: TestApi;
const open: SocketClient[] = [];
beforeAll(async () => {
  api = await testApi();
});
afterEach(async () => {
  for (const { socket, closed } of open.splice(0)) {
    socket.terminate();
    await closed;
  }
});
afterAll(() => api.close());

async function connect(headers: Readonly<Record<string, string>> = {}): Promise<SocketClient> {
  const opened = await openSocket(api.http.url, headers);
  open.push(opened);
  return opened;
}

async function signedIn(username = 'attendant'): Promise<SocketClient> {
  const opened = await connect();
  await opened.client.signIn.signIn({ username, password: `${username}-demo` });
  return opened;
}

type Watch = AsyncIterator<LiveMessage>;

async function nextOf(watch: Watch): Promise<LiveMessage> {
  const { value, done } = await watch.next();
  if (done === true) throw new Error('the watch has ended');
  return value;
}

describe('a console over WebSocket', () => {
  it('signs in, and only then may call', async () => {
    const { client } = await connect();
    await expect(client.lots.list()).rejects.toMatchObject({ code: 'unauthorized', status: 401 });
    const { token } = await client.signIn.signIn({
      username: 'attendant',
      password: 'attendant-demo',
    });
    expect(await client.lots.list()).toHaveLength(1);
    const other = await connect();
    await other.client.signIn.resume({ token });
    expect((await other.client.signIn.me()).role).toBe('attendant');
    await other.client.signIn.signOut();
    await expect(client.signIn.me()).rejects.toMatchObject({ code: 'unauthorized' });
    await expect(other.client.signIn.resume({ token })).rejects.toMatchObject({
      code: 'unauthorized',
    });
  });

  it('is told a refusal with its code, its sentence and its status', async () => {
    const { client } = await signedIn();
    await expect(
      client.entries.create({ lotId: 'small', laneId: 'nowhere' }),
    ).rejects.toMatchObject({
      code: 'lane-unknown',
      status: 404,
      message: expect.stringContaining('no such lane'),
    });
    await expect(
      client.entries.create({ lotId: 'small', laneId: 7 as unknown as string }),
    ).rejects.toMatchObject({ code: 'invalid', data: { issues: [{ path: 'laneId' }] } });
  });

  it('gets the same answer for the same command id', async () => {
    const { client } = await signedIn();
    const input = { lotId: 'small', laneId: 'in', commandId: 'socket-01' };
    const [first, second] = await Promise.all([
      client.entries.create(input),
      client.entries.create(input),
    ]);
    expect(second).toEqual(first);
    const { decision } = await client.exits.create({
      lotId: 'small',
      laneId: 'out',
      ticket: first.ticket.number,
    });
    expect(decision).toBe('vend');
  });

  it('watches: a snapshot, then what changes, until it stops', async () => {
    const { client } = await signedIn();
    const watch = await client.live.watch({ lotId: 'small' });
    const snapshot = await nextOf(watch);
    expect(snapshot).toMatchObject({ kind: 'snapshot', simulated: false, halted: null });
    const entry = await client.entries.create({
      lotId: 'small',
      laneId: 'in',
      plate: 'KA09ZZ0001',
    });
    let delta = await nextOf(watch);
    while (!delta.slots?.some(({ id }) => id === entry.slot.id)) delta = await nextOf(watch);
    const slot = delta.slots.find(({ id }) => id === entry.slot.id);
    expect(slot).toMatchObject({
      look: 'assigned',
      session: { id: entry.session.id, plate: 'KA09ZZ0001' },
    });
    await watch.return?.();
    while (api.host.lots.get('small')?.viewers !== 0) await wait(10);
    await client.exits.create({ lotId: 'small', laneId: 'out', plate: 'KA09ZZ0001' });
  });

  it('leaves no watch behind when it goes without a word', async () => {
    const { client, socket } = await signedIn();
    await nextOf(await client.live.watch({ lotId: 'small' }));
    expect(api.host.lots.get('small')?.viewers).toBe(1);
    socket.terminate();
    while (api.host.lots.get('small')?.viewers !== 0) await wait(10);
  });

  it('loses its watch in the moment that its user is removed', async () => {
    await api.services.accounts.create('temp', 'long enough 1', 'attendant');
    const { client } = await connect();
    await client.signIn.signIn({ username: 'temp', password: 'long enough 1' });
    const watch = await client.live.watch({ lotId: 'small' });
    await nextOf(watch);
    await api.services.accounts.remove('temp');
    await expect(
      (async () => {
        for (;;) await nextOf(watch);
      })(),
    ).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('may not open watches without end', async () => {
    const { client } = await signedIn();
    for (let count = 0; count < 8; count += 1) {
      await nextOf(await client.live.watch({ lotId: 'small' }));
    }
    await expect(
      (async () => nextOf(await client.live.watch({ lotId: 'small' })))(),
    ).rejects.toMatchObject({ code: 'watches-full' });
  });

  it('is told busy when it sends more calls than it may have open', async () => {
    const { client } = await signedIn();
    const answers = await Promise.allSettled(
      Array.from({ length: 3_000 }, () =>
        client.sessions.list({ lotId: 'small', plate: 'KA01AB1234' }),
      ),
    );
    const codes = new Set(
      answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : [])),
    );
    expect([...codes]).toEqual(['busy']);
    expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await client.lots.list()).toHaveLength(1);
  });
});

describe('a socket that misbehaves is closed, and only that one', () => {
  it.each([
    ['what is not JSON', 'hello', 1007],
    ['a number', '7', 1007],
    ['a list', '[]', 1007],
    ['a frame without a call', '{"i":"1"}', 1007],
    ['a call without an address', '{"i":"1","p":{}}', 1007],
    ['a call elsewhere', '{"i":"1","p":{"u":"http://evil.example/"}}', 1007],
    ['a stream', '{"i":"1","t":3,"p":{"e":"message"}}', 1007],
    [
      'an upload',
      '{"i":"1","p":{"u":"/lots/list","h":{"content-type":"text/event-stream"}}}',
      1007,
    ],
    ['strange headers', '{"i":"1","p":{"u":"/lots/list","h":[1]}}', 1007],
    ['bytes', Buffer.from([1, 2, 3]), 1003],
    ['two megabytes', 'x'.repeat(2_000_000), 1009],
  ])('for %s', async (_name, message, code) => {
    const { socket, closed } = await connect();
    const other = await signedIn();
    socket.send(message);
    expect(await closed).toBe(code);
    expect(await other.client.lots.list()).toHaveLength(1);
  });

  it.each(['/nowhere', '/__proto__', '/lots', '/lots/list/x', '/constructor'])(
    'but not for a call to %s, which is answered as unknown',
    async (u) => {
      const { socket } = await connect();
      const answer = new Promise<string>((resolve) =>
        socket.once('message', (data: Buffer) => resolve(data.toString())),
      );
      socket.send(JSON.stringify({ i: '1', p: { u } }));
      expect(JSON.parse(await answer)).toMatchObject({ i: '1', p: { s: 404 } });
    },
  );
});

describe('sockets that are not let in', () => {
  it.each([
    ['from a page of another site', { origin: 'http://evil.example' }, '403'],
    ['from a page without an origin', { origin: 'null' }, '403'],
    ['under another name', { host: 'evil.example' }, '421'],
  ])('%s', async (_name, headers, status) => {
    await expect(connect(headers)).rejects.toThrow(status);
  });

  it('but one from a page of this station is', async () => {
    const { client } = await connect({ origin: api.http.url });
    expect(await client.signIn.setup()).toEqual({ needsAdmin: false, demoUsers: true });
  });

  it('beyond what one address may have', async () => {
    const sockets = await Promise.all(Array.from({ length: 64 }, () => connect()));
    await expect(connect()).rejects.toThrow('503');
    sockets[0]?.socket.terminate();
    await sockets[0]?.closed;
    const again = async (): Promise<SocketClient> => {
      try {
        return await connect();
      } catch {
        // The station hears of the lost socket a moment after this end does.
        await wait(10);
        return again();
      }
    };
    expect((await again()).socket.readyState).toBe(1);
  });
});
