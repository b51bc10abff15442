import { access, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openMockPort } from './mock-port.ts';
import { serialPair } from './serial-pair.ts';
import { until } from './test-support/wait.ts';

const settings = { baudRate: 19_200, dataBits: 8, parity: 'even', stopBits: 1 } as const;

it('a serial pair carries bytes, and outlives its users', async () => {
  const pair = await serialPair();
  const heard: Buffer[] = [];
  const field = await openMockPort({ path: pair.fieldPath, ...settings });
  for (const round of [1, 2]) {
    const station = await openMockPort({ path: pair.stationPath, ...settings }, (chunk) =>
      heard.push(chunk),
    );
    await field.write(Buffer.from([round, 0x00, 0x0a, 0x0d, 0xff]));
    await until('all bytes', () => Buffer.concat(heard).length === round * 5);
    await station.stop();
  }
  expect([...Buffer.concat(heard)]).toEqual([1, 0, 10, 13, 255, 2, 0, 10, 13, 255]);
  await field.stop();
  await pair.stop();
  await expect(access(pair.stationPath)).rejects.toThrow('ENOENT');
});

it('a serial pair takes the place of a line that was left behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-pair-test-'));
  const paths = { stationPath: join(folder, 'a'), fieldPath: join(folder, 'b') };
  await symlink('/dev/pts/no-such-line', paths.stationPath);
  const pair = await serialPair(paths);
  const lost: Error[] = [];
  const station = await openMockPort(
    { path: paths.stationPath, ...settings },
    () => undefined,
    (error) => lost.push(error),
  );
  await pair.unplug();
  await until('the loss', () => lost.length > 0);
  await station.stop();
  await pair.stop();
  await rm(folder, { recursive: true });
});
