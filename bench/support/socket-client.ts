import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Contract } from '#domain/contract/index.ts';

/** One connection to the station, signed in, as a console or another system has it. */
export interface SocketClient {
  readonly call: ContractRouterClient<Contract>;
  close(): void;
}

/** Opens a WebSocket to the station and takes up a token on it. */
export async function openSocketClient(url: string, token: string): Promise<SocketClient> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/ws`);
  await new Promise<void>((done, failed) => {
    socket.once('open', () => done());
    socket.once('error', failed);
  });
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  const call: ContractRouterClient<Contract> = createORPCClient(link);
  await call.signIn.resume({ token });
  return { call, close: () => socket.close() };
}
