import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must } from '#domain/kernel/assert.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import type { Actor } from '#domain/lot/actor.ts';
import type { Cell, ReportDocument } from '#domain/reports/document.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';
import { NOON } from './test-support/test-host.ts';

const run = promisify(execFile);
const LOT = '/lots/small';
const STATEMENTS = `${LOT}/statements`;
const FEE_MINOR = 400;
const PERSON = { kind: 'user', name: 'mara', role: 'manager' } as const;
const PROVIDER = { kind: 'station' } as const;

/** What four payments come to at the provider: one agrees, one differs, one is missing, one is given back. */
const AT = NOON + 2 * HOUR_MS;
const day = (days: number) => new Date(AT + days * DAY_MS).toISOString();
const STATEMENT = [
  'payment_id,type,created_at,amount,fee',
  `pay_0,payment,${day(-1)},1.00,0.02`,
  `pay_1,payment,${day(0)},4.00,0.09`,
  `pay_2,payment,${day(0)},3.50,0.09`,
  `pay_4,payment,${day(0)},4.00,0.09`,
  `pay_4,refund,${day(1)},1.00,0`,
  'broken,payment,never,4.00,0.09',
  `setl_1,settlement,${day(2)},10.00,0`,
  `pay_later,payment,${day(4.5)},2.00,0.05`,
  '',
].join('\n');

describe('statements of payment providers', () => {
  let api: TestApi;
  let tokens: Record<'manager' | 'attendant' | 'accountant', string>;

  beforeAll(async () => {
    api = await testApi();
    await play(api);
    const tokenOf = async (name: string): Promise<string> => {
      const body = { username: name, password: `${name}-demo` };
      return (await api.call('POST', '/sign-in', { as: null, body })).body.token;
    };
    tokens = {
      manager: await tokenOf('manager'),
      attendant: await tokenOf('attendant'),
      accountant: await tokenOf('accountant'),
    };
  });
  afterAll(() => api.close());

  const call = (
    method: string,
    path: string,
    body?: unknown,
    as: keyof typeof tokens = 'accountant',
    headers: Readonly<Record<string, string>> = {},
  ) =>
    api.call(method, path, {
      as: null,
      headers: { authorization: `Bearer ${tokens[as]}`, ...headers },
      ...(body !== undefined && { body }),
    });
  const revenue = async (): Promise<ReportDocument> =>
    (await call('GET', `${LOT}/reports/revenue?period=week&date=2026-11-22`)).body;
  const rowsOf = ({ sections }: ReportDocument, id: string): readonly Record<string, Cell>[] => {
    const { columns, rows } = must(
      sections.find((one) => one.id === id),
      'the section is there',
    );
    return rows.map((row) =>
      Object.fromEntries(columns.map((column, index) => [column.id, row[index] ?? null])),
    );
  };
  const against = async () => rowsOf(await revenue(), 'statements');
  const bytesOf = async (format: string): Promise<Buffer> => {
    const url = `${api.http.url}/api/v1${LOT}/reports/revenue?period=week&date=2026-11-22&format=${format}`;
    const headers = { authorization: `Bearer ${tokens.accountant}` };
    return Buffer.from(await (await fetch(url, { headers })).arrayBuffer());
  };

  it('are looked at first: columns are guessed, what is left out is named', async () => {
    const { status, body } = await call('POST', `${STATEMENTS}/preview`, { text: STATEMENT });
    expect(status).toBe(200);
    expect(body.mapping).toMatchObject({ reference: 0, kind: 1, time: 2, amount: 3, fee: 4 });
    expect(body).toMatchObject({ lines: 6, amountMinor: 1_350, feeMinor: 34, passedOver: 1 });
    expect(body.problems).toMatchObject([{ line: 7, column: 2, value: 'never' }]);
    expect(body.kinds).toContainEqual({ name: 'settlement', rows: 1 });
    expect(body.parties).toContainEqual({ id: 'razorpay', name: 'razorpay' });
    expect((await call('GET', STATEMENTS)).body).toEqual([]);
    expect(await against()).toEqual([]);
  });

  it('are set against receipts, payment by payment, and differences are named', async () => {
    const sent = { fileName: 'nov.csv', party: 'razorpay', text: STATEMENT };
    const first = await call('POST', STATEMENTS, sent);
    expect([first.status, first.body.lines, first.body.dropped]).toEqual([201, 6, 1]);
    expect(await against()).toEqual([
      {
        ...{ party: 'razorpay', payments: 4, here: 1_600 - 100, waiting: 0 },
        ...{ stated: 1_150, difference: -350 },
        ...{ 'missing-there': 1, 'missing-here': 1, differing: 1 },
        // The refund is stated in the week after, and paid out less then.
        ...{ fee: 29, payout: 1_250 - 29 },
      },
    ]);
    const named = rowsOf(await revenue(), 'differences').filter(
      ({ party }) => party === 'razorpay',
    );
    expect(
      named.map(({ what, amount, reason }) => [what, amount, String(reason).split(': ').at(-1)]),
    ).toEqual([
      ['Another amount on the statement', -50, 'pay_2'],
      ['On no statement of the provider', -400, 'pay_3'],
      ['On the statement, but not known here', 100, 'pay_0'],
    ]);
  });

  it('count once, however often a file is imported, and are told apart in the list', async () => {
    const before = await against();
    const headers = { 'idempotency-key': 'statement-again' };
    const sent = { fileName: 'nov again.csv', party: 'razorpay', text: STATEMENT };
    const again = await call('POST', STATEMENTS, sent, 'manager', headers);
    const retried = await call('POST', STATEMENTS, sent, 'manager', headers);
    expect(retried.body.importId).toBe(again.body.importId);
    expect(await against()).toEqual(before);
    expect((await call('GET', STATEMENTS)).body).toMatchObject([
      { fileName: 'nov.csv', by: 'accountant', lines: 6, amountMinor: 1_350, feeMinor: 34 },
      { fileName: 'nov again.csv', by: 'manager', lines: 6 },
    ]);
  });

  it('stand in every format', async () => {
    const csv = (await bytesOf('csv')).toString('utf8');
    expect(csv).toContain('razorpay,4,15.00,0.00,11.50,-3.50,1,1,1,0.29,12.21');
    const path = join(api.host.directory, 'revenue');
    writeFileSync(`${path}.xlsx`, await bytesOf('xlsx'));
    const sheets = await readXlsxFile(`${path}.xlsx`);
    const sheet = sheets.find(({ sheet: name }) => name.startsWith('Statements'));
    expect(sheet?.data[1]).toEqual(['razorpay', 4, 15, 0, 11.5, -3.5, 1, 1, 1, 0.29, 12.21]);
    writeFileSync(`${path}.pdf`, await bytesOf('pdf'));
    const { stdout } = await run('pdftotext', ['-layout', `${path}.pdf`, '-']);
    expect(stdout).toContain('On no statement of the provider');
  });

  it('survive making all figures anew, and count no more when they are removed', async () => {
    const before = await against();
    await api.host.lots.get('small')?.views.rebuild(() => undefined);
    expect(await against()).toEqual(before);
    for (const { id } of (await call('GET', STATEMENTS)).body)
      expect((await call('DELETE', `${STATEMENTS}/${id}`)).status).toBe(200);
    expect(await against()).toEqual([]);
    const gone = await call('DELETE', `${STATEMENTS}/nothing`);
    expect([gone.status, gone.body.code]).toEqual([404, 'statement-unknown']);
  });

  it('come in parts, whose lines are counted on', async () => {
    const lines = STATEMENT.split('\n');
    const { mapping } = (await call('POST', `${STATEMENTS}/preview`, { text: STATEMENT })).body;
    const first = { fileName: 'parts.csv', party: 'razorpay', mapping };
    const text = lines.slice(0, 4).join('\n');
    const { importId } = (await call('POST', STATEMENTS, { ...first, text })).body;
    const next = { text: lines.slice(4).join('\n'), mapping, firstLine: 5 };
    const { body } = await call('POST', `${STATEMENTS}/${importId}/lines`, next);
    expect(body.problems.map(({ line }: { line: number }) => line)).toEqual([7]);
    expect((await call('GET', STATEMENTS)).body).toMatchObject([{ id: importId, lines: 6 }]);
    expect((await against())[0]).toMatchObject({ payments: 4, difference: -350 });
  });

  it('are for those who may', async () => {
    const sent = { fileName: 'nov.csv', party: 'razorpay', text: STATEMENT };
    const denied = await call('POST', STATEMENTS, sent, 'attendant');
    expect([denied.status, denied.body.code]).toEqual([403, 'forbidden']);
  });
});

