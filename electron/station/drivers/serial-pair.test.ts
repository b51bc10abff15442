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
    field.write(Buffer.from([round, 0x00, 0x0a, 0x0d, 0xff]));
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
  const lost: string[] = [];
  const heard: string[] = [];
  const station = await openMockPort(
    { path: paths.stationPath, ...settings },
    (chunk) => heard.push(chunk.toString('latin1')),
    (sentence) => lost.push(sentence),
  );
  await pair.unplug();
  await until('the loss', () => lost.length > 0);
  expect(lost[0]).toContain('was unplugged');
  await pair.plug();
  const field = await openMockPort({ path: paths.fieldPath, ...settings });
  await until('the bytes', () => {
    // The station's end opens again in its own time; until then bytes fall on the floor.
    if (heard.length === 0) field.write(Buffer.from('x'));
    return heard.length > 0;
  });
  await field.stop();
  await station.stop();
  await pair.stop();
  await rm(folder, { recursive: true });
});
