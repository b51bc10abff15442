import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS } from '#domain/kernel/instant.ts';
import { signToken } from './sign-in/token.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const entries = '/lots/small/entries';
const asBearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` }, as: null });

describe('bodies', () => {
  it.each([10, 2])('of %i MB are refused as too large, whoever sends them', async (megabytes) => {
    const body = JSON.stringify({ laneId: 'x'.repeat(megabytes * 1_000_000) });
    for (const as of ['admin', null] as const) {
      const { status, body: answer } = await api.call('POST', entries, { as, body });
      expect([status, answer.code, answer.message]).toEqual([
        413,
        'body-too-large',
        'The body is too large: 1 MiB at most.',
      ]);
    }
    expect((await api.call('GET', '/lots')).status).toBe(200);
  });

  it('without a length are cut off at the same limit', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(256 * 1024));
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 1;
        if (sent > 40) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const response = await fetch(`${api.http.url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit);
    expect([response.status, (await response.json()).code]).toEqual([413, 'body-too-large']);
  });

  it('for a lot file may be longer, but only from who may open lots', async () => {
    const body = JSON.stringify({ file: { format: 'x'.repeat(3_000_000) } });
    const { status, body: answer } = await api.call('POST', '/lots', { body });
    expect([status, answer.code]).toEqual([422, 'lot-file-invalid']);
    expect((await api.call('POST', '/lots', { body, as: 'attendant' })).body.code).toBe(
      'forbidden',
    );
    expect((await api.call('POST', '/lots', { body, as: null })).body.code).toBe('unauthorized');
  });

  it.each(['{', '{"laneId": "in",}', 'laneId=in', '\u0000', '{"a":1}{"b":2}', '"'])(
    'that are not JSON are malformed: %j',
    async (body) => {
      const { status, body: answer } = await api.call('POST', entries, { body });
      expect([status, answer.code]).toEqual([400, 'malformed']);
    },
  );

  it.each([
    '{"laneId":"in","__proto__":{"vehicleClass":"bus"}}',
    '{"laneId":"in","constructor":{"prototype":{"x":1}}}',
  ])('that reach for a prototype are refused: %s', async (body) => {
    const { status, body: answer } = await api.call('POST', entries, { body });
    expect([status, answer.code]).toEqual([400, 'malformed']);
  });

  it.each([
    ['text/plain', 'x'],
    ['application/x-www-form-urlencoded', 'laneId=in'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['application/xml', '<lane/>'],
  ])('of type %s are not taken', async (type, body) => {
    const headers = { 'content-type': type };
    const { status, body: answer } = await api.call('POST', entries, { body, headers });
    expect([status, answer.code]).toEqual([415, 'media-unsupported']);
  });

  it.each([
    [{}, 'laneId'],
    [{ laneId: 7 }, 'laneId'],
    [{ laneId: null }, 'laneId'],
    [{ laneId: 'x'.repeat(65) }, 'laneId'],
    [{ laneId: 'in', vehicleClass: 'spaceship' }, 'vehicleClass'],
    [{ laneId: 'in', wantsCharge: 'yes' }, 'wantsCharge'],
    [{ laneId: 'in', plate: ['A'] }, 'plate'],
    [{ laneId: 'in', plate: '\u0001\u0002\u0003' }, 'plate'],
    [{ laneId: 'in', plate: '-- --' }, 'plate'],
    [{ laneId: 'in', commandId: 'short' }, 'commandId'],
  ])('of the wrong shape name the place: %j', async (body, path) => {
    const { status, body: answer } = await api.call('POST', entries, { body });
    expect([status, answer.code]).toEqual([422, 'invalid']);
    expect(answer.issues[0].path).toBe(path);
    expect(answer.message.startsWith(`${path}: `)).toBe(true);
  });

  it('with a plate of 4 kB name the place', async () => {
    const body = { laneId: 'in', plate: 'A'.repeat(4_096) };
    const { status, body: answer } = await api.call('POST', entries, { body });
    expect([status, answer.code, answer.issues[0].path]).toEqual([422, 'invalid', 'plate']);
  });

  it.each([[], 'text', 7, null])('that are no object are wrong: %j', async (body) => {
    const { status } = await api.call('POST', entries, { body: JSON.stringify(body) });
    expect([400, 404, 422]).toContain(status);
  });

  it.each([
    { amountMinor: 1.5 },
    { amountMinor: -1 },
    { amountMinor: '1e400' },
    { amountMinor: 'much' },
    { amountMinor: Number.MAX_VALUE },
    { method: 'shells' },
  ])('with impossible money are wrong: %j', async (wrong) => {
    const body = { ticket: 'x', method: 'cash', amountMinor: 0, ...wrong };
    const { status, body: answer } = await api.call('POST', '/lots/small/payments', { body });
    expect([status, answer.code]).toEqual([422, 'invalid']);
  });

  it.each([{}, { ticket: 'x', plate: 'KA01AB1234' }])(
    'must name a ticket or a plate, one of them: %j',
    async (body) => {
      for (const path of ['quotes', 'exits', 'payments']) {
        const { status, body: answer } = await api.call('POST', `/lots/small/${path}`, {
          body: { laneId: 'out', method: 'cash', amountMinor: 0, ...body },
        });
        expect([path, status, answer.code]).toEqual([path, 422, 'invalid']);
      }
    },
  );
});

