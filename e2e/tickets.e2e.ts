import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stripPng } from '#station/documents/strip-picture.ts';
import { type MockContact, startMockContact } from '#station/drivers/contact-mqtt/mock.ts';
import { type MockPrinter, startMockPrinter } from '#station/drivers/printer-escpos/mock.ts';
import { moneyLot } from './support/money-lot.ts';
import { type Site, startSite } from './support/site.ts';

const WAIT = { timeout: 20_000 };

/** What the printer printed, held under a scanner; the field goes on meanwhile. */
async function scanned(site: Site, printer: MockPrinter): Promise<string> {
  const path = join(site.data, 'ticket.png');
  const bytes = printer.printed.at(-1)?.bytes ?? new Uint8Array();
  writeFileSync(path, stripPng(bytes, 42));
  const args = ['--quiet', '--raw', '--nodbus', path];
  const { stdout } = await promisify(execFile)('zbarimg', args);
  return stdout.trimEnd();
}

/**
 * A ticket on its way: the button at the entry, the bytes on the wire, the paper under the scanner of the
 * exit. A built station, Debian's broker, real serial lines, and a printer on a TCP connection.
 */
describe('a ticket machine', () => {
  let site: Site;
  let printer: MockPrinter;
  let button: MockContact;
  let token: string;

  beforeAll(async () => {
    printer = await startMockPrinter({ connection: { kind: 'tcp', port: 0 } });
    const port = printer.port ?? 0;
    site = await startSite(
      moneyLot({
        devices: [
          {
            id: 'tickets',
            label: 'Ticket printer',
            driver: 'printer-escpos',
            laneId: 'in',
            connection: { kind: 'tcp', host: '127.0.0.1', port },
            pollMs: 200,
          },
          {
            id: 'button',
            label: 'Ticket button',
            driver: 'contact-mqtt',
            contact: 'ticket-button',
            laneId: 'in',
          },
        ],
      }),
    );
    const { mqttUrl } = site.station;
    button = await startMockContact({ url: mqttUrl, lotId: site.lot.id, deviceId: 'button' });
  });
  afterAll(async () => {
    await button?.stop();
    await site?.stop();
    await printer?.stop();
  });

  const path = (rest: string) => `/lots/${site.lot.id}${rest}`;
  const deviceRow = async (id: string) =>
    (await site.rest.call('GET', path('/devices'))).find((row: { id: string }) => row.id === id);
  const sessions = (state: string) => site.rest.call('GET', path(`/sessions?state=${state}`));

  test('gives nothing while nobody stands there', async () => {
    await expect.poll(async () => (await deviceRow('tickets')).status, WAIT).toBe('online');
    await button.press();
    await new Promise((done) => setTimeout(done, 500));
    expect(printer.printed).toHaveLength(0);
  });

  test('prints the ticket, and opens when it is on paper', async () => {
    printer.setHanging(true);
    site.entry.arrive();
    await expect
      .poll(async () => {
        await button.press();
        return printer.waitingBytes() > 0;
      }, WAIT)
      .toBe(true);
    await expect.poll(() => site.entry.sign.lines, WAIT).toContain('Your ticket is printed');
    expect(site.entry.vends()).toBe(0);
    printer.setHanging(false);
    await expect.poll(() => site.entry.vends(), WAIT).toBe(1);
    await expect.poll(() => site.entry.sign.lines[0], WAIT).toBe('TAKE YOUR TICKET');
    expect(printer.printed).toHaveLength(1);
    token = await scanned(site, printer);
    await site.entry.passThrough();
    await expect.poll(async () => (await sessions('inside')).length, WAIT).toBe(1);
  });

  test('gives a code that the exit reads off the paper', async () => {
    await site.pass(3_600_000);
    site.exit.arrive();
    await expect
      .poll(() => {
        site.exit.scan(token);
        return site.exit.sign.lines[0];
      }, WAIT)
      .toBe('PLEASE PAY');
    const quote = await site.rest.call('POST', path('/quotes'), { ticket: token });
    expect(quote.dueMinor).toBeGreaterThan(0);
    await site.rest.call('POST', path('/shifts'), { floatMinor: 0 });
    await site.rest.call('POST', path('/payments'), {
      ticket: token,
      method: 'cash',
      amountMinor: quote.dueMinor,
      tenderedMinor: quote.dueMinor,
    });
    await expect.poll(() => site.exit.vends(), WAIT).toBe(1);
    await site.exit.passThrough();
    await expect.poll(async () => (await sessions('inside')).length, WAIT).toBe(0);
  });

  test('without paper calls staff, tells the driver, and goes on by the plate', async () => {
    printer.set({ paper: 'out' });
    await expect.poll(async () => (await deviceRow('tickets')).status, WAIT).toBe('fault');
    expect((await deviceRow('tickets')).detail).toBe('It has no paper.');
    site.entry.arrive();
    await expect
      .poll(async () => {
        await button.press();
        return site.entry.sign.lines[0];
      }, WAIT)
      .toBe('NO TICKETS HERE');
    await site.entry.read('KA05MX4821');
    await expect.poll(() => site.entry.vends(), WAIT).toBe(2);
    expect(printer.printed).toHaveLength(1);
  });
});
