import { createServer } from 'node:net';
import { SerialPort } from 'serialport';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineFault } from './line-fault.ts';
import { openSerialLine } from './serial-line.ts';
import { type SerialPair, serialPair } from './serial-pair.ts';
import { openTcpLine } from './tcp-line.ts';

const settings = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1 } as const;

/** What staff are told first of a line that cannot be had. */
async function told(open: (onDown: (sentence: string) => void) => { stop(): Promise<void> }) {
  const { promise, resolve } = Promise.withResolvers<string>();
  const line = open(resolve);
  const sentence = await promise;
  await line.stop();
  return sentence;
}

const serial = (path: string) =>
  told((onDown) =>
    openSerialLine({ path, ...settings }, { onOpen: () => {}, onData: () => {}, onDown }),
  );
const tcp = (host: string, port: number) =>
  told((onDown) => openTcpLine({ host, port }, { onOpen: () => {}, onData: () => {}, onDown }));

describe('a line that cannot be had says what to do', () => {
  let pair: SerialPair;
  let other: SerialPort;
  beforeAll(async () => {
    pair = await serialPair();
    other = new SerialPort({ path: pair.stationPath, ...settings, autoOpen: false });
    await new Promise<void>((resolve, reject) => {
      other.open((error) => (error ? reject(error) : resolve()));
    });
  });
  afterAll(async () => {
    await new Promise<void>((resolve) => other.close(() => resolve()));
    await pair.stop();
  });

  it('a port that is missing', async () => {
    expect(await serial('/dev/ttyNOPE9')).toBe(
      'The line /dev/ttyNOPE9 cannot be opened: there is no such port. See whether it is plugged in.',
    );
  });

  it('a port that somebody else has', async () => {
    expect(await serial(pair.stationPath)).toBe(
      `The line ${pair.stationPath} cannot be opened: another program uses it.`,
    );
  });

  it('a port where nothing listens', async () => {
    // A port of this machine's own that was free a moment ago.
    const free = await freePort();
    expect(await tcp('127.0.0.1', free)).toBe(
      `127.0.0.1:${free} cannot be reached: nothing listens on that port. See the port and the device’s network settings.`,
    );
  });

  it('what is not known stands as the system says it', () => {
    expect(lineFault('the moon is full')).toBe('the moon is full');
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return port;
}
