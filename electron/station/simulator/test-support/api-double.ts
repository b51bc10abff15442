import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ApiCall {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly idempotencyKey: string | string[] | undefined;
  readonly body: unknown;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface ApiDouble {
  readonly url: string;
  readonly calls: readonly ApiCall[];
  stop(): Promise<void>;
}

/** An HTTP server in the station's place: records every call and answers what the test says. */
export async function startApiDouble(answer: (call: ApiCall) => ApiAnswer): Promise<ApiDouble> {
  const calls: ApiCall[] = [];
  const server = createServer(async (request, response) => {
    const call = await read(request);
    calls.push(call);
    const { status, body } = answer(call);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function read(request: IncomingMessage): Promise<ApiCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    authorization: request.headers.authorization,
    idempotencyKey: request.headers['idempotency-key'],
    body: text === '' ? null : JSON.parse(text),
  };
}
