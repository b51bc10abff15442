import { describe, expect, it } from 'vitest';
import { deviceSchema } from './device-file.ts';
import type { LotFileProblem } from './lot-file-problem.ts';
import { parseLotFile } from './parse-lot-file.ts';
import { smallLot } from './small-lot.testing.ts';

type Json = Record<string, unknown>;

/** What the file holds at a path; tests only go where the small lot has something. */
function at(lot: Json, ...path: (string | number)[]): object {
  let value: unknown = lot;
  for (const key of path) value = (value as Record<string | number, unknown>)[key];
  return value as object;
}

/** The problems of the small lot after a change to its JSON. */
function problemsAfter(change: (lot: Json) => void): LotFileProblem[] {
  const json = JSON.parse(JSON.stringify(smallLot())) as Json;
  change(json);
  const parsed = parseLotFile(json);
  return parsed.ok ? [] : parsed.error;
}

/** Every driver there is, as a sentence lists them. */
const DRIVERS = [...(deviceSchema._zod.propValues.driver ?? [])]
  .map((name) => JSON.stringify(name))
  .join(', ');

const one = (path: string, message: string): LotFileProblem[] => [{ path, message }];

const BARRIER = {
  id: 'barrier',
  label: 'Barrier',
  driver: 'barrier-modbus-rtu',
  laneId: 'in',
  serial: { path: '/dev/bus' },
};

