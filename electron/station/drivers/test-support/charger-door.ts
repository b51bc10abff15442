import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeviceTokens } from '../../api/sign-in/device-tokens.ts';
import { serveFieldSockets } from '../../api/transports/field-sockets.ts';
import { createSocketDoor, type SocketDoor } from '../socket-link.ts';
import { recordedLog } from './recorded-log.ts';

/** The station's door for devices that dial in, over real HTTP, and nothing else of the station. */
export async function chargerDoor(): Promise<{
  readonly url: string;
  readonly door: SocketDoor;
  readonly tokens: DeviceTokens;
  stop(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-sockets-'));
  const tokens = await DeviceTokens.open(folder, Date.now);
  const door = createSocketDoor();
  const server = createServer();
  serveFieldSockets(server, { deviceTokens: tokens, socketDoor: door, log: recordedLog() });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    door,
    tokens,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
