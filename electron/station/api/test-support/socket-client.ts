import { once } from 'node:events';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Contract } from '#domain/contract/index.ts';

export interface SocketClient {
  readonly socket: WebSocket;
  readonly client: ContractRouterClient<Contract>;
  /** The code that the station closed it with. */
  readonly closed: Promise<number>;
}

export function socketUrl(httpUrl: string): string {
  return `${httpUrl.replace('http', 'ws')}/ws`;
}

/** Opens a console's socket; rejects with the status that the station refused it with. */
export async function openSocket(
  httpUrl: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<SocketClient> {
  const socket = new WebSocket(socketUrl(httpUrl), { headers });
  const closed = once(socket, 'close').then(([code]) => code as number);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
    socket.once('unexpected-response', (_request, response) => {
      reject(new Error(String(response.statusCode)));
    });
  });
  // The class of `ws` is a WebSocket in all but the types of its events.
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  return { socket, client: createORPCClient(link), closed };
}