/** Four vehicles stay for two hours, and pay through the provider; five days go by. */
async function play({ host, call }: TestApi): Promise<void> {
  const unit = must(host.lots.get('small'), 'the lot is open');
  const told = async (body: Parameters<typeof unit.submit>[0], actor: Actor) => {
    const outcome = await unit.submit(body, { actor });
    if (!outcome.ok) throw new Error(outcome.refusal.message);
    return outcome.events.map(({ event }) => event);
  };
  const sessions: string[] = [];
  for (const number of [1, 2, 3, 4]) {
    const body = { laneId: 'in', plate: `KA01AB123${number}` };
    sessions.push((await call('POST', `${LOT}/entries`, { body })).body.session.id);
  }
  host.clock.forward(2 * HOUR_MS);
  const ids: string[] = [];
  for (const [index, sessionId] of sessions.entries()) {
    const [asked] = await told(
      {
        ...({ type: 'RequestPayment', method: 'online', provider: 'razorpay' } as const),
        ...{ purpose: { kind: 'session', sessionId }, amountMinor: FEE_MINOR, part: false },
        ...{ laneId: null, deviceId: null },
      },
      PERSON,
    );
    const paymentId = asked !== undefined && 'paymentId' in asked ? asked.paymentId : '';
    ids.push(paymentId);
    const reference = { terminalId: null, trace: null, cardName: null, id: `pay_${index + 1}` };
    const outcome = { kind: 'captured', amountMinor: FEE_MINOR, reference } as const;
    await told({ type: 'ReportPayment', paymentId, outcome }, PROVIDER);
  }
  host.clock.forward(5 * MINUTE_MS);
  const paymentId = must(ids[3], 'four were paid');
  const refund = {
    type: 'RefundPayment',
    paymentId,
    amountMinor: 100,
    reason: 'too long',
  } as const;
  const events = await told({ ...refund, as: 'same' }, PERSON);
  const asked = events.find(({ type }) => type === 'RefundRequested');
  const refundId = asked?.type === 'RefundRequested' ? asked.refundId : '';
  const outcome = { kind: 'refunded' } as const;
  await told({ type: 'ReportRefund', paymentId, refundId, outcome }, PROVIDER);
  host.clock.forward(5 * DAY_MS);
}
