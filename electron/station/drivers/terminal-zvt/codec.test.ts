import { describe, expect, it } from 'vitest';
import { createApduSplitter, encodeApdu } from './apdu.ts';
import { type Command, decodeMessage, encodeCommand } from './codec.ts';
import type { StatusInformation } from './status-information.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex.replace(/[^0-9a-fA-F]/g, ''), 'hex');
const hex = (data: Uint8Array): string =>
  Buffer.from(data)
    .toString('hex')
    .toUpperCase()
    .replace(/..(?=.)/g, '$& ');

function statusOf(text: string): StatusInformation {
  const decoded = decodeMessage(bytes(text));
  if (!decoded.ok || decoded.value.kind !== 'status') throw new Error('no status information');
  return decoded.value.info;
}

describe('commands', () => {
  const password = '123456';

  it.each<[string, Command, string]>([
    [
      'authorisation of €1.00',
      { kind: 'authorise', amountMinor: 100, currencyNumeric: null },
      '06 01 09 04 00 00 00 00 01 00 19 40',
    ],
    [
      'authorisation of €110.00 in euros',
      { kind: 'authorise', amountMinor: 11_000, currencyNumeric: 978 },
      '06 01 0C 04 00 00 00 01 10 00 49 09 78 19 40',
    ],
    [
      'registration, the station prints',
      { kind: 'register', password, currencyNumeric: 978, receipts: 'station' },
      '06 00 06 12 34 56 1E 09 78',
    ],
    [
      'registration, the terminal prints',
      { kind: 'register', password, currencyNumeric: 36, receipts: 'terminal' },
      '06 00 06 12 34 56 18 00 36',
    ],
    ['reversal', { kind: 'reverse', password, receipt: '0231' }, '06 30 06 12 34 56 87 02 31'],
    ['end of day', { kind: 'end-of-day', password }, '06 50 03 12 34 56'],
    ['repeat receipt', { kind: 'repeat-receipt', password }, '06 20 03 12 34 56'],
    ['status enquiry', { kind: 'status-enquiry', password }, '05 01 03 12 34 56'],
    ['diagnosis', { kind: 'diagnosis' }, '06 70 00'],
    ['abort', { kind: 'abort' }, '06 B0 00'],
    ['log-off', { kind: 'log-off' }, '06 02 00'],
    ['acknowledgement', { kind: 'acknowledge' }, '80 00 00'],
    ['what we cannot do', { kind: 'cannot' }, '84 83 00'],
  ])('%s', (_what, command, expected) => {
    expect(hex(encodeCommand(command))).toBe(expected);
  });
});

