import { describe, expect, it } from 'vitest';
import type { TrafficRow } from '#domain/contract/device-traffic.ts';
import { trafficCsv, trafficNdjson } from './traffic-file.ts';
import { matchingRows } from './traffic-filter.ts';
import { TRAFFIC_KEPT_MAX_ROWS, TrafficStore } from './traffic-store.ts';

const row = (seq: number, more: Partial<TrafficRow> = {}): TrafficRow => ({
  seq,
  at: Date.UTC(2026, 0, 1) + seq,
  deviceId: 'sign',
  direction: 'in',
  place: 'a/b',
  bytes: 1,
  text: 'x',
  hex: null,
  isCut: false,
  isWithheld: false,
  words: [],
  ...more,
});
const rows = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => row(from + index));
const seqs = (store: TrafficStore) => store.view().rows.map(({ seq }) => seq);

describe('the traffic on a console', () => {
  it('stands still while paused, counts what passes, and shows it afterwards', () => {
    const store = new TrafficStore();
    store.begin({ rows: rows(1, 2), missed: 0 });
    store.pause();
    store.take({ rows: rows(3, 5), missed: 1 });
    expect(seqs(store)).toEqual([1, 2]);
    expect(store.view()).toMatchObject({ passed: 3, missed: 1, isPaused: true });
    store.resume();
    expect(seqs(store)).toEqual([1, 2, 3, 4, 5]);
    expect(store.view()).toMatchObject({ passed: 0, missed: 1, isPaused: false });
  });

  it('keeps so much and no more, also of what passes a pause', () => {
    const store = new TrafficStore();
    store.begin({ rows: rows(1, TRAFFIC_KEPT_MAX_ROWS + 3), missed: 0 });
    expect(store.view().rows).toHaveLength(TRAFFIC_KEPT_MAX_ROWS);
    expect(seqs(store)[0]).toBe(4);
    store.pause();
    store.take({ rows: rows(20_000, 20_000 + TRAFFIC_KEPT_MAX_ROWS + 9), missed: 0 });
    store.resume();
    expect(store.view().missed).toBe(10);
    expect(seqs(store).at(-1)).toBe(20_000 + TRAFFIC_KEPT_MAX_ROWS + 9);
  });

  it('shows nothing twice after a broken connection, and takes a station that counts anew', () => {
    const store = new TrafficStore();
    store.begin({ rows: rows(1, 5), missed: 0 });
    store.setLive(false);
    store.begin({ rows: rows(2, 7), missed: 0 });
    expect(seqs(store)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    store.begin({ rows: rows(1, 2), missed: 0 });
    expect(seqs(store).slice(-2)).toEqual([1, 2]);
  });

  it('is filtered by device, direction and text, in what it says and what it means', () => {
    const all = [
      row(1, { deviceId: 'cam', words: [{ kind: 'plate', text: 'plate KA01' }] }),
      row(2, { direction: 'out', text: 'Welcome' }),
      row(3, { text: null, hex: '01ff' }),
    ];
    const found = (filter: object) =>
      matchingRows(all, { deviceId: 'all', direction: 'all', text: '', ...filter }).map(
        ({ seq }) => seq,
      );
    expect(found({})).toEqual([1, 2, 3]);
    expect(found({ deviceId: 'cam' })).toEqual([1]);
    expect(found({ direction: 'out' })).toEqual([2]);
    expect(found({ text: 'ka01' })).toEqual([1]);
    expect(found({ text: '01FF' })).toEqual([3]);
  });

  it('becomes a file that others read', () => {
    const one = row(1, {
      text: '=cmd("a"),b',
      words: [{ kind: 'drop', text: 'malformed · no JSON' }],
    });
    expect(JSON.parse(trafficNdjson([one]))).toMatchObject({
      seq: 1,
      time: '2026-01-01T00:00:00.001Z',
    });
    expect(trafficCsv([one])).toBe(
      `time,device,direction,place,bytes,meaning,text,hex\r\n2026-01-01T00:00:00.001Z,sign,in,a/b,1,drop malformed · no JSON,"'=cmd(""a""),b",\r\n`,
    );
  });
});
