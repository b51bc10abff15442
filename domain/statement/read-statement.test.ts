import { describe, expect, it } from 'vitest';
import { guessStatement } from './guess-statement.ts';
import { readStatement } from './read-statement.ts';

const PLACE = { timeZone: 'Asia/Kolkata', locale: 'en-IN' };
const NOW = Date.parse('2026-12-01T00:00:00Z');

function rowsOf(text: string) {
  return text
    .trim()
    .split('\n')
    .map((line, index) => ({ line: index + 1, cells: line.split(';') }));
}

function read(text: string, change: Partial<ReturnType<typeof guessStatement>> = {}) {
  const rows = rowsOf(text);
  const mapping = { ...guessStatement(rows, ';', PLACE), ...change };
  const body = mapping.hasHeader ? rows.slice(1) : rows;
  const place = { timeZone: PLACE.timeZone, nowAt: NOW, digits: 2 };
  return { mapping, ...readStatement(body, mapping, place) };
}

const RAZORPAY = `
entity_id;type;debit;credit;amount;currency;fee;tax;created_at;payment_id
pay_A1;payment;0;39.06;40.00;INR;0.94;0.14;26/11/2026 10:15:00;pay_A1
rfnd_B1;refund;40.00;0;40.00;INR;0.00;0.00;27/11/2026 09:00:00;pay_A1
setl_C1;settlement;0;0;100.00;INR;0;0;28/11/2026 09:00:00;
`;

describe('a statement', () => {
  it('is read as Razorpay writes it, its columns guessed', () => {
    const { mapping, lines, passedOver, problems } = read(RAZORPAY);
    expect(mapping).toMatchObject({ reference: 9, time: 8, amount: 4, fee: 6, kind: 1 });
    expect(mapping.dateOrder).toBe('dmy');
    expect(mapping.kinds).toEqual({
      payment: 'payment',
      refund: 'refund',
      settlement: 'leave-out',
    });
    expect(lines.map((one) => one.read)).toEqual([
      ['pay_A1', Date.parse('2026-11-26T04:45:00Z'), 4_000, 94],
      ['pay_A1', Date.parse('2026-11-27T03:30:00Z'), -4_000, 0],
    ]);
    expect([passedOver, problems]).toEqual([1, []]);
  });

  it('is read as others write it: by the sign, dates alone, fees less than zero', () => {
    const { mapping, lines } = read(
      `Date;Reference;Gross;Fee\n2026-11-26;GHP1;1,234.00;-12.34\n2026-11-27;GHP1;(34.00);0.34`,
    );
    expect(mapping).toMatchObject({ reference: 1, time: 0, amount: 2, fee: 3, kind: null });
    expect(mapping.feesAreNegative).toBe(true);
    expect(lines.map((one) => one.read)).toEqual([
      ['GHP1', Date.parse('2026-11-26T06:30:00Z'), 123_400, 1_234],
      ['GHP1', Date.parse('2026-11-27T06:30:00Z'), -3_400, -34],
    ]);
  });

  it('may count in the smallest unit, and have no fees', () => {
    const { lines } = read('created;id;amount\n2026-11-26;A1;4000', { inMinorUnits: true });
    expect(lines.map((one) => one.read.slice(2))).toEqual([[4_000, 0]]);
  });

  it('names each row that cannot be read, and reads the others', () => {
    const { lines, problems } = read(`
Date;Reference;Amount;Fee;Type
2026-11-26;A1;40.00;1.00;payment
soon;A2;40.00;1.00;payment
2026-11-26;;40.00;1.00;payment
2026-11-26;A4;forty;1.00;payment
2026-11-26;A5;40.00;some;payment
2026-11-26;4111111111111111;40.00;1.00;payment
2027-11-26;A7;40.00;1.00;payment
2026-11-26;A8;40.00;;refund
`);
    expect(lines.map((one) => one.read[0])).toEqual(['A1', 'A8']);
    expect(lines[1]?.read.slice(2)).toEqual([-4_000, 0]);
    expect(problems.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [3, 0, 'no-time'],
      [4, 1, 'no-reference'],
      [5, 2, 'no-amount'],
      [6, 3, 'no-fee'],
      [7, 1, 'card-number'],
      [8, 0, 'to-come'],
    ]);
    expect(JSON.stringify(problems)).not.toContain('4111');
  });

  it('names rows of a kind that nobody has said the meaning of', () => {
    const { problems } = read(
      'Date;Reference;Amount;Type\n2026-11-26;A1;40.00;payment\n2026-11-26;A2;4.00;dispute',
      { kinds: { payment: 'payment' } },
    );
    expect(problems).toMatchObject([{ line: 3, column: 3, value: 'dispute' }]);
  });
});
