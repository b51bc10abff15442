import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fileMemory } from './device-memory.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-memory-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('keeps what was written last, and leaves nothing else behind', async () => {
  const memory = fileMemory(join(folder, 'devices'), 'desk');
  expect(await memory.read()).toBeNull();
  await memory.write('one');
  await memory.write('two');
  expect(await fileMemory(join(folder, 'devices'), 'desk').read()).toBe('two');
  expect(await fileMemory(join(folder, 'devices'), 'other').read()).toBeNull();
  expect(await readdir(join(folder, 'devices'))).toEqual(['desk.json']);
});

it('says so when the disk refuses', async () => {
  await writeFile(join(folder, 'devices'), 'a file where the folder should be');
  await expect(fileMemory(join(folder, 'devices'), 'desk').write('x')).rejects.toThrow();
});
