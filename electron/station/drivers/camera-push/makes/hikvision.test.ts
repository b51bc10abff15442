import { describe, expect, it } from 'vitest';
import { delivery, JPEG, sample } from '../test-support/samples.ts';
import { hikvision } from './hikvision.ts';

const xml = sample('hikvision-anpr.xml').toString();
const decode = (text: string) => hikvision.decode(delivery(['anpr.xml', 'text/xml', text]));
const other = Buffer.concat([JPEG, Buffer.from([2])]);

it('reads the kept sample with both of its pictures, in whatever order they come', () => {
  const parts = [
    ['detectionPicture.jpg', 'image/jpeg', JPEG],
    ['anpr.xml', 'text/xml', xml],
    ['licensePlatePicture.jpg', 'image/jpeg', other],
  ] as const;
  for (const order of [parts, parts.toReversed()]) {
    const [event, ...more] = hikvision.decode(delivery(...order));
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      kind: 'read',
      camera: '1',
      retransmitted: false,
      read: {
        kind: 'ok',
        value: {
          id: '2024011911172144900FlERIduqg06eKsYuvLX072NugIxaHw22mHG5D5KBmWqX',
          plate: 'PECT600',
          confidence: 0.97,
          at: Date.parse('2024-01-19T11:17:19+08:00'),
        },
      },
    });
    const pictures = event?.kind === 'read' ? event.pictures : [];
    expect(pictures).toHaveLength(2);
    expect(pictures).toContainEqual({ kind: 'scene', bytes: JPEG });
    expect(pictures).toContainEqual({ kind: 'plate', bytes: other });
  }
});

it('takes 1 % for what it is, and not for certainty', () => {
  const [event] = decode(xml.replace('>97<', '>1<'));
  expect(event).toMatchObject({ read: { value: { confidence: 0.01 } } });
});

it('says which events are sent again', () => {
  const again = '<isDataRetransmission>TRUE</isDataRetransmission>';
  const [event] = decode(xml.replace(/<isDataRetransmission>.*/, again));
  expect(event).toMatchObject({ kind: 'read', retransmitted: true });
});

it('gives each of two events in one request the pictures that stand behind it', () => {
  const second = xml.replace('PECT600', 'AB12CDE').replace('2144900Fl', '2144901Fl');
  const events = hikvision.decode(
    delivery(
      ['anpr.xml', 'text/xml', xml],
      ['detectionPicture.jpg', 'image/jpeg', JPEG],
      ['anpr.xml', 'text/xml', second],
      ['detectionPicture.jpg', 'image/jpeg', other],
    ),
  );
  expect(events).toMatchObject([
    { read: { value: { plate: 'PECT600' } }, pictures: [{ bytes: JPEG }] },
    { read: { value: { plate: 'AB12CDE' } }, pictures: [{ bytes: other }] },
  ]);
  const inOnePart = decode(`${xml}\n${second}`);
  expect(inOnePart).toMatchObject([
    { read: { value: { plate: 'PECT600' } } },
    { read: { value: { plate: 'AB12CDE' } } },
  ]);
});

it('reads other case, another prefix, a byte order mark and a bare ampersand', () => {
  const odd = `\uFEFF${xml}`
    .replaceAll('licensePlate>', 'isapi:LicensePlate>')
    .replaceAll('ANPR>', 'anpr>')
    .replace('Camera 01', 'In & out');
  expect(decode(odd)).toMatchObject([{ read: { value: { plate: 'PECT600' } } }]);
});

