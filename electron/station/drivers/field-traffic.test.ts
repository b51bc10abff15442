import { describe, expect, it } from 'vitest';
import { FieldTraffic, TRAFFIC_RAW_MAX_BYTES, TRAFFIC_RING_ENTRIES } from './field-traffic.ts';
import { noMeter } from './line-tap.ts';
import type { TrafficEntry } from './traffic-entry.ts';
import { TRAFFIC_WAITING_MAX_ENTRIES, type TrafficWatch } from './traffic-watch.ts';

const ALL = { deviceIds: null, repeats: false };

async function next(reader: AsyncGenerator<{ entries: readonly TrafficEntry[]; missed: number }>) {
  const { value } = await reader.next();
  if (!value) throw new Error('the watch is over');
  return value;
}
const readerOf = (watch: TrafficWatch) => watch[Symbol.asyncIterator]();

describe('the traffic of a field', () => {
  it('is not kept while nobody watches, and is then kept with what its driver made of it', async () => {
    const traffic = new FieldTraffic(() => 7);
    const tap = traffic.tapOf('sign', noMeter);
    tap.sent('a/b', 'before');
    const reader = readerOf(traffic.watch(ALL));
    expect(await next(reader)).toEqual({ entries: [], missed: 0 });
    tap.heard('a/b', Buffer.from('one'), () => {
      traffic.word('sign', { kind: 'drop', reason: 'malformed', detail: 'no JSON' });
    });
    traffic.word('sign', { kind: 'drop', reason: 'duplicate', detail: 'later' });
    const { entries } = await next(reader);
    expect(entries).toMatchObject([
      {
        at: 7,
        deviceId: 'sign',
        direction: 'in',
        place: 'a/b',
        bytes: 3,
        words: [{ reason: 'malformed' }],
      },
      { raw: null, words: [{ reason: 'duplicate' }] },
    ]);
    await reader.return();
    expect(traffic.isWatched).toBe(false);
  });

  it('hands a message on also when its reader trips, and goes on', async () => {
    const traffic = new FieldTraffic(() => 0);
    const tap = traffic.tapOf('a', noMeter);
    const reader = readerOf(traffic.watch(ALL));
    await next(reader);
    expect(() =>
      tap.heard('x', Buffer.from('1'), () => {
        throw new Error('trips');
      }),
    ).toThrow('trips');
    traffic.word('a', { kind: 'drop', reason: 'malformed', detail: '' });
    expect((await next(reader)).entries).toHaveLength(2);
  });

  it('keeps a ring for each device: one that talks without end pushes nobody out', async () => {
    const traffic = new FieldTraffic(() => 0);
    const first = readerOf(traffic.watch(ALL));
    await next(first);
    traffic.tapOf('quiet', noMeter).sent('q', 'once');
    const loud = traffic.tapOf('loud', noMeter);
    for (let n = 0; n < 3 * TRAFFIC_RING_ENTRIES; n++) loud.sent('l', `${n}`.padStart(100));
    const all = await next(readerOf(traffic.watch(ALL)));
    expect(all.entries).toHaveLength(TRAFFIC_RING_ENTRIES + 1);
    expect(all.entries[0]).toMatchObject({ deviceId: 'quiet' });
    const ofQuiet = await next(
      readerOf(traffic.watch({ deviceIds: new Set(['quiet']), repeats: false })),
    );
    expect(ofQuiet.entries.map((entry: TrafficEntry) => entry.deviceId)).toEqual(['quiet']);
    traffic.close();
  });

  it('tells polls and their answers only to who asks for them, and always what means something', async () => {
    const traffic = new FieldTraffic(() => 0);
    const usual = readerOf(traffic.watch(ALL));
    const curious = readerOf(traffic.watch({ deviceIds: null, repeats: true }));
    await Promise.all([next(usual), next(curious)]);
    const tap = traffic.tapOf('a', noMeter);
    for (let n = 0; n < 5; n++) {
      tap.sent('line', 'how are you?');
      tap.heard('line', Buffer.from('well'), () => {
        if (n === 4) traffic.word('a', { kind: 'drop', reason: 'duplicate', detail: '' });
      });
    }
    expect((await next(usual)).entries.map((entry: TrafficEntry) => String(entry.raw))).toEqual([
      'how are you?',
      'well',
      'well',
    ]);
    expect((await next(curious)).entries).toHaveLength(10);
  });

  it('cuts what is long, and counts what a slow reader missed', async () => {
    const traffic = new FieldTraffic(() => 0);
    const reader = readerOf(traffic.watch(ALL));
    await next(reader);
    const tap = traffic.tapOf('a', noMeter);
    tap.sent('big', 'x'.repeat(1_000_000));
    for (let n = 0; n < TRAFFIC_WAITING_MAX_ENTRIES + 9; n++) tap.sent('t', `${n}`);
    const batch = await next(reader);
    expect(batch.entries[0]).toMatchObject({ bytes: 1_000_000 });
    expect(batch.entries[0]?.raw).toHaveLength(TRAFFIC_RAW_MAX_BYTES);
    expect(batch).toMatchObject({ missed: 10 });
    expect(batch.entries).toHaveLength(TRAFFIC_WAITING_MAX_ENTRIES);
  });
});