/** Messages recorded from terminals and published by other implementers of the protocol. */
describe('messages of real terminals', () => {
  it('a payment by Maestro, its card number masked by the terminal', () => {
    const info = statusOf(
      '04 0F 77 27 00 04 00 00 00 00 20 40 0B 00 04 70 0C 22 39 53 0D 10 06 0E 25 12 17 00 01 19 70' +
        '22 F0 F8 EE EE EE EE EE EE 47 71 29 28 00 48 69 2A 31 30 30 34 36 31 37 36 33 20 20 20 20 20' +
        '20 3B 36 31 31 38 30 34 00 00 3C F0 F1 F4 47 45 4E 2E 4E 52 2E 3A 36 31 31 38 30 34 49 09 78' +
        '87 04 70 88 00 04 70 8A 2E 8B F1 F7 44 65 62 69 74 20 4D 61 73 74 65 72 63 61 72 64 00',
    );
    expect(info).toEqual({
      resultCode: 0,
      amountMinor: 2_040,
      currencyNumeric: 978,
      terminalId: '28004869',
      receipt: '0470',
      trace: '000470',
      originalTrace: null,
      cardName: 'Debit Mastercard',
      text: 'GEN.NR.:611804',
      time: '223953',
      date: '1006',
      totals: null,
      problem: null,
    });
    expect(JSON.stringify(info)).not.toMatch(/4771|2512/);
  });

  it('a payment whose card number is only half masked', () => {
    const info = statusOf(
      '04 0F 5A 27 00 04 00 00 00 00 25 00 49 09 78 0C 22 55 58 0D 04 05 22 F0 F8 55 98 83 EE EE EE' +
        '80 74 87 02 31 3B 37 35 30 30 37 31 00 00 0B 00 09 75 19 60 29 52 52 35 35 0E 24 05 8A 06 8C' +
        '01 8B F1 F1 4D 61 73 74 65 72 43 61 72 64 00 2A 38 30 34 30 31 31 39 32 36 20 20 20 20 20 20',
    );
    expect(info).toMatchObject({ receipt: '0231', trace: '000975', cardName: 'MasterCard' });
    expect(JSON.stringify(info)).not.toMatch(/559883|8074/);
  });

  it('a card number of 19 digits without any mask', () => {
    const info = statusOf(
      '04 0F 37 27 00 04 00 00 00 00 40 00 49 09 78 0C 09 38 48 0D 04 25 22 F1 F1 59 66 66 66 66' +
        'D2 00 21 22 01 00 17 00 01 87 01 75 0B 61 39 95 19 40 29 60 09 99 14 0E 05 12 8A 02',
    );
    expect(info).toMatchObject({ amountMinor: 4_000, receipt: '0175', trace: '613995' });
    expect(info.cardName).toBe('girocard');
    expect(JSON.stringify(info)).not.toContain('596666');
  });

  it('a reversal names the payment that it reverses', () => {
    const info = statusOf(
      '04 0F 80 27 00 04 00 00 00 00 01 00 0B 00 06 07 0C 15 48 58 0D 02 01 0E 25 12 17 00 01 19 70' +
        '22 F0 F8 EE EE EE EE EE EE 47 71 29 28 00 48 69 2A 31 30 30 34 36 31 37 36 33 20 20 20 20 20' +
        '20 37 00 06 06 3B 37 31 35 36 39 31 00 00 3C F0 F1 F4 47 45 4E 2E 4E 52 2E 3A 37 31 35 36 39' +
        '31 49 09 78 87 06 07 88 00 06 07 8A 2E 8B F1 F7 44 65 62 69 74 20 4D 61 73 74 65 72 63 61 72' +
        '64 00 06 03 24 01 00',
    );
    expect(info).toMatchObject({ trace: '000607', originalTrace: '000606', amountMinor: 100 });
  });

  it('an abort by the cardholder', () => {
    expect(
      statusOf(
        '04 0F 1E 27 6C 29 28 00 48 69 3C F0 F1 F9 41 62 62 72 75 63 68 20 64 75 72 63 68 20 4B 75 6E 64 65',
      ),
    ).toMatchObject({ resultCode: 0x6c, terminalId: '28004869', text: 'Abbruch durch Kunde' });
  });

  it('an end of day with its totals', () => {
    const info = statusOf(
      '04 0F 4D 27 00 04 00 00 00 00 09 58 0B 00 09 82 0D 04 06 0C 08 17 06 60 F0 F5 F3 02 33 02 34' +
        '00 00 00 00 00 00 00 00 00 00 00 00 00 00 02 00 00 00 00 09 58 00 00 00 00 00 00 00 00 00 00' +
        '00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00',
    );
    expect(info.totals).toEqual({
      firstReceipt: '0233',
      lastReceipt: '0234',
      cards: [{ name: 'Mastercard', count: 2, amountMinor: 958 }],
    });
  });

  it.each<[string, string, object]>([
    ['an acknowledgement', '80 00 00', { kind: 'acknowledged' }],
    ['the other acknowledgement', '84 00 00', { kind: 'acknowledged' }],
    ['please wait', '84 9C 00', { kind: 'refused', code: 0x9c }],
    ['insert card', '04 FF 01 0A', { kind: 'progress', status: 0x0a, text: 'Present the card' }],
    [
      'a status with the text on the display',
      '04 FF 1C FF 10 06 18 24 16 07 08 45 55 52 20 31 2E 32 33 07 0A 42 69 74 74 65 20 77 61 72 74',
      { kind: 'progress', status: 0xff, text: 'EUR 1.23 · Bitte wart' },
    ],
    [
      'the completion of a registration',
      '06 0F 0A 19 10 29 52 52 35 35 49 09 78',
      { kind: 'completed', terminalId: '52523535', currencyNumeric: 978 },
    ],
    [
      'the completion of a status enquiry, with its software version',
      '06 0F 0B F0 F0 F7 32 2E 31 34 2E 31 35 00',
      { kind: 'completed', terminalId: null, currencyNumeric: null },
    ],
    [
      'a bare completion',
      '06 0F 00',
      { kind: 'completed', terminalId: null, currencyNumeric: null },
    ],
    ['an abort', '06 1E 01 05', { kind: 'aborted', code: 5 }],
    ['an abort with a receipt number', '06 1E 04 B8 87 FF FF', { kind: 'aborted', code: 0xb8 }],
    [
      'a line to print',
      '06 D1 19 00 47 65 73 61 6D 74 20 20 20 20 20 20 30 20 20 20 20 20 20 20 30 2C 30 30',
      { kind: 'print', lines: ['Gesamt 0 0,00'] },
    ],
    [
      'a block to print, umlauts as code page 437 has them',
      '06 D3 1E 06 1C 1F 07 01 01 25 16 07 0D 48 8E 4E 44 4C 45 52 42 45 4C 45 47 2E 07 05 31 2E 31 2E 32',
      { kind: 'print', lines: ['HÄNDLERBELEG.', '1.1.2'] },
    ],
    ['a request for input', '04 0D 00', { kind: 'request', control: 0x040d }],
  ])('%s', (_what, message, expected) => {
    expect(decodeMessage(bytes(message))).toEqual({ ok: true, value: expected });
  });

  it('masks a card number on a slip', () => {
    const line = encodeApdu(0x06d1, Buffer.from('\0Card 5598 83## #### 8074 EUR 25.00', 'latin1'));
    expect(decodeMessage(line)).toEqual({
      ok: true,
      value: { kind: 'print', lines: ['Card ******** EUR 25.00'] },
    });
  });
});

