import { expect, test } from 'vitest';
import { createOutbox } from './outbox.ts';

const bytes = (text: string) => Buffer.from(text);

test('one message is on the line at a time, in order, whatever became of the one before', async () => {
  const log: string[] = [];
  const outbox = createOutbox(
    async (sent) => {
      log.push(`${sent} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`${sent} ends`);
      if (String(sent) === 'a') throw new Error('lost');
    },
    3,
    () => log.push('stuck'),
  );
  const put = [outbox.put(bytes('a')), outbox.put(bytes('b')), outbox.put(bytes('c'))];
  const done = await Promise.allSettled(put);
  expect(done.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

test('a line that takes nothing holds no more than it may, and begins anew when it was lost', async () => {
  const sent: string[] = [];
  let isHeld = true;
  let stuck = 0;
  const outbox = createOutbox(
    (one) => {
      sent.push(String(one));
      return isHeld ? new Promise(() => undefined) : Promise.resolve();
    },
    2,
    () => {
      stuck += 1;
    },
  );
  void outbox.put(bytes('a'));
  const dropped = outbox.put(bytes('b'));
  await outbox.put(bytes('c'));
  expect([sent, stuck]).toEqual([['a'], 1]);
  outbox.clear();
  isHeld = false;
  await outbox.put(bytes('d'));
  await outbox.put(bytes('e'));
  expect([sent, stuck]).toEqual([['a', 'd', 'e'], 1]);
  void dropped;
});