describe('a lot file', () => {
  it('may hang several barriers on one Modbus line, and two on one board', () => {
    const units = [
      { ...BARRIER, id: 'first' },
      { ...BARRIER, id: 'second', unit: 2 },
      { ...BARRIER, id: 'third', coils: { vend: 3, hold: 4, close: 5 } },
    ];
    expect(parseLotFile({ ...smallLot(), devices: units }).ok).toBe(true);
  });

  it('is returned with its defaults', () => {
    const parsed = parseLotFile(JSON.parse(JSON.stringify(smallLot())));
    expect(parsed).toEqual({ ok: true, value: smallLot() });
  });

  it('may hold the small tariff of first files', () => {
    const car = { freeMinutes: 10, periodMinutes: 60, periodFeeMinor: 200, dayCapMinor: 1_000 };
    const tariff = { id: 'simple', name: 'Simple', rates: { car } };
    expect(parseLotFile({ ...smallLot(), tariff })).toEqual({ ok: true, value: smallLot() });
  });

  it.each<[string, (lot: Json) => void, LotFileProblem[]]>([
    [
      'a field of the wrong type',
      (lot) => Object.assign(lot, { name: 7 }),
      one('name', 'expected a text, found 7'),
    ],
    [
      'a missing field',
      (lot) => Reflect.deleteProperty(at(lot, 'slots', 2), 'zoneId'),
      one('slots[2].zoneId', 'expected a text, found nothing'),
    ],
    [
      'an unknown field',
      (lot) => Object.assign(at(lot, 'slots', 0), { colour: 'red' }),
      one('slots[0].colour', 'expected only the known fields of slots[0], found this one'),
    ],
    [
      'an unknown kind',
      (lot) => Object.assign(at(lot, 'slots', 1), { kind: 'boat' }),
      one(
        'slots[1].kind',
        'expected one of "motorcycle", "compact", "standard", "large", "bus", "ev", "accessible", found "boat"',
      ),
    ],
    [
      'an unknown driver',
      (lot) => Object.assign(lot, { devices: [{ driver: 'abacus' }] }),
      one('devices[0].driver', `expected one of ${DRIVERS}, found "abacus"`),
    ],
    [
      'a number out of bounds',
      (lot) => Object.assign(at(lot, 'policies'), { exitGraceMinutes: 999 }),
      one('policies.exitGraceMinutes', 'expected at most 240, found 999'),
    ],
    [
      'an empty list',
      (lot) => Object.assign(lot, { slots: [] }),
      one('slots', 'expected a list of at least 1 item, found 0 items'),
    ],
    [
      'a point of three numbers',
      (lot) => Object.assign(at(lot, 'slots', 0), { at: [1, 2, 3] }),
      one('slots[0].at', 'expected a list of at most 2 items, found 3 items'),
    ],
    [
      'two slots of one id',
      (lot) => Object.assign(at(lot, 'slots', 3), { id: 'a2' }),
      one('slots[3].id', 'expected an id used once, found "a2" again after slots[1].id'),
    ],
    [
      'an unknown zone',
      (lot) => Object.assign(at(lot, 'slots', 0), { zoneId: 'vip' }),
      one('slots[0].zoneId', 'expected the id of a zone, found "vip", which no zone has'),
    ],
    [
      'an edge to an unknown node',
      (lot) => Object.assign(at(lot, 'drive', 'edges', 0), { to: 'north' }),
      one('drive.edges[0].to', 'expected the id of a node, found "north", which no node has'),
    ],
    [
      'a lane whose node is unknown',
      (lot) => Object.assign(at(lot, 'lanes', 0), { nodeId: 'north' }),
      one('lanes[0].nodeId', 'expected the id of a node, found "north", which no node has'),
    ],
    [
      'no way out',
      (lot) => Object.assign(at(lot, 'lanes', 1), { direction: 'entry' }),
      [
        {
          path: 'lanes',
          message: 'expected a lane with direction "exit" or "reversible", found none',
        },
      ],
    ],
    [
      'a device in an unknown lane',
      (lot) =>
        Object.assign(lot, {
          devices: [{ id: 'cam', label: 'Cam', driver: 'camera-mqtt', laneId: 'gate' }],
        }),
      one('devices[0].laneId', 'expected the id of a lane, found "gate", which no lane has'),
    ],
    [
      'a sensor for an unknown slot',
      (lot) =>
        Object.assign(lot, {
          devices: [
            { id: 'eye', label: 'Eye', driver: 'slot-sensors-mqtt', slotIds: ['a1', 'a9'] },
          ],
        }),
      one('devices[0].slotIds[1]', 'expected the id of a slot, found "a9", which no slot has'),
    ],
    [
      'a Modbus line whose users do not agree',
      (lot) =>
        Object.assign(lot, {
          devices: [
            { ...BARRIER, id: 'first' },
            { ...BARRIER, id: 'second', unit: 2, serial: { path: '/dev/bus', baudRate: 9_600 } },
          ],
        }),
      one(
        'devices[1].serial.path',
        'expected the settings of the line at devices[0].serial.path (Barrier): 19200 baud, 8 data bits, parity even, 1 stop bits, found 9600 baud, 8 data bits, parity even, 1 stop bits',
      ),
    ],
    [
      'a coil that two barriers of a board would use',
      (lot) =>
        Object.assign(lot, {
          devices: [
            { ...BARRIER, id: 'first' },
            { ...BARRIER, id: 'second', coils: { vend: 3, close: 4 } },
          ],
        }),
      one(
        'devices[1].unit',
        'expected another unit than devices[0] (Barrier), or other coils, found coil 1 of unit 1 again',
      ),
    ],
    [
      'a coil with two meanings',
      (lot) => Object.assign(lot, { devices: [{ ...BARRIER, coils: { hold: 0 } }] }),
      one('devices[0].coils', 'expected a coil of its own for each order, found 0, 0, 2'),
    ],
    [
      'inputs that no one request can read',
      (lot) => Object.assign(lot, { devices: [{ ...BARRIER, inputs: { fault: 2_000 } }] }),
      one(
        'devices[0].inputs',
        'expected inputs that lie within 2000 addresses, found 2001 from the first to the last',
      ),
    ],
    [
      'a serial line used twice',
      (lot) =>
        Object.assign(lot, {
          devices: ['in', 'out'].map((laneId) => ({
            id: `scan-${laneId}`,
            label: laneId,
            driver: 'scanner-serial',
            laneId,
            serial: { path: '/dev/ttyUSB0' },
          })),
        }),
      one(
        'devices[1].serial.path',
        'expected a serial line of its own, found "/dev/ttyUSB0" again after devices[0].serial.path (in)',
      ),
    ],
    [
      'a card terminal on the line of a scanner',
      (lot) =>
        Object.assign(lot, {
          devices: [
            {
              id: 'scan',
              label: 'Scanner',
              driver: 'scanner-serial',
              laneId: 'in',
              serial: { path: '/dev/ttyUSB0' },
            },
            {
              id: 'card',
              label: 'Card',
              driver: 'terminal-zvt',
              connection: { kind: 'serial', serial: { path: '/dev/ttyUSB0' } },
            },
          ],
        }),
      one(
        'devices[1].connection.serial.path',
        'expected a serial line of its own, found "/dev/ttyUSB0" again after devices[0].serial.path (Scanner)',
      ),
    ],
    [
      'a card terminal with a password that is none',
      (lot) =>
        Object.assign(lot, {
          devices: [
            {
              id: 'card',
              label: 'Card',
              driver: 'terminal-zvt',
              connection: { kind: 'tcp', host: '10.0.0.9' },
              password: '12ab',
            },
          ],
        }),
      one('devices[0].password', 'expected six digits, found "12ab"'),
    ],
    [
      'a slot off its level',
      (lot) => Object.assign(at(lot, 'slots', 0), { at: [-3, 14] }),
      one('slots[0].at', 'expected a centre within the outline of level "ground", found [-3, 14]'),
    ],
    [
      'an outline that crosses itself',
      (lot) =>
        Object.assign(at(lot, 'levels', 0), {
          outline: [
            [0, 0],
            [100, 40],
            [100, 0],
            [0, 60],
          ],
        }),
      one(
        'levels[0].outline',
        'expected sides that do not cross, found those from points 0 and 2 crossing',
      ),
    ],
    [
      'an outline without area',
      (lot) =>
        Object.assign(at(lot, 'levels', 0), {
          outline: [
            [0, 0],
            [50, 0],
            [100, 0],
          ],
        }),
      one('levels[0].outline', 'expected an area of at least 1 m², found 0.00 m²'),
    ],
    [
      'an unknown time zone',
      (lot) => {
        for (const part of [lot, at(lot, 'tariff')]) Object.assign(part, { timeZone: 'Mars/Base' });
      },
      one('timeZone', 'expected an IANA time zone such as Asia/Kolkata, found "Mars/Base"'),
    ],
    [
      'an unknown currency',
      (lot) => {
        for (const part of [lot, at(lot, 'tariff')]) Object.assign(part, { currency: 'QQQ' });
      },
      one('currency', 'expected an ISO 4217 code such as INR or GBP, found "QQQ"'),
    ],
    [
      'a locale that is none',
      (lot) => Object.assign(lot, { locale: 'en_' }),
      one('locale', 'expected a BCP 47 language tag such as en-GB, found "en_"'),
    ],
    [
      'accessible slots offered without permit',
      (lot) =>
        Object.assign(lot, { allocation: { spillOver: { car: ['standard', 'accessible'] } } }),
      one(
        'allocation.spillOver.car[1]',
        'expected a kind that may be given to the profile "car", found "accessible"',
      ),
    ],
    [
      'slots that cannot be reached against a one-way aisle',
      (lot) =>
        Object.assign(at(lot, 'drive', 'edges', 0), { from: 'east', to: 'west', oneWay: true }),
      [
        {
          path: 'lanes[0].nodeId',
          message:
            'expected a way along drive.edges from lane "in" to every slot, found none to 4 slots: a1, a2, a3, a4',
        },
        {
          path: 'drive.edges',
          message:
            'expected a way from every slot to a lane that lets vehicles out, found none from 4 slots: a1, a2, a3, a4',
        },
      ],
    ],
    [
      'a tariff without rates',
      (lot) => Object.assign(at(lot, 'tariff'), { rates: {} }),
      one('tariff.rates', 'expected a list, found an object'),
    ],
    [
      'a tariff in other money and by another clock',
      (lot) => Object.assign(at(lot, 'tariff'), { currency: 'EUR', timeZone: 'Europe/Paris' }),
      [
        {
          path: 'tariff.currency',
          message: 'expected the lot\'s currency GBP, found "EUR"',
        },
        {
          path: 'tariff.timeZone',
          message: 'expected the lot\'s time zone Europe/London, found "Europe/Paris"',
        },
      ],
    ],
  ])('with %s is refused', (_, change, problems) => {
    expect(problemsAfter(change)).toEqual(problems);
  });

  it('with a flat edge between levels is refused', () => {
    const problems = problemsAfter((lot) => {
      Object.assign(at(lot, 'levels'), [
        at(lot, 'levels', 0),
        { ...at(lot, 'levels', 0), id: 'upper', storey: 1 },
      ]);
      Object.assign(at(lot, 'drive', 'nodes', 1), { levelId: 'upper' });
    });
    expect(problems).toContainEqual({
      path: 'drive.edges[0].kind',
      message: 'expected "ramp" between two levels, found "aisle" from ground to upper',
    });
    expect(problems.map(({ path }) => path)).toContain('lanes[1].nodeId');
  });

  it('lists at most 100 problems and counts the rest', () => {
    const problems = problemsAfter((lot) => {
      const slot = at(lot, 'slots', 0);
      Object.assign(lot, { slots: Array.from({ length: 250 }, () => slot) });
    });
    expect(problems).toHaveLength(100);
    expect(problems.at(-1)).toEqual({
      path: 'lot file',
      message: 'expected no further problems, found 150 more',
    });
  });

  it('shows long texts shortened', () => {
    const [problem] = problemsAfter((lot) => Object.assign(lot, { currency: 'X'.repeat(10_000) }));
    expect(problem?.message.length).toBeLessThan(120);
  });
});
