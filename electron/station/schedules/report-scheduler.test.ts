import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import { ATTEMPTS_MAX } from '#domain/reporting/runs.ts';
import { savedReportSchema } from '#domain/reporting/saved-report.ts';
import { cashLot, type TestHost, testHost } from '../api/test-support/test-host.ts';
import type { LotUnit } from '../runtime/lot-unit.ts';
import { smtpMailer } from './mailer.ts';
import { ReportScheduler, type SchedulerParts } from './report-scheduler.ts';
import { type MailServer, startMailServer } from './test-support/mail-server.ts';

const MANAGER = { kind: 'user', name: 'mara', role: 'manager' } as const;
const BYTES = Buffer.from('takings;42\r\n');

describe('scheduled reports', () => {
  let host: TestHost;
  let unit: LotUnit;
  let server: MailServer;
  let folder: string;
  let made: string[];
  let scheduler: ReportScheduler;

  const partsOf = (change: Partial<SchedulerParts> = {}): SchedulerParts => ({
    host,
    clock: host.clock,
    log: host.log,
    folder,
    sendMail: smtpMailer({
      host: '127.0.0.1',
      port: server.port,
      security: 'none',
      from: 'Gatehouse <reports@example.com>',
    }),
    makeFiles: async (_lot, { report }, { period }) => {
      made.push(period.name);
      return [{ name: `small-${period.name}-${report}.csv`, type: 'text/csv', bytes: BYTES }];
    },
    ...change,
  });
  const start = (change?: Partial<SchedulerParts>) => {
    scheduler = new ReportScheduler(partsOf(change));
  };

  beforeEach(async () => {
    host = testHost();
    unit = await host.open(cashLot(), { kind: 'station' });
    server = await startMailServer();
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-reports-'));
    made = [];
    start();
  });
  afterEach(async () => {
    await scheduler.close();
    await server.close();
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function save(schedule: object): Promise<string> {
    const terms = savedReportSchema.parse({
      name: 'Accountant',
      report: 'revenue',
      period: 'day',
      schedule: { time: '06:30', formats: ['csv'], ...schedule },
    });
    const body = { type: 'SaveReport', savedReportId: null, terms } as const;
    const outcome = await unit.submit(body, { actor: MANAGER });
    const event = outcome.ok ? outcome.events[0]?.event : null;
    return event?.type === 'ReportSaved' ? event.savedReportId : '';
  }
  const mailRefs = (...addresses: string[]) =>
    addresses.flatMap((address) => unit.refOfText('contact', address) ?? []);
  const report = (id: string) => unit.state.reporting.get(id);

  it('are mailed when their time has come, once', async () => {
    const id = await save({ mailRefs: mailRefs('ann@example.com', 'bo@example.com') });
    await scheduler.look();
    expect(server.mails).toHaveLength(0);
    host.clock.forward(DAY_MS);
    await scheduler.look();
    await scheduler.look();
    expect(server.mails).toHaveLength(1);
    const [mail] = server.mails;
    expect(mail?.subject).toBe('Small lot: Accountant, 2026-11-22');
    expect([mail?.to].flat().map((to) => to?.text)).toEqual(['ann@example.com, bo@example.com']);
    expect(mail?.attachments[0]?.filename).toBe('small-2026-11-22-revenue.csv');
    expect(mail?.attachments[0]?.content).toEqual(BYTES);
    expect(report(id)?.last).toMatchObject({ fileNames: ['small-2026-11-22-revenue.csv'] });
  });

  it('are written into a folder that only its owner reads', async () => {
    await save({ folder: 'For Ann/morning' });
    host.clock.forward(DAY_MS);
    await scheduler.look();
    const place = join(folder, 'For Ann', 'morning');
    expect(readdirSync(place)).toEqual(['small-2026-11-22-revenue.csv']);
    expect(readFileSync(join(place, 'small-2026-11-22-revenue.csv'))).toEqual(BYTES);
  });

  it('that were missed while the station was off are caught up, oldest first', async () => {
    await save({ folder: 'a' });
    await scheduler.close();
    host.clock.forward(3 * DAY_MS);
    start();
    await scheduler.look();
    expect(made).toEqual(['2026-11-22', '2026-11-23', '2026-11-24']);
  });

  it('that fail are shown, tried again later, and sent in the end', async () => {
    const id = await save({ mailRefs: mailRefs('ann@example.com') });
    server.refuse('550 no such user');
    host.clock.forward(DAY_MS);
    await scheduler.look();
    expect(report(id)?.failing).toMatchObject({ attempts: 1, periodName: '2026-11-22' });
    expect(report(id)?.failing?.message).toContain('550 no such user');
    await scheduler.look();
    expect(report(id)?.failing?.attempts).toBe(1);
    server.refuse(null);
    host.clock.forward(2 * MINUTE_MS);
    await scheduler.look();
    expect(report(id)).toMatchObject({ failing: null, last: { periodName: '2026-11-22' } });
    expect(server.mails).toHaveLength(1);
  });

  it('that fail again and again are given up, and the next day has its turn', async () => {
    const id = await save({ mailRefs: mailRefs('ann@example.com') });
    server.refuse('550 no such user');
    host.clock.forward(DAY_MS);
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
      await scheduler.look();
      host.clock.forward(12 * HOUR_MS);
    }
    expect(report(id)?.last).toMatchObject({ fileNames: null, periodName: '2026-11-22' });
    server.refuse(null);
    await scheduler.look();
    expect(report(id)?.last?.fileNames).not.toBeNull();
  });

  it('put no address and no password into journal and log', async () => {
    await save({ mailRefs: mailRefs('ann@example.com') });
    server.refuse('550 no such user');
    host.clock.forward(DAY_MS);
    await scheduler.look();
    const journal = JSON.stringify(unit.journal.read(0, 1_000));
    expect(journal).toContain('ReportNotSent');
    expect(journal).toContain('(address)');
    for (const text of [journal, JSON.stringify(host.log)]) expect(text).not.toContain('ann@');
  });

  it('say what is missing where e-mail is not set up', async () => {
    await scheduler.close();
    start({ sendMail: null });
    const id = await save({ mailRefs: mailRefs('ann@example.com') });
    host.clock.forward(DAY_MS);
    await scheduler.look();
    expect(report(id)?.failing?.message).toBe('e-mail is not set up: config.json has no "mail"');
  });

  it('of a server that is not there fail and do not hold up the others', async () => {
    await scheduler.close();
    const { port } = server;
    await server.close();
    const settings = { host: '127.0.0.1', port, security: 'none', from: 'a@example.com' } as const;
    start({ sendMail: smtpMailer(settings) });
    const bad = await save({ mailRefs: mailRefs('ann@example.com') });
    host.clock.forward(DAY_MS);
    await scheduler.look();
    expect(report(bad)?.failing?.message).toContain('ECONNREFUSED');
    server = await startMailServer();
  });

  it('never leave the folder for reports, not even over a link', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'gatehouse-outside-'));
    symlinkSync(outside, join(folder, 'out'));
    const id = await save({ folder: 'out' });
    host.clock.forward(DAY_MS);
    await scheduler.look();
    expect(report(id)?.failing?.message).toContain('leads out of the folder for reports');
    expect(existsSync(join(outside, 'small-2026-11-22-revenue.csv'))).toBe(false);
    rmSync(outside, { recursive: true });
  });
});

describe('the mail server', () => {
  it('is told user and password, and a wrong one is a failure', async () => {
    const account = { user: 'reports', password: 'right-one' };
    const server = await startMailServer({ account });
    const settings = { host: '127.0.0.1', port: server.port, security: 'none' } as const;
    const mail = { id: 'a', to: ['a@example.com'], subject: 's', text: 't', files: [] };
    const from = 'b@example.com';
    const wrong = smtpMailer({ ...settings, from, user: 'reports', password: 'wrong-one' });
    await expect(wrong(mail)).rejects.toThrow(/535/);
    await smtpMailer({ ...settings, from, ...account })(mail);
    expect(server.mails.map(({ messageId }) => messageId)).toEqual(['<a@gatehouse>']);
    await server.close();
  });

  it('that offers no encryption gets no mail unless that was set so', async () => {
    const server = await startMailServer();
    const settings = { host: '127.0.0.1', port: server.port, security: 'starttls' } as const;
    const send = smtpMailer({ ...settings, from: 'b@example.com' });
    const mail = { id: 'a', to: ['a@example.com'], subject: 's', text: 't', files: [] };
    await expect(send(mail)).rejects.toThrow(/STARTTLS/);
    expect(server.mails).toEqual([]);
    await server.close();
  });
});
