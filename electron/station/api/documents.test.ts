import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS } from '#domain/kernel/instant.ts';
import { actorName } from '#domain/lot/actor.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import { readEscPos } from '../documents/escpos-reader.testing.ts';
import { recordingLog } from '../journal/test-support/recording-log.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import { PaymentDesk } from '../providers/payment-desk.ts';
import { eventually } from '../test-support/eventually.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';
import { NOON } from './test-support/test-host.ts';

const LINK = 'https://pay.example/l/7K4M';
const provider = slowProvider();

let api: TestApi;
let ticket: { readonly number: string; readonly token: string };
beforeAll(async () => {
  const providers = new Map([['slow', provider]]);
  const now = () => api?.host.clock.now() ?? NOON;
  const desk = new PaymentDesk({ providers, upi: null, now, log: recordingLog() });
  api = await testApi({ desk });
  const body = { laneId: 'in', plate: 'KA01AB1234' };
  const entered = await api.call('POST', '/lots/small/entries', { body });
  ticket = entered.body.ticket;
});
afterAll(() => api.close());

/** A provider that takes an order when the test lets it, and is never paid. */
function slowProvider(): PaymentProvider & { takeOrders(): void } {
  const { promise: open, resolve: takeOrders } = Promise.withResolvers<void>();
  const never = () => Promise.reject(new Error('not in this test'));
  return {
    name: 'slow',
    methods: ['online'],
    takeOrders,
    request: async () => {
      await open;
      return { providerOrderId: 'order-1', link: LINK };
    },
    status: async () => ({
      state: 'pending',
      providerPaymentId: null,
      amountMinor: 200,
      currency: 'GBP',
      detail: '',
    }),
    refund: never,
    refundState: never,
    cancel: async () => undefined,
    readWebhook: () => ({ ok: false, code: 'malformed', message: 'not in this test' }),
  };
}

