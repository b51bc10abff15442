import { afterAll, expect, test } from 'vitest';
import { ticketPaper } from '#domain/ticket/printed-ticket.ts';
import { Press } from './press.ts';
import { rupeeTicket } from './samples.testing.ts';

const press = new Press();
afterAll(() => press.close());
const job = { paper: ticketPaper(rupeeTicket), form: { columns: 42, codePage: 'cp858' } } as const;

test('the press makes every format in its thread', async () => {
  const [pdf, png, escpos] = await Promise.all([
    press.make({ ...job, format: 'pdf' }),
    press.make({ ...job, format: 'png' }),
    press.make({ ...job, format: 'escpos' }),
  ]);
  expect(Buffer.from(pdf).toString('latin1', 0, 5)).toBe('%PDF-');
  expect(Buffer.from(png).toString('latin1', 1, 4)).toBe('PNG');
  expect(Buffer.from(escpos).subarray(0, 2)).toEqual(Buffer.of(0x1b, 0x40));
});

test('a document that cannot be made fails alone', async () => {
  const unprintable = { ...job.paper, at: Number.NaN };
  const [broken, whole] = await Promise.allSettled([
    press.make({ ...job, paper: unprintable, format: 'pdf' }),
    press.make({ ...job, format: 'png' }),
  ]);
  expect(broken.status).toBe('rejected');
  expect(whole.status).toBe('fulfilled');
});

test('more than it can hold are sent away at once', async () => {
  const answers = Array.from({ length: 65 }, () => press.make({ ...job, format: 'escpos' }));
  const settled = await Promise.allSettled(answers);
  expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  expect(settled[64]).toMatchObject({ reason: { name: 'StationBusy' } });
});

test('after it was closed it starts again for whoever still asks', async () => {
  await press.close();
  const bytes = await press.make({ ...job, format: 'escpos' });
  expect(bytes.length).toBeGreaterThan(100);
});
