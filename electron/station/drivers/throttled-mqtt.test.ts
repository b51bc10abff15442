import { expect, it } from 'vitest';
import { refill, take } from './flow.ts';
import type { MqttLink } from './mqtt-link.ts';
import { until } from './test-support/wait.ts';
import { throttledMqtt } from './throttled-mqtt.ts';

type Receive = Parameters<MqttLink['subscribe']>[1];

const LIMITS = { perSecond: 10, burst: 5 };

/** A broker's end that the test speaks for, and a clock that moves when told. */
function rig() {
  const receivers = new Set<Receive>();
  const watchers = new Set<(connected: boolean) => void>();
  const heard: string[] = [];
  const failures: unknown[] = [];
  let at = 1_000_000;
  let left = 0;
  const link: MqttLink = {
    connected: true,
    subscribe(_filter, receive) {
      receivers.add(receive);
      return () => receivers.delete(receive);
    },
    onConnection(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    publish: () => Promise.resolve(),
  };
  const throttled = throttledMqtt(link, {
    limits: LIMITS,
    now: () => at,
    leftOut: () => {
      left += 1;
    },
    failed: (error) => failures.push(error),
  });
  return {
    throttled,
    heard,
    failures,
    get left() {
      return left;
    },
    listen: () => throttled.subscribe('t/+', (topic, payload) => heard.push(`${topic} ${payload}`)),
    send(topic: string, payload: string | Buffer, retained = false) {
      for (const receive of receivers) receive(topic, Buffer.from(payload), retained);
    },
    forward(ms: number) {
      at += ms;
    },
    lose() {
      for (const watcher of watchers) watcher(false);
    },
  };
}

it('hands on what keeps to the limits, at once', () => {
  const one = rig();
  one.listen();
  for (let n = 0; n < 50; n += 1) {
    one.send('t/a', String(n));
    one.forward(100);
  }
  expect(one.heard).toHaveLength(50);
  expect(one.left).toBe(0);
  one.throttled.stop();
});

it('keeps the newest of each topic, and hears it however much came before', async () => {
  const one = rig();
  one.listen();
  for (let n = 0; n < 1_000; n += 1) one.send(`t/${n % 2 === 0 ? 'a' : 'b'}`, String(n));
  expect(one.heard).toEqual(['t/a 0', 't/b 1', 't/a 2', 't/b 3', 't/a 4']);
  one.forward(1_000);
  await until('what waited', () => one.heard.length === 7);
  expect(one.heard.slice(5).toSorted()).toEqual(['t/a 998', 't/b 999']);
  expect(one.heard.length + one.left).toBe(1_000);
  one.throttled.stop();
});

it('counts nothing that the broker kept', () => {
  const one = rig();
  one.listen();
  for (let n = 0; n < 50_000; n += 1) one.send(`t/${n}`, '1', true);
  expect(one.heard).toHaveLength(50_000);
  expect(one.left).toBe(0);
  one.throttled.stop();
});

it('holds no more than it has room for', async () => {
  const one = rig();
  one.listen();
  const payload = Buffer.alloc(60_000, 0x61);
  for (let n = 0; n < 1_000; n += 1) one.send(`t/${n}`, payload);
  const held = 1_000 - one.heard.length - one.left;
  expect(held * payload.length).toBeLessThanOrEqual(4 * 1_024 * 1_024);
  expect(held).toBeGreaterThan(60);
  one.throttled.stop();
});

it('forgets what was said before the connection was lost, and what nobody listens to any more', async () => {
  const one = rig();
  const end = one.listen();
  for (let n = 0; n < 10; n += 1) one.send('t/a', String(n));
  one.lose();
  one.send('t/b', 'after');
  end();
  one.listen();
  one.forward(10_000);
  one.send('t/c', 'later');
  await until('the later one', () => one.heard.includes('t/c later'));
  expect(one.heard).not.toContain('t/a 9');
  expect(one.heard).not.toContain('t/b after');
  one.throttled.stop();
});

it('goes on when a receiver fails on what had waited', async () => {
  const one = rig();
  one.throttled.subscribe('t/+', (topic, payload) => {
    if (`${payload}` === 'bad') throw new Error('bug');
    one.heard.push(`${topic} ${payload}`);
  });
  for (let n = 0; n < 5; n += 1) one.send('t/a', String(n));
  one.send('t/a', 'bad');
  one.send('t/b', 'good');
  one.forward(1_000);
  await until('the good one', () => one.heard.includes('t/b good'));
  expect(one.failures).toHaveLength(1);
  one.throttled.stop();
});

it('gives nothing for a clock that was set back', () => {
  const empty = { left: 0, at: 10_000 };
  expect(refill(empty, LIMITS, 5_000)).toEqual({ left: 0, at: 5_000 });
  expect(take(empty, LIMITS, 10_050)).toBeNull();
  expect(take(empty, LIMITS, 10_100)?.left).toBe(0);
});
