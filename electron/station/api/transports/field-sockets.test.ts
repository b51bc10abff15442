import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, it } from 'vitest';
import type { ApiServices } from '../context.ts';
import { serveFieldSockets } from './field-sockets.ts';

type Services = Parameters<typeof serveFieldSockets>[1];

it('a station that stops does not wait for the sockets of its devices', async () => {
  const server = createServer();
  const taken = Promise.withResolvers<string>();
  const services: Services = {
    deviceTokens: {
      deviceOf: () => ({ lotId: 'small', deviceId: 'charger-1' }),
    } as unknown as ApiServices['deviceTokens'],
    socketDoor: {
      take(_lotId: string, deviceId: string) {
        taken.resolve(deviceId);
        return 'taken' as const;
      },
    } as unknown as ApiServices['socketDoor'],
    log: { debug: () => undefined } as unknown as ApiServices['log'],
  };
  const guests = serveFieldSockets(server, services);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const device = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const password = Buffer.from('charger-1:secret').toString('base64');
  device.write(
    `GET /field/ocpp/charger-1 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nAuthorization: Basic ${password}\r\n\r\n`,
  );
  expect(await taken.promise).toBe('charger-1');
  const gone = once(device, 'close');
  // A reset is a way to end as well.
  device.on('error', () => undefined);
  const closed = once(server, 'close');
  server.close();
  guests.endAll();
  await Promise.all([gone, closed]);
});