describe('strange text', () => {
  const STRANGE = [
    "'; DROP TABLE sessions; --",
    '" OR 1=1',
    '%',
    '_',
    '../../../etc/passwd',
    '\u202Eevil',
    '😀'.repeat(8),
    'नमस्ते',
    '\u0000',
    '=cmd|calc',
    '{{7*7}}',
    '<script>',
  ];

  it.each(STRANGE)('finds nothing and breaks nothing: %j', async (text) => {
    const before = (await api.call('GET', '/lots/small/sessions')).body.length;
    const query = new URLSearchParams({ ticket: text });
    expect((await api.call('GET', `/lots/small/sessions?${query}`)).body).toEqual([]);
    const plate = await api.call(
      'GET',
      `/lots/small/sessions?${new URLSearchParams({ plate: text })}`,
    );
    expect(plate.status).toBe(200);
    const quote = await api.call('POST', '/lots/small/quotes', { body: { ticket: text } });
    expect([quote.status, quote.body.code]).toEqual([422, 'ticket-malformed']);
    expect((await api.call('GET', '/lots/small/sessions')).body).toHaveLength(before);
  });

  it.each(STRANGE)('in an address is a lot or slot that there is not: %j', async (text) => {
    const name = encodeURIComponent(text);
    expect([400, 404, 422]).toContain((await api.call('GET', `/lots/${name}`)).status);
    expect([400, 404, 422]).toContain(
      (await api.call('GET', `/lots/small/slots/${name}/history`)).status,
    );
  });

  it.each(['limit=0', 'limit=5001', 'limit=-1', 'limit=x', 'offset=-1', 'state=lost'])(
    'in a query is wrong: %s',
    async (query) => {
      const { status, body } = await api.call('GET', `/lots/small/sessions?${query}`);
      expect([status, body.code]).toEqual([422, 'invalid']);
    },
  );

  it('in a lane or slot id is refused by the lot', async () => {
    const lane = await api.call('POST', entries, { body: { laneId: '../in' } });
    expect([lane.status, lane.body.code]).toEqual([404, 'lane-unknown']);
    const body = { action: { kind: 'free' }, reason: 'testing' };
    const slot = await api.call('POST', '/lots/small/slots/__proto__/overrides', { body });
    expect([slot.status, slot.body.code]).toEqual([404, 'slot-unknown']);
  });

  it('that a spreadsheet would run is written as text', async () => {
    const { cashLot } = await import('./test-support/test-host.ts');
    const lot = cashLot('formula', 1);
    const slots = lot.slots.map((slot) => ({ ...slot, label: '=1+1' }));
    await api.host.open({ ...lot, slots }, { kind: 'station' });
    const entry = await api.call('POST', '/lots/formula/entries', { body: { laneId: 'in' } });
    expect(entry.status).toBe(201);
    const csv = await api.call('GET', '/lots/formula/reports/sessions?format=csv');
    expect(csv.text).toContain(",'=1+1,");
    expect(csv.text).not.toContain(',=1+1,');
  });
});

