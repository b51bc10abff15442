import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { recordDriver } from '../../drivers/test-support/recorded-driver.ts';
import { smallLot } from '../../drivers/test-support/small-lot.ts';
import { until } from '../../drivers/test-support/wait.ts';
import { type Behaviour, parseBehaviour } from './behaviour.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

describe('what a line typed in means', () => {
  it.each<[string, Behaviour]>([
    ['approve', { kind: 'approve' }],
    ['decline 6c', { kind: 'decline', code: 0x6c }],
    ['decline', { kind: 'decline', code: 5 }],
    ['  slow   4000 ', { kind: 'slow', ms: 4_000 }],
    ['wrong-amount 123', { kind: 'wrong-amount', amountMinor: 123 }],
    ['drop-after-capture', { kind: 'drop-after-capture' }],
  ])('%s', (line, expected) => {
    expect(parseBehaviour(line)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['fly', '"fly" is no behaviour. There are: approve'],
    ['decline zz', '"decline zz" has no valid number.'],
    ['slow -1', '"slow -1" has no valid number.'],
  ])('%s: nothing', (line, problem) => {
    expect(parseBehaviour(line)).toMatchObject({
      ok: false,
      error: expect.stringContaining(problem),
    });
  });
});

describe('a card terminal started by hand', () => {
  let child: ChildProcessWithoutNullStreams | null = null;
  afterEach(() => {
    child?.kill('SIGKILL');
  });

  it('takes a payment, prints what it does and no card number, and ends when told', async () => {
    const args = ['--port', '0', '--currency', '826', '--step-ms', '0'];
    const running = spawn(process.execPath, [MAIN, ...args, '--behaviour', 'decline 05']);
    child = running;
    let said = '';
    running.stdout.on('data', (text: Buffer) => {
      said += text.toString();
    });
    await until('ready', () => /ready 127\.0\.0\.1:\d+/.test(said));
    const port = Number(/ready 127\.0\.0\.1:(\d+)/.exec(said)?.[1]);
    const lot = smallLot([
      {
        id: 'card',
        label: 'Card',
        driver: 'terminal-zvt',
        connection: { kind: 'tcp', host: '127.0.0.1', port },
      },
    ]);
    const noMqtt = {
      connected: false,
      subscribe: () => () => undefined,
      publish: () => Promise.reject(new Error('not used')),
      onConnection: () => () => undefined,
    };
    const recorded = await recordDriver(lot, 'card', noMqtt);
    await until('online', () => recorded.status() === 'online');
    const pay = (paymentId: string) =>
      recorded.driver.perform({
        kind: 'charge',
        deviceId: 'card',
        paymentId,
        amountMinor: 450,
        currency: 'GBP',
      });
    await pay('p1');
    await until('declined', () => recorded.of('charge').length === 1);
    await pay('p2');
    await until('captured', () => recorded.of('charge').length === 2);
    expect(recorded.of('charge').map(({ outcome }) => outcome)).toEqual(['failed', 'captured']);
    await until('the words', () => said.includes('taken: 450, receipt 0001, Mastercard'));
    expect(said).not.toMatch(/559883|8074/);
    await recorded.driver.stop();
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});
