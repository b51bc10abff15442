import { afterEach, describe, expect, it } from 'vitest';
import { CARD_NUMBER } from '#station/simulator/card-terminal/terminal.ts';
import type { TerminalOrder } from '../terminal-words.ts';
import { until } from '../test-support/wait.ts';
import {
  ask,
  authorisations,
  charge,
  deviceId,
  driverOf,
  endAll,
  online,
  outcomeOf,
  terminalOn,
} from './test-support/terminal-and-driver.ts';

afterEach(endAll);

describe('a card terminal over TCP', () => {
  it('captures a payment, and tells what it shows meanwhile', async () => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal));
    await recorded.driver.perform(charge('p1'));
    expect(await outcomeOf(recorded, 'p1')).toEqual({
      kind: 'charge',
      paymentId: 'p1',
      outcome: 'captured',
      amountMinor: 1_000,
      reference: {
        terminalId: '52523535',
        terminalReceipt: '0001',
        trace: '000001',
        cardName: 'Mastercard',
      },
    });
    expect(recorded.of('charge-progress').map(({ text }) => text)).toEqual([
      'Present the card',
      'Waiting for the card network',
    ]);
  });

  it.each([
    ['decline 05', 'declined', 'Declined by the card network (05).'],
    ['decline 78', 'declined', 'The card has expired.'],
    ['cancel', 'cancelled', 'It was cancelled at the terminal, or the time was over.'],
  ] as const)('reports %s, and nothing is taken', async (word, code, detail) => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal));
    terminal.behave(
      word === 'cancel'
        ? { kind: 'cancel' }
        : { kind: 'decline', code: Number.parseInt(word.slice(-2), 16) },
    );
    await recorded.driver.perform(charge('p1'));
    expect(await outcomeOf(recorded, 'p1')).toMatchObject({ outcome: 'failed', code, detail });
    expect(terminal.journal.takenMinor).toBe(0);
  });

  it('reports the amount that was captured, not the one that was asked', async () => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal));
    terminal.behave({ kind: 'wrong-amount', amountMinor: 900 });
    await recorded.driver.perform(charge('p1'));
    expect(await outcomeOf(recorded, 'p1')).toMatchObject({
      outcome: 'captured',
      amountMinor: 900,
    });
  });

  it('takes one payment at a time', async () => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal));
    terminal.behave({ kind: 'slow', ms: 20_000 });
    await recorded.driver.perform(charge('p1'));
    await until('the card is asked for', () => recorded.of('charge-progress').length > 0);
    await expect(recorded.driver.perform(charge('p2'))).rejects.toThrow('busy');
    expect(await outcomeOf(recorded, 'p2')).toMatchObject({ outcome: 'failed', code: 'busy' });
    await recorded.driver.perform({ kind: 'abort-charge', deviceId, paymentId: 'p1' });
    expect(await outcomeOf(recorded, 'p1')).toMatchObject({ outcome: 'failed', code: 'cancelled' });
    await recorded.driver.perform(charge('p3'));
    expect(await outcomeOf(recorded, 'p3')).toMatchObject({ outcome: 'captured' });
    expect(terminal.journal.takenMinor).toBe(1_000);
  });

  it('stops a cardholder who takes too long', async () => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal, { chargeTimeoutMs: 300 }));
    terminal.behave({ kind: 'slow', ms: 20_000 });
    await recorded.driver.perform(charge('p1'));
    expect(await outcomeOf(recorded, 'p1')).toMatchObject({ outcome: 'failed', code: 'cancelled' });
  });

  it('never charges one payment twice, whoever asks', async () => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal));
    await recorded.driver.perform(charge('p1'));
    const first = await outcomeOf(recorded, 'p1');
    await recorded.driver.perform(charge('p1'));
    await recorded.driver.perform(ask('p1'));
    expect(await outcomeOf(recorded, 'p1', 3)).toEqual(first);
    expect(authorisations(terminal)).toBe(1);
  });

  it('reverses a payment, once', async () => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal));
    await recorded.driver.perform(charge('p1'));
    await outcomeOf(recorded, 'p1');
    const reverse: TerminalOrder = {
      kind: 'reverse-charge',
      deviceId,
      paymentId: 'p1',
      amountMinor: 1_000,
      terminalReceipt: '0001',
    };
    terminal.behave({ kind: 'drop-after-capture' });
    await recorded.driver.perform(reverse);
    // The line broke before the answer: it is sent again, and the terminal says that it is done.
    expect(await outcomeOf(recorded, 'p1', 2)).toMatchObject({ outcome: 'reversed' });
    expect(terminal.journal.takenMinor).toBe(0);
    await recorded.driver.perform({ ...reverse, terminalReceipt: '0777' });
    expect(await outcomeOf(recorded, 'p1', 3)).toMatchObject({ outcome: 'reversal-failed' });
  });

  it('is not away when it closes an idle connection and takes the next', async () => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal));
    terminal.drop();
    await until(
      'registered again',
      () => terminal.heard.filter(({ kind }) => kind === 'register').length === 2,
    );
    await recorded.driver.perform(charge('p1'));
    expect(await outcomeOf(recorded, 'p1')).toMatchObject({ outcome: 'captured' });
    expect(recorded.of('status').map(({ status }) => status)).toEqual(['online']);
  });

  it('closes the day with its totals', async () => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal));
    await recorded.driver.perform(charge('p1', 300));
    await outcomeOf(recorded, 'p1');
    await recorded.driver.perform(charge('p2', 500));
    await outcomeOf(recorded, 'p2');
    await recorded.driver.perform({ kind: 'end-of-day', deviceId });
    await until('the totals', () => recorded.of('end-of-day').length > 0);
    expect(recorded.of('end-of-day')).toEqual([
      {
        kind: 'end-of-day',
        outcome: 'done',
        totals: {
          terminalId: '52523535',
          amountMinor: 800,
          count: 2,
          firstReceipt: '0001',
          lastReceipt: '0002',
          cards: [
            { name: 'Mastercard', count: 1, amountMinor: 300 },
            { name: 'Visa', count: 1, amountMinor: 500 },
          ],
        },
      },
    ]);
  });

  it('lets nothing of a card out, and no password', async () => {
    const terminal = await terminalOn({ password: '482916' });
    const recorded = await online(await driverOf(terminal, { password: '482916' }));
    await recorded.driver.perform(charge('p1'));
    await outcomeOf(recorded, 'p1');
    const all = JSON.stringify([recorded.inputs, recorded.drops, recorded.log.lines]);
    expect(all).not.toContain(CARD_NUMBER.slice(0, 6));
    expect(all).not.toContain('8074');
    expect(all).not.toContain('482916');
  });

  it('says why it cannot be registered', async () => {
    const terminal = await terminalOn({ currencyNumeric: 978 });
    const recorded = await driverOf(terminal);
    await until('the fault', () => recorded.status() === 'fault');
    expect(recorded.of('status').at(-1)?.detail).toBe(
      'It refuses to be registered: The terminal has another currency.',
    );
    await expect(recorded.driver.perform(charge('p1'))).rejects.toThrow('offline');
    expect(await outcomeOf(recorded, 'p1')).toMatchObject({ outcome: 'failed', code: 'offline' });
  });

  it('refuses what the terminal cannot charge', async () => {
    const terminal = await terminalOn();
    const recorded = await online(await driverOf(terminal));
    await expect(recorded.driver.perform(charge('p1', 0))).rejects.toThrow('this amount');
    await expect(
      recorded.driver.perform({ ...charge('p2'), currency: 'EUR' } as TerminalOrder),
    ).rejects.toThrow('works in GBP, not in EUR');
    expect(authorisations(terminal)).toBe(0);
  });
});
