import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { StationMetrics } from '../../api/metrics.ts';
import { DeviceTokens } from '../../api/sign-in/device-tokens.ts';
import { serveField } from '../../api/transports/field-door.ts';
import { createPushDoor, type PushDoor } from '../push-link.ts';

/** The station's door for devices that post, over real HTTP, and nothing else of the station. */
export async function fieldDoor(): Promise<{
  readonly url: string;
  readonly door: PushDoor;
  readonly tokens: DeviceTokens;
  stop(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-door-'));
  const tokens = await DeviceTokens.open(folder, Date.now);
  const door = createPushDoor();
  const app = fastify({ forceCloseConnections: true });
  serveField(app, { deviceTokens: tokens, pushDoor: door, metrics: new StationMetrics() });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    door,
    tokens,
    async stop() {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