describe('in another character set', () => {
  const chinese = xml.replace('UTF-8', 'GB2312').replace('PECT600', '\u4EACA12345');
  const inBytes = (text: string, encoding: BufferEncoding, mark: readonly number[]) =>
    hikvision.decode(
      delivery([
        'anpr.xml',
        'text/xml',
        Buffer.concat([Buffer.from(mark), Buffer.from(text, encoding)]),
      ]),
    );
  const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16();
  const wide = xml.replace('UTF-8', 'UTF-16');

  it.each([
    ['UTF-16 with its mark', () => inBytes(wide, 'utf16le', [0xff, 0xfe])],
    ['UTF-16 without', () => inBytes(wide, 'utf16le', [])],
    [
      'UTF-16 the other way round',
      () => hikvision.decode(delivery(['anpr.xml', 'text/xml', swapped(`\uFEFF${wide}`)])),
    ],
    ['said to be UTF-16 and none', () => inBytes(wide, 'utf8', [])],
    ['ISO 8859-1', () => inBytes(xml.replace('UTF-8', 'iso-8859-1'), 'latin1', [])],
    ['a set that nobody knows', () => inBytes(xml.replace('UTF-8', 'x-nobody'), 'utf8', [])],
  ])('%s', (_name, read) => {
    expect(read()).toMatchObject([{ read: { value: { plate: 'PECT600' } } }]);
  });

  it('GB2312, as cameras for China write', () => {
    // 0xBE 0xA9 is the character of Beijing in GB2312.
    const [before = '', after = ''] = chinese.split('\u4EAC');
    const bytes = Buffer.concat([
      Buffer.from(before),
      Buffer.from([0xbe, 0xa9]),
      Buffer.from(after),
    ]);
    const [event] = hikvision.decode(delivery(['anpr.xml', 'text/xml', bytes]));
    expect(event).toMatchObject({
      kind: 'read',
      document: expect.stringContaining('\u4EACA12345'),
    });
  });
});

it('reads two events that stand side by side, without a declaration between, and one beside a broken one', () => {
  const bare = xml.slice(xml.indexOf('<EventNotificationAlert'));
  const second = bare.replace('PECT600', 'AB12CDE');
  const both = [
    { read: { value: { plate: 'PECT600' } } },
    { read: { value: { plate: 'AB12CDE' } } },
  ];
  expect(decode(xml + second)).toMatchObject(both);
  expect(decode(`${xml}\uFEFF${second}`)).toMatchObject(both);
  const broken = bare.replace('</licensePlate>', '</licencePlate>');
  expect(decode(broken + second)).toMatchObject([both[1]]);
});

it.each([
  ['no confidence', /<confidenceLevel>.*/, { read: { value: { confidence: 0 } } }],
  ['no UUID', /<UUID>.*/, { read: { value: { id: null } } }],
  ['no time', /<dateTime>.*/, { read: { value: { at: null } } }],
  ['no event type', /<eventType>.*/, { read: { value: { plate: 'PECT600' } } }],
])('does with %s', (_name, line, expected) => {
  expect(decode(xml.replace(line, ''))).toMatchObject([expected]);
});

it.each([
  ['a document that was cut off', xml.slice(0, -200), 'malformed'],
  ['entities of its own', xml.replace('?>', '?><!DOCTYPE a [<!ENTITY x "AB12">]>'), 'malformed'],
  ['another document', '<html><body/></html>', 'malformed'],
  ['no XML', 'PECT600', 'malformed'],
])('drops %s', (_name, text, reason) => {
  expect(decode(text)).toMatchObject([{ kind: 'drop', reason }]);
});

it.each([
  ['a word for it', xml.replace(/PECT600/g, 'unknown')],
  ['another word for it', xml.replace(/PECT600/g, 'noPlate')],
  ['Chinese firmware', xml.replace(/PECT600/g, '无车牌')],
  ['nothing', xml.replace(/PECT600/g, '')],
  ['no element', xml.replace(/<(original)?licenseplate>.*/gi, '')],
])('keeps the picture of a vehicle that it could not read: %s', (_name, text) => {
  const motorcycle = text.replace('<twoWheelVehicle>no', '<twoWheelVehicle>yes');
  const parts = [
    ['anpr.xml', 'text/xml', motorcycle],
    ['detectionPicture.jpg', 'image/jpeg', JPEG],
  ] as const;
  expect(hikvision.decode(delivery(...parts))).toMatchObject([
    {
      kind: 'read',
      read: { kind: 'unread', value: { vehicle: { vehicleClass: 'motorcycle' } } },
      pictures: [{ kind: 'scene', bytes: JPEG }],
    },
  ]);
});

it('hears a heartbeat', () => {
  const text =
    '<EventNotificationAlert><channelID>1</channelID><eventType>heartBeat</eventType></EventNotificationAlert>';
  expect(decode(text)).toEqual([{ kind: 'alive', camera: '1' }]);
});

it('knows a motorcycle', () => {
  const [event] = decode(xml.replace('<twoWheelVehicle>no', '<twoWheelVehicle>yes'));
  expect(event).toMatchObject({ read: { value: { vehicle: { vehicleClass: 'motorcycle' } } } });
});
