import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DeviceTokens } from './device-tokens.ts';

const CAM = { lotId: 'yard', deviceId: 'cam' };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-tokens-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = () => DeviceTokens.open(folder, () => 1_000);
const path = () => join(folder, 'device-tokens.json');

it('gives a token that is good after a restart, and keeps only its hash', async () => {
  const token = await (await open()).issue(CAM);
  expect(token).toMatch(/^[2-9a-z]{24}$/);
  expect(await readFile(path(), 'utf8')).not.toContain(token);
  expect((await stat(path())).mode & 0o077).toBe(0);
  const again = await open();
  expect(again.deviceOf(token)).toMatchObject(CAM);
  expect(again.issuedAt(CAM)).toBe(1_000);
  expect(again.deviceOf(`${token}x`)).toBeNull();
  expect(again.deviceOf('')).toBeNull();
});

it('ends the token before with a new one, and the last one when it is revoked', async () => {
  const tokens = await open();
  const [first, second] = [await tokens.issue(CAM), await tokens.issue(CAM)];
  const other = await tokens.issue({ lotId: 'other', deviceId: 'cam' });
  expect(tokens.deviceOf(first)).toBeNull();
  expect(tokens.deviceOf(second)).toMatchObject(CAM);
  await tokens.revoke(CAM);
  expect(tokens.deviceOf(second)).toBeNull();
  expect(tokens.issuedAt(CAM)).toBeNull();
  expect(tokens.deviceOf(other)).toMatchObject({ lotId: 'other' });
});

it('lends tokens that are written nowhere', async () => {
  const tokens = await open();
  const lent = tokens.lend(CAM);
  expect(tokens.deviceOf(lent)).toMatchObject(CAM);
  expect(tokens.issuedAt(CAM)).toBeNull();
  await expect(stat(path())).rejects.toThrow();
});

it('keeps every token when many are given at once', async () => {
  const tokens = await open();
  const ids = Array.from({ length: 8 }, (_, n) => `cam-${n}`);
  const given = await Promise.all(ids.map((deviceId) => tokens.issue({ lotId: 'yard', deviceId })));
  const again = await open();
  expect(given.map((token) => again.deviceOf(token)?.deviceId)).toEqual(ids);
});

it('does not hold what could not be written', async () => {
  const tokens = await DeviceTokens.open(join(folder, 'file', 'keys'), () => 1_000);
  await writeFile(join(folder, 'file'), 'a file where the folder should be');
  await expect(tokens.issue(CAM)).rejects.toThrow();
  expect(tokens.issuedAt(CAM)).toBeNull();
});

it('is not opened over a damaged file', async () => {
  await writeFile(path(), '{"format":');
  await expect(open()).rejects.toThrow(/device-tokens.json is damaged.*new tokens/);
});
