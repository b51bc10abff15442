import { describe, expect, it } from 'vitest';
import type { DeviceKind } from '#domain/facility/device-link.ts';
import type { TrafficEntry, TrafficWord } from '../drivers/traffic-entry.ts';
import { trafficRow } from './traffic-row.ts';

const TOKEN = `GH1${'ABCDE12345'.repeat(5)}`;
const reader = (kind: DeviceKind, seesPlates = true) => ({ seesPlates, kindOf: () => kind });
const entry = (raw: string | Buffer | null, words: readonly TrafficWord[] = []): TrafficEntry => {
  const bytes = raw === null ? null : Buffer.from(raw);
  return {
    seq: 1,
    at: 5,
    deviceId: 'd',
    direction: 'in',
    place: 'a/b',
    raw: bytes,
    bytes: bytes?.length ?? 0,
    words,
  };
};
const plate: TrafficWord = {
  kind: 'input',
  input: {
    kind: 'plate',
    laneId: 'in',
    readId: 'r1',
    plate: 'KA01MH1',
    confidence: 0.9,
    cameraAt: null,
  },
};

describe('a message as a reader may see it', () => {
  it('is text where it is text, and hexadecimal where it is not', () => {
    expect(trafficRow(entry('{"occupied":true}'), reader('slot'))).toMatchObject({
      text: '{"occupied":true}',
      hex: null,
      bytes: 17,
      isCut: false,
    });
    expect(trafficRow(entry(Buffer.from([1, 2, 0x41, 0xff])), reader('barrier'))).toMatchObject({
      text: '··A·',
      hex: '010241ff',
    });
  });

  it('shows what the driver made of it', () => {
    const { words } = trafficRow(entry('x', [plate]), reader('camera'));
    expect(words).toEqual([
      { kind: 'plate', text: 'laneId in · readId r1 · plate KA01MH1 · confidence 0.9' },
    ]);
  });

  it('holds no plate for who may see none, wherever it stands', () => {
    const row = trafficRow(entry('{"plate":"KA01MH1"}', [plate]), reader('camera', false));
    expect(row).toMatchObject({ text: null, hex: null, isWithheld: true, bytes: 19 });
    expect(JSON.stringify(row)).not.toContain('KA01MH1');
    // What holds no plate is shown to everybody.
    expect(trafficRow(entry('1'), reader('slot', false))).toMatchObject({
      text: '1',
      isWithheld: false,
    });
  });

  it.each<[string, DeviceKind, string | Buffer]>([
    ['a ticket at a scanner', 'scanner', `${TOKEN}\r\n`],
    ['a piece of it', 'scanner', TOKEN.slice(10, 30)],
    ['tickets of a controller', 'lane', JSON.stringify({ stock: [TOKEN, TOKEN] })],
    [
      'a code on paper, among control bytes',
      'printer',
      Buffer.concat([Buffer.from([0x1d, 0x28]), Buffer.from(TOKEN)]),
    ],
    ['a piece of such a code', 'printer', Buffer.from(`\x1d(k${TOKEN.slice(3, 30)}`)],
    ['a password in a form', 'sign', `user=a&password=${TOKEN.slice(3, 20)}`],
  ])('never shows %s', (_, kind, raw) => {
    const text = JSON.stringify(trafficRow(entry(raw), reader(kind)));
    expect(text).not.toContain('ABCDE12345');
    expect(text).not.toContain(Buffer.from('ABCDE12345').toString('hex'));
    expect(text).toContain('•••');
  });

  it('never shows a token in what the driver says', () => {
    const scan: TrafficWord = { kind: 'input', input: { kind: 'scan', laneId: 'in', text: TOKEN } };
    const rights: TrafficWord = {
      kind: 'order',
      order: {
        kind: 'rights',
        deviceId: 'plc',
        rights: {
          head: {
            ...{ version: 1, at: 0, untilAt: 1, period: 0, way: 'entry', alone: 'rights' },
            ...{ parts: [1], stock: [TOKEN], leftOut: 0 },
          },
          parts: [{ part: 0, version: 1, period: 0, rights: [{ d: 'd1', s: 's1' }] }],
          changed: [0],
        },
      },
    };
    const text = JSON.stringify(trafficRow(entry(null, [scan, rights]), reader('lane')));
    expect(text).not.toContain('ABCDE12345');
    expect(text).not.toContain('d1');
  });

  it('never shows what a printer is given', () => {
    const print: TrafficWord = {
      kind: 'order',
      order: { kind: 'print', deviceId: 'p', jobId: 'j1', bytes: Buffer.from(TOKEN) },
    };
    const { words } = trafficRow(entry(null, [print]), reader('printer'));
    expect(words).toEqual([{ kind: 'print', text: 'deviceId p · jobId j1 · bytes 53 bytes' }]);
  });

  it('shows no card number', () => {
    expect(trafficRow(entry('pan 4111 1111 1111 1111 end'), reader('other')).text).toBe(
      'pan ••• end',
    );
  });
});