describe('malformed messages', () => {
  it.each<[string, string, string]>([
    ['no class of ZVT', '1B 5B 41', 'no ZVT message'],
    ['cut off', '04 0F 77 27 00', 'a message cut off after 5 bytes'],
    ['too long', '80 00 00 01', '1 bytes behind the end of 80 00'],
    // An amount of five bytes, as a shortened example in circulation has it.
    [
      'a short authorisation',
      '06 01 07 04 00 00 00 01 00 19 40',
      '1 bytes behind the end of 06 01',
    ],
    ['no status', '04 FF 00', 'an intermediate status (04 FF) without its status'],
  ])('%s', (_what, message, problem) => {
    expect(decodeMessage(bytes(message))).toEqual({ ok: false, error: problem });
  });

  it.each<[string, string, string]>([
    ['an unknown bitmap', '04 0F 04 27 00 77 01', 'no bitmap 77 is known (byte 2)'],
    ['an amount cut off', '04 0F 05 27 00 04 00 00', 'bitmap 04 is cut off (byte 2 of 5)'],
    ['a length that is none', '04 0F 05 27 00 8B 11 F0', 'bitmap 8B has no valid length (byte 2)'],
    ['a text cut off', '04 0F 07 27 00 3C F0 F0 F9 41', 'bitmap 3C is cut off (byte 2 of 7)'],
    ['a container cut off', '04 0F 05 27 00 06 82 01', 'bitmap 06 has no valid length (byte 2)'],
    ['an amount with letters', '04 0F 09 27 00 04 00 00 00 00 1A 00', 'bitmap 04 is no number'],
  ])('%s: what came before it stands', (_what, message, problem) => {
    expect(statusOf(message)).toMatchObject({ resultCode: 0, amountMinor: null, problem });
  });
});

describe('a stream of messages', () => {
  it('is split wherever it is cut', () => {
    const long = encodeApdu(0x06d3, Buffer.alloc(300, 0x41));
    expect(hex(long.subarray(0, 5))).toBe('06 D3 FF 2C 01');
    const stream = Buffer.concat([bytes('80 00 00'), long, bytes('06 0F 00')]);
    for (let cut = 0; cut <= stream.length; cut++) {
      const splitter = createApduSplitter();
      const parts = [splitter.push(stream.subarray(0, cut)), splitter.push(stream.subarray(cut))];
      expect(parts.flatMap(({ apdus }) => apdus.map(({ length }) => length))).toEqual([3, 305, 3]);
      expect(splitter.hasPartial).toBe(false);
    }
  });

  it('drops what cannot be a message, and goes on with the next chunk', () => {
    const splitter = createApduSplitter();
    const first = splitter.push(bytes('80 00 00 1B 5B 80 00 00'));
    expect([first.apdus.length, first.garbageBytes]).toEqual([1, 5]);
    expect(splitter.push(bytes('06 0F')).apdus).toEqual([]);
    expect(splitter.dropPartial()).toBe(2);
    expect(splitter.push(bytes('80 00 00')).apdus).toHaveLength(1);
  });
});
