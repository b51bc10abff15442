import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordedLog } from '../drivers/test-support/recorded-log.ts';
import { systemRandom } from '../ports/random.ts';
import { PictureStore } from './picture-store.ts';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-03-01T12:00:00Z');
const jpeg = (bytes: number, fill = 1) =>
  Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.alloc(bytes - 3, fill)]);

let folder: string;
let now: number;
const opened: PictureStore[] = [];
const random = systemRandom();
const log = recordedLog();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-pictures-'));
  now = START;
  log.lines.length = 0;
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  await rm(folder, { recursive: true, force: true });
});

function open(keepDays = 30, keepBytes = 1_000_000): PictureStore {
  const limits = { keepDays, keepBytes };
  const nonce = () => random.nonce();
  const path = join(folder, 'pictures');
  const store = new PictureStore({ folder: path, limits, now: () => now, nonce, log });
  opened.push(store);
  return store;
}

const keep = (store: PictureStore, bytes = 1_000, document = '') =>
  store.keep({ pictures: [{ kind: 'scene', bytes: jpeg(bytes) }], document });

describe('what is kept', () => {
  it('is read back before and after it is on disk, and after a restart', async () => {
    const store = open();
    const plate = jpeg(20, 2);
    const id = store.keep({
      pictures: [
        { kind: 'scene', bytes: jpeg(50) },
        { kind: 'plate', bytes: plate },
      ],
      document: '<a/>',
    });
    expect(id).toMatch(/^20260301t120000000-[0-9a-f]{16}$/);
    const check = async (from: PictureStore) => {
      expect(await from.read(id ?? '', 'scene')).toMatchObject({ type: 'image/jpeg' });
      expect(Buffer.from((await from.read(id ?? '', 'plate'))?.bytes ?? [])).toEqual(plate);
      expect(Buffer.from((await from.read(id ?? '', 'event'))?.bytes ?? []).toString()).toBe(
        '<a/>',
      );
    };
    await check(store);
    await store.close();
    await check(store);
    await check(open());
  });

  it('is for its owner alone', async () => {
    const store = open();
    keep(store);
    await store.close();
    const day = join(folder, 'pictures', '2026-03-01');
    expect((await stat(day)).mode & 0o077).toBe(0);
    for (const name of await readdir(day))
      expect((await stat(join(day, name))).mode & 0o077).toBe(0);
  });

  it('is pictures and nothing else', async () => {
    const store = open();
    const html = { kind: 'scene', bytes: Buffer.from('<svg onload="x"/>') } as const;
    expect(store.keep({ pictures: [html], document: 'x' })).toBeNull();
    const large = { kind: 'scene', bytes: jpeg(4 * 1024 * 1024 + 1) } as const;
    expect(store.keep({ pictures: [large], document: 'x' })).toBeNull();
    expect(store.keep({ pictures: [], document: 'x' })).toBeNull();
  });

  it('is found by its id and by no path', async () => {
    await writeFile(join(folder, 'secret'), 'x');
    const store = open();
    for (const id of ['../../secret', '', '20260301t120000000-0123456789abcdef', 'x'.repeat(5_000)])
      expect(await store.read(id, 'scene')).toBeNull();
  });
});

describe('what is let go', () => {
  it('is what has become too old, its folder with it', async () => {
    const store = open(2);
    const old = keep(store);
    now += 2 * DAY_MS;
    const young = keep(store);
    await store.sweep();
    expect(await store.read(old ?? '', 'scene')).not.toBeNull();
    now += DAY_MS;
    await store.sweep();
    expect(await store.read(old ?? '', 'scene')).toBeNull();
    expect(await store.read(young ?? '', 'scene')).not.toBeNull();
    expect(await readdir(join(folder, 'pictures'))).toEqual(['2026-03-03']);
  });

  it('is the oldest when there is too much, as soon as there is', async () => {
    const store = open(30, 3_500);
    const ids = Array.from({ length: 5 }, () => {
      now += 1_000;
      return keep(store) ?? '';
    });
    await store.close();
    const left = await Promise.all(ids.map(async (id) => (await store.read(id, 'scene')) !== null));
    expect(left).toEqual([false, false, true, true, true]);
  });

  it('counts what an earlier run left', async () => {
    const first = open(30, 10_000);
    const old = keep(first, 6_000);
    await first.close();
    now += 1_000;
    const second = open(30, 10_000);
    const young = keep(second, 6_000);
    await second.sweep();
    expect(await second.read(old ?? '', 'scene')).toBeNull();
    expect(await second.read(young ?? '', 'scene')).not.toBeNull();
    now += 40 * DAY_MS;
    const third = open();
    await third.sweep();
    expect(await third.read(young ?? '', 'scene')).toBeNull();
  });

  it('is what the disk refuses, and the log says so', async () => {
    await writeFile(join(folder, 'pictures'), 'a file where the folder should be');
    const store = open();
    const id = keep(store);
    await store.sweep();
    expect(log.lines.some(({ message }) => message === 'pictures and their disk')).toBe(true);
    await rm(join(folder, 'pictures'));
    expect(await store.read(id ?? '', 'scene')).toBeNull();
  });

  it('is what comes faster than the disk takes it', async () => {
    const store = open(30, 1_000_000_000);
    const ids = Array.from({ length: 12 }, () => keep(store, 4 * 1024 * 1024));
    expect(ids.filter((id) => id !== null)).toHaveLength(8);
    await store.close();
    expect(keep(store)).not.toBeNull();
    await store.close();
  });
});

describe('what nobody will ask for', () => {
  it('is gone from disk and from what counts, and nothing else is', async () => {
    const store = open();
    const [gone, stays] = [keep(store), keep(store)];
    store.discard(gone ?? '');
    store.discard('20260301t120000000-0000000000000000');
    store.discard('../../etc/passwd');
    await store.close();
    expect(await store.read(gone ?? '', 'scene')).toBeNull();
    expect(await store.read(stays ?? '', 'scene')).not.toBeNull();
    const names = await readdir(join(folder, 'pictures', '2026-03-01'));
    expect(names.every((name) => name.startsWith(stays ?? ''))).toBe(true);
    expect(log.lines).toEqual([]);
  });
});