describe('tokens', () => {
  it.each(['', 'x', 'gh1..', 'gh1.e30.e30', '..', 'null', 'a'.repeat(50)])(
    'that are none let nobody in: %j',
    async (token) => {
      expect((await api.call('GET', '/lots', asBearer(token))).status).toBe(401);
    },
  );

  it('that were changed anywhere let nobody in', async () => {
    const token = api.tokens.attendant;
    const [version, payload = '', signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const promoted = Buffer.from(JSON.stringify([claims[0], 'admin', ...claims.slice(2)]));
    const tampered = [
      `${version}.${promoted.toString('base64url')}.${signature}`,
      `gh2.${payload}.${signature}`,
      `${token}x`,
      `${token}.x`,
      `${token}=`,
      token.slice(0, -1),
      token.toLowerCase(),
    ];
    for (const forged of tampered) {
      expect((await api.call('GET', '/me', asBearer(forged))).status).toBe(401);
    }
    expect((await api.call('GET', '/me', asBearer(token))).status).toBe(200);
  });

  it('that another key signed, or that are too old, let nobody in', async () => {
    const issuedAt = api.host.clock.now();
    const claims = {
      id: 'x',
      username: 'admin',
      issuedAt,
      expiresAt: issuedAt + HOUR_MS,
      epoch: 0,
    };
    const key = readFileSync(join(api.host.directory, 'keys', 'sign-in.key'));
    const status = async (token: string) =>
      (await api.call('GET', '/users', asBearer(token))).status;
    expect(await status(signToken(claims, key))).toBe(200);
    expect(await status(signToken(claims, createHmac('sha256', 'x').digest()))).toBe(401);
    expect(await status(signToken({ ...claims, expiresAt: issuedAt }, key))).toBe(401);
    expect(await status(signToken({ ...claims, epoch: 1 }, key))).toBe(401);
    expect(await status(signToken({ ...claims, username: 'nobody' }, key))).toBe(401);
  });

  it('never stand in the log, nor do passwords', () => {
    const lines = JSON.stringify(api.host.log.lines);
    for (const token of Object.values(api.tokens)) expect(lines).not.toContain(token);
    expect(lines).not.toContain('-demo');
  });
});

describe('pages of other sites', () => {
  it('may not write here', async () => {
    for (const origin of ['http://evil.example', 'null', 'http://127.0.0.1:1', 'file://']) {
      const { status, body } = await api.call('POST', entries, {
        body: { laneId: 'in' },
        headers: { origin },
      });
      expect([status, body.code]).toEqual([403, 'origin-refused']);
    }
    const own = { origin: api.http.url };
    const { status } = await api.call('POST', '/lots/small/quotes', { body: {}, headers: own });
    expect(status).toBe(422);
  });

  it('do not reach a station on this machine under a name of their own', async () => {
    for (const host of ['evil.example', 'evil.example:4700', '127.0.0.1.evil.example', 'a b']) {
      expect(await statusFor(host)).toBe(421);
    }
    for (const host of ['localhost', `127.0.0.1:${api.http.port}`, '[::1]:80']) {
      expect(await statusFor(host)).toBe(200);
    }
  });

  function statusFor(host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      request(`${api.http.url}/healthz`, { headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });
  }
});

describe('what is no request at all', () => {
  it.each([
    'GARBAGE\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    '\u0000\u0001\u0002',
    'GET /\u0000 HTTP/1.1\r\n\r\n',
  ])('ends that connection alone: %j', async (bytes) => {
    await new Promise<void>((resolve) => {
      const socket = connect(api.http.port, '127.0.0.1', () => socket.end(bytes));
      socket.on('error', () => resolve());
      socket.on('close', () => resolve());
      socket.resume();
    });
    expect((await fetch(`${api.http.url}/healthz`)).status).toBe(200);
  });

  it.each(['/api/v1/nowhere', '/api/v1', '/api/v1/lots/small/nowhere', '/api/v2/lots'])(
    'is told so as JSON: %s',
    async (path) => {
      const response = await fetch(api.http.url + path);
      expect([response.status, (await response.json()).code]).toEqual([404, 'not-found']);
    },
  );

  it('is told when a method does not fit', async () => {
    expect((await api.call('PUT', '/lots/small', { body: {} })).status).toBe(404);
  });
});
