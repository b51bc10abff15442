import { describe, expect, it } from 'vitest';
import type { LiveDelta, LiveSnapshot, SlotLive } from '#domain/views/live.ts';
import { feedEntry, lane, slot, snapshot } from './live.testing.ts';
import { FEED_MAX_ENTRIES, LiveStore } from './live-store.ts';

function storeAt(now: () => number, sharesClock = true) {
  const scheduled: (() => void)[] = [];
  const store = new LiveStore({ now, sharesClock, schedule: (run) => scheduled.push(run) });
  const draw = () => {
    for (const run of scheduled.splice(0)) run();
  };
  return { store, draw, pictures: () => scheduled.length };
}

const delta = (fields: Partial<LiveDelta>): LiveDelta => ({
  kind: 'delta',
  seq: 11,
  at: 1_010,
  ...fields,
});

describe('a live store', () => {
  it('shows a snapshot at once', () => {
    const { store } = storeAt(() => 1_000);
    store.apply(snapshot());
    expect(store.ui.getState().lot?.id).toBe('test-lot');
    expect(store.slots.get('a1')?.look).toBe('vacant');
    expect(store.lanes.get('in-1')?.phase).toBe('idle');
  });

  it('tells slot watchers of each delta, and React once a picture', () => {
    const { store, draw, pictures } = storeAt(() => 1_020);
    store.apply(snapshot());
    const changed: string[][] = [];
    let a1 = 0;
    let shown = 0;
    store.slots.subscribe((ids) => changed.push([...ids]));
    store.slots.subscribeTo('a1', () => a1++);
    store.ui.subscribe(() => shown++);
    store.apply(delta({ slots: [slot('a1', { look: 'occupied' })] }));
    store.apply(delta({ seq: 12, slots: [slot('a2', { look: 'blocked' })] }));
    expect(changed).toEqual([['a1'], ['a2']]);
    expect(a1).toBe(1);
    expect(shown).toBe(0);
    expect(pictures()).toBe(1);
    draw();
    expect(shown).toBe(1);
    expect(store.slots.get('a1')?.look).toBe('occupied');
    expect(store.ui.getState().seq).toBe(12);
  });

  it('keeps what a delta does not name and takes null for what it does', () => {
    const { store, draw } = storeAt(() => 1_000);
    const shift = {
      id: 's',
      openedAt: 1,
      by: 'asha',
      floatMinor: 0,
      takenMinor: 0,
      expectedCashMinor: 0,
    };
    store.apply(snapshot({ shifts: [shift], halted: 'disk full' }));
    store.apply(delta({}));
    draw();
    expect(store.ui.getState().shifts).toEqual([shift]);
    expect(store.ui.getState().halted).toBe('disk full');
    store.apply(delta({ shifts: [], halted: null }));
    draw();
    expect(store.ui.getState().shifts).toEqual([]);
    expect(store.ui.getState().halted).toBeNull();
  });

  it('keeps the newest five hundred events, newest first, each once', () => {
    const { store, draw } = storeAt(() => 1_000);
    store.apply(snapshot({ feed: [feedEntry(9), feedEntry(10)] }));
    store.apply(delta({ feed: [feedEntry(10), feedEntry(11)] }));
    draw();
    expect(store.ui.getState().feed.map((entry) => entry.seq)).toEqual([11, 10, 9]);
    const many = Array.from({ length: 700 }, (_, index) => feedEntry(12 + index));
    store.apply(delta({ feed: many }));
    draw();
    const { feed } = store.ui.getState();
    expect(feed).toHaveLength(FEED_MAX_ENTRIES);
    expect(feed[0]?.seq).toBe(711);
  });

  it('drops what a new snapshot no longer holds and tells its watchers', () => {
    const { store } = storeAt(() => 1_000);
    store.apply(snapshot());
    const changed = new Set<string>();
    store.slots.subscribe((ids) => {
      for (const id of ids) changed.add(id);
    });
    store.apply(snapshot({ slots: [slot('a2')], lanes: [lane('in-1')] }));
    expect(store.slots.get('a1')).toBeUndefined();
    expect(changed).toEqual(new Set(['a1', 'a2']));
  });

  it('leaves deltas without a snapshot alone', () => {
    const { store, draw } = storeAt(() => 1_000);
    store.apply(delta({ slots: [slot('a1')] as readonly SlotLive[] }));
    draw();
    expect(store.ui.getState().lot).toBeNull();
    expect(store.slots.get('a1')).toBeUndefined();
  });

  it('measures from the oldest unshown message to the picture', () => {
    let now = 1_000;
    const { store, draw } = storeAt(() => now);
    store.apply(snapshot());
    now = 1_030;
    store.apply(delta({ at: 1_010 }));
    store.apply(delta({ seq: 12, at: 1_028 }));
    now = 1_040;
    draw();
    expect(store.latency.count).toBe(1);
    expect(store.latency.percentileMs(0.95)).toBe(30);
  });

  it('guesses the clock of a station on another computer from its quickest message', () => {
    let now = 50_000;
    const { store } = storeAt(() => now, false);
    const first: LiveSnapshot = snapshot({ at: 1_000 });
    store.apply(first);
    expect(store.stationNow()).toBe(1_000);
    now = 50_100;
    store.apply(delta({ at: 1_150 }));
    expect(store.stationNow()).toBe(1_150);
    now = 50_200;
    store.apply(delta({ at: 1_180 }));
    expect(store.stationNow()).toBe(1_250);
  });
});
