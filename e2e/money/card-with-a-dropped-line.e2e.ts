import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CARD_NUMBER,
  type CardTerminal,
  startCardTerminal,
} from '#station/simulator/card-terminal/terminal.ts';
import { filesWith } from '#station/test-support/grep-files.ts';
import { driveIn, driveOut, LOT, SOON } from '../support/drive.ts';
import { HOUR_FEE_MINOR, LOT_ID, moneyLot } from '../support/money-lot.ts';
import { type Site, startSite } from '../support/site.ts';

const PLATE = 'KA05MX4821';
const SECOND_PLATE = 'KA01AB1234';
const THIRD_PLATE = 'MH12DE1433';
const TERMINAL_ID = 'desk-terminal';
const RUPEE = 356;

/**
 * The terminal takes the money, and the line breaks before the station hears of it; then the power goes.
 * The card is charged once, whatever happens.
 */
describe('a card at the desk, with a dropped line', () => {
  let site: Site;
  let terminal: CardTerminal;

  beforeAll(async () => {
    terminal = await startCardTerminal({
      connection: { kind: 'tcp', port: 0 },
      currencyNumeric: RUPEE,
    });
    const connection = { kind: 'tcp' as const, host: '127.0.0.1', port: terminal.port ?? 0 };
    site = await startSite(
      moneyLot({
        devices: [
          {
            id: TERMINAL_ID,
            label: 'Desk terminal',
            driver: 'terminal-zvt',
            connection,
            ackTimeoutMs: 500,
            doubtTimeoutMs: 1_000,
          },
        ],
      }),
    );
  });
  afterAll(async () => {
    await site?.stop();
    await terminal?.stop();
  });

  const paymentOf = (paymentId: string) => site.rest.call('GET', `${LOT}/payments/${paymentId}`);
  const charges = () => terminal.heard.filter(({ kind }) => kind === 'authorise').length;

  async function terminalIsThere(): Promise<void> {
    await expect
      .poll(async () => {
        const methods = await site.rest.call('GET', `${LOT}/payment-methods`);
        const card = methods.find((one: { method: string }) => one.method === 'card');
        return card?.devices;
      }, SOON)
      .toMatchObject([{ id: TERMINAL_ID, online: true }]);
  }

  async function payByCard(plate: string): Promise<string> {
    const body = { plate, method: 'card', amountMinor: HOUR_FEE_MINOR };
    const { paymentId, state } = await site.rest.call('POST', `${LOT}/payments`, body);
    expect(state).toBe('requested');
    return paymentId;
  }

  let sessionId = '';
  let paymentId = '';
  test('the line breaks after the capture, and the power goes before anybody asks', async () => {
    await terminalIsThere();
    sessionId = await driveIn(site, PLATE);
    terminal.behave({ kind: 'drop-after-capture' });
    paymentId = await payByCard(PLATE);
    await expect.poll(() => terminal.journal.takenMinor, SOON).toBe(HOUR_FEE_MINOR);
    // While the line is down nobody can ask; the terminal that hangs keeps it so until the power is gone.
    terminal.setSilent(true);
    await site.kill();
    const memory = join(site.data, 'lots', LOT_ID, 'devices', `${TERMINAL_ID}.json`);
    expect(readFileSync(memory, 'utf8')).toContain(paymentId);
  });

  test('started again, it asks the terminal and does not charge anew', async () => {
    terminal.setSilent(false);
    await site.start();
    await expect.poll(async () => (await paymentOf(paymentId)).state, SOON).toBe('captured');
    expect(await paymentOf(paymentId)).toMatchObject({
      capturedMinor: HOUR_FEE_MINOR,
      receiptNumber: 1,
      uncertain: false,
    });
    expect(charges()).toBe(1);
    expect(terminal.journal.takenMinor).toBe(HOUR_FEE_MINOR);
  });

  test('the receipt says card and never its number, and the car leaves', async () => {
    const receipt = await site.rest.bytes(`${LOT}/receipts/1.json`);
    expect(receipt.toString('utf8')).toContain('card');
    site.exit.arrive();
    await site.exit.read(PLATE);
    await driveOut(site, sessionId, 1);
    const digits = [CARD_NUMBER.slice(0, 6), CARD_NUMBER.replaceAll('E', '*')];
    expect(filesWith(site.data, digits)).toEqual([]);
  });

  test('the terminal is gone for good: the payment is uncertain, and nothing opens', async () => {
    await driveIn(site, SECOND_PLATE);
    await terminalIsThere();
    terminal.behave({ kind: 'silent' });
    paymentId = await payByCard(SECOND_PLATE);
    await expect.poll(charges, SOON).toBe(2);
    terminal.drop();
    await expect.poll(async () => (await paymentOf(paymentId)).uncertain, SOON).toBe(true);
    const attention = await site.rest.call('GET', `${LOT}/payments?state=attention`);
    expect(attention.map(({ id }: { id: string }) => id)).toEqual([paymentId]);
    site.exit.arrive();
    await site.exit.read(SECOND_PLATE);
    await expect.poll(() => site.exit.sign.lines[0], SOON).toBe('PLEASE PAY');
    expect(site.exit.vends()).toBe(1);
  });

  test('staff look at the slip and decide; a reason is asked for', async () => {
    const path = `${LOT}/payments/${paymentId}/resolve`;
    expect(await site.rest.ask('POST', path, { captured: true, reason: '' })).toMatchObject({
      status: 422,
    });
    await site.rest.call('POST', path, { captured: true, reason: 'slip 0002 says paid' });
    expect(await paymentOf(paymentId)).toMatchObject({ state: 'captured', receiptNumber: 2 });
    await expect.poll(site.exit.vends, SOON).toBe(2);
    await site.exit.passThrough();
    expect(charges()).toBe(2);
  });

  test('a card that is declined leaves the amount due, and can be tried again', async () => {
    terminal.setSilent(false);
    await terminalIsThere();
    const third = await driveIn(site, THIRD_PLATE);
    terminal.behave({ kind: 'decline', code: 0x05 });
    const first = await payByCard(THIRD_PLATE);
    await expect.poll(async () => (await paymentOf(first)).state, SOON).toBe('failed');
    const again = await payByCard(THIRD_PLATE);
    await expect.poll(async () => (await paymentOf(again)).state, SOON).toBe('captured');
    site.exit.arrive();
    await site.exit.read(THIRD_PLATE);
    await driveOut(site, third, 3);
  });
});