/** A document's bytes; `call` would read them as text. */
async function bytesOf(path: string, role: 'attendant' | 'admin' = 'attendant') {
  const response = await fetch(`${api.http.url}/api/v1/lots/small/${path}`, {
    headers: { authorization: `Bearer ${api.tokens[role]}` },
  });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** The words of a PDF, as another program reads them. */
function textOfPdf(bytes: Buffer): string {
  const path = join(api.host.directory, 'paper.pdf');
  writeFileSync(path, bytes);
  return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
}

describe('a ticket', () => {
  it('as PNG holds the token that opens the exit', async () => {
    const { response, bytes } = await bytesOf(`tickets/${ticket.number}.png`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const path = join(api.host.directory, 'ticket.png');
    writeFileSync(path, bytes);
    const args = ['--quiet', '--raw', '--nodbus', path];
    const token = execFileSync('zbarimg', args, { encoding: 'utf8' }).trim();
    expect(token).toBe(ticket.token);
  });

  it('as PDF is named after its number', async () => {
    const { response, bytes } = await bytesOf(`tickets/${formatTicketNumber(ticket.number)}.pdf`);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-disposition')).toBe(
      `inline; filename="ticket-${ticket.number}.pdf"`,
    );
    expect(bytes.toString('latin1', 0, 5)).toBe('%PDF-');
  });

  it('that was given out before says which copy it is, and opens all the same', async () => {
    const lines = async (query: string) =>
      readEscPos((await bytesOf(`tickets/${ticket.number}.escpos${query}`)).bytes);
    const first = await lines('?issue=preview');
    const next = await lines('');
    const copy = (strip: typeof next) =>
      strip.lines.find(({ text }) => text.includes('COPY'))?.text;
    expect(copy(next)?.trim()).toMatch(/^COPY [1-9]$/);
    expect(copy(first)).toBe(copy(next));
    expect(next.codes[0]?.data).toBe(ticket.token);
  });

  it('as ESC/POS fits the paper that was asked for', async () => {
    const { bytes } = await bytesOf(`tickets/${ticket.number}.escpos?columns=32`);
    const strip = readEscPos(bytes);
    expect(strip.codes[0]?.data).toBe(ticket.token);
    expect(strip.lines.map(({ text }) => text)).toContain('-'.repeat(32));
    expect(strip.lines.map(({ text }) => text)).toContain(`Up to 1 h${'£2.00'.padStart(23)}`);
    expect(strip.lines.map(({ text }) => text)).toContain(`Plate${'KA01AB1234'.padStart(27)}`);
  });

  it('of a vehicle that has left has no code any more', async () => {
    const body = { laneId: 'in', plate: 'KA02CD5678' };
    const entered = await api.call('POST', '/lots/small/entries', { body });
    const { number } = entered.body.ticket;
    const left = await api.call('POST', '/lots/small/exits', {
      body: { laneId: 'out', ticket: number },
    });
    expect(left.body.decision).toBe('vend');
    const { bytes } = await bytesOf(`tickets/${number}.escpos`);
    const strip = readEscPos(bytes);
    expect(strip.codes).toEqual([]);
    expect(strip.lines.map(({ text }) => text.trim())).toContain('USED: this stay has ended.');
  });

  it.each([
    ['a number that was never given', 'tickets/000000000.png', 404, 'ticket-unknown'],
    ['what is no number', 'tickets/hello.pdf', 404, 'ticket-unknown'],
    ['a format that is not made', `tickets/000000000.gif`, 422, 'invalid'],
    ['a paper that is not sold', 'tickets/000000000.escpos?columns=33', 422, 'invalid'],
  ])('is refused for %s', async (_what, path, status, code) => {
    const answer = await api.call('GET', `/lots/small/${path}`, { as: 'attendant' });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('is not shown to strangers, nor in another lot', async () => {
    const path = `tickets/${ticket.number}.pdf`;
    expect((await api.call('GET', `/lots/small/${path}`, { as: null })).status).toBe(401);
    expect((await api.call('GET', `/lots/other/${path}`)).body.code).toBe('lot-unknown');
  });
});

describe('a receipt', () => {
  const linesOf = async (path: string) =>
    readEscPos((await bytesOf(path)).bytes).lines.map(({ text }) => text.trim());
  let number: number;
  let paymentId: string;

  beforeAll(async () => {
    api.host.clock.forward(HOUR_MS);
    const paid = await api.call('POST', '/lots/small/payments', {
      as: 'attendant',
      body: { ticket: ticket.number, method: 'cash', amountMinor: 200, tenderedMinor: 500 },
    });
    expect(paid.status).toBe(201);
    number = paid.body.receiptNumber;
    paymentId = paid.body.paymentId;
  });

  it('comes as facts: what was charged, how it was paid, and for whom', async () => {
    const path = `/lots/small/receipts/${number}.json`;
    const answer = await api.call('GET', path, { as: 'attendant' });
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.body).toMatchObject({
      number,
      kind: 'payment',
      totalMinor: 200,
      method: 'cash',
      tenderedMinor: 500,
      changeMinor: 300,
      cashier: 'attendant',
      stay: { ticketNumber: ticket.number, plate: 'KA01AB1234' },
    });
  });

  it('comes as PDF and as ESC/POS, the first as an original and each later one as its copy', async () => {
    const preview = await linesOf(`receipts/${number}.escpos?issue=preview`);
    expect(preview.at(0)).toBe('PREVIEW: not valid');
    expect(preview.join()).not.toContain('COPY');
    const original = await linesOf(`receipts/${number}.escpos?issue=late`);
    expect(original).toContain(`Change${'£3.00'.padStart(36)}`);
    expect(original).toContain('LATE RECEIPT');
    expect(original.join()).not.toContain('COPY');
    const pdf = await bytesOf(`receipts/${number}.pdf`);
    expect(pdf.response.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.bytes.toString('latin1', 0, 5)).toBe('%PDF-');
    const text = textOfPdf(pdf.bytes);
    expect(text).toContain('COPY 1');
    expect(text).toMatch(/Printed by\s+attendant/);
    expect(await linesOf(`receipts/${number}.escpos`)).toContain('COPY 2');
    // A copy is a copy, whatever it is asked for as.
    expect(await linesOf(`receipts/${number}.escpos?issue=late`)).toContain('COPY 3');
    expect(await linesOf(`receipts/${number}.escpos?issue=preview`)).toContain('COPY 4');
    // What was looked at counts as nothing.
    expect(await linesOf(`receipts/${number}.escpos`)).toContain('COPY 4');
  });

  it('is on record with each copy, and with who took it', async () => {
    const { body } = await api.call('GET', '/lots/small/journal?after=0&limit=1000', {
      as: 'manager',
    });
    const recorded: readonly RecordedEvent[] = body;
    const copies = recorded.flatMap(({ event, actor }) =>
      event.type === 'PrintAsked' && event.document.kind === 'receipt'
        ? [[event.deviceId, event.copy, actorName(actor)]]
        : [],
    );
    expect(copies).toEqual([0, 1, 2, 3, 4].map((copy) => [null, copy, 'attendant']));
  });

  it('of a refund names the receipt that it takes back', async () => {
    const refund = await api.call('POST', `/lots/small/payments/${paymentId}/refunds`, {
      as: 'manager',
      body: { amountMinor: 50, reason: 'Gate was stuck' },
    });
    expect(refund.status).toBe(200);
    const lines = await linesOf(`receipts/${refund.body.receiptNumber}.escpos`);
    expect(lines).toContain(`For receipt${`No. ${number}`.padStart(31)}`);
    expect(lines).toContain(`Gate was stuck${'-0.50'.padStart(28)}`);
    expect(lines).toContain(`Refunded${'£0.50'.padStart(34)}`);
  });

  it('that was never given is refused by name', async () => {
    const answer = await api.call('GET', '/lots/small/receipts/1042.pdf');
    expect(answer.status).toBe(404);
    expect(answer.body).toEqual({
      code: 'receipt-unknown',
      message: 'There is no receipt "1042" in this lot.',
    });
    expect((await api.call('GET', '/lots/small/receipts/x.pdf')).status).toBe(404);
  });
});

describe('the slip of a payment that is waited for', () => {
  let paymentId: string;
  beforeAll(async () => {
    const body = { laneId: 'in', plate: 'KA03EF9012' };
    const entered = await api.call('POST', '/lots/small/entries', { body });
    api.host.clock.forward(HOUR_MS);
    const asked = await api.call('POST', '/lots/small/payments', {
      body: { ticket: entered.body.ticket.number, method: 'online', amountMinor: 200 },
    });
    expect(asked.body.state).toBe('requested');
    paymentId = asked.body.paymentId;
  });

  it('has nothing to scan before the provider has taken the order', async () => {
    const answer = await api.call('GET', `/lots/small/slips/${paymentId}.png`);
    expect([answer.status, answer.body.code]).toEqual([409, 'nothing-to-scan']);
  });

  it('as a picture holds the address where the driver pays', async () => {
    provider.takeOrders();
    await eventually('the provider has taken the order', async () => {
      const payment = await api.call('GET', `/lots/small/payments/${paymentId}`);
      return payment.body.link === LINK;
    });
    const { response, bytes } = await bytesOf(`slips/${paymentId}.png`);
    expect(response.headers.get('content-type')).toBe('image/png');
    const path = join(api.host.directory, 'slip.png');
    writeFileSync(path, bytes);
    const args = ['--quiet', '--raw', '--nodbus', path];
    expect(execFileSync('zbarimg', args, { encoding: 'utf8' }).trim()).toBe(LINK);
    const escpos = await bytesOf(`slips/${paymentId}.escpos`);
    expect(readEscPos(escpos.bytes).codes[0]?.data).toBe(LINK);
  });

  it('of an unknown payment is refused', async () => {
    const answer = await api.call('GET', '/lots/small/slips/none.pdf');
    expect([answer.status, answer.body.code]).toEqual([404, 'payment-unknown']);
  });
});
