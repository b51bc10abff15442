import { describe, expect, test } from 'vitest';
import type { LotFile } from '../facility/lot-file.ts';
import { smallLot } from '../facility/small-lot.testing.ts';
import { HOUR_MS, SECOND_MS } from '../kernel/instant.ts';
import type { CommandOf } from './command.ts';
import { LaneLot, typesOf } from './lane-rules.testing.ts';

const NEEDS = { vehicleClass: 'car', wantsCharge: false, accessiblePermit: false } as const;

/** The small lot with a camera at each end of its entry, and one at its exit. */
function withCameras(change: Partial<LotFile['lanes'][number]> = {}): LotFile {
  const lot = smallLot();
  const camera = (id: string, laneId: string) =>
    ({ id, label: id, driver: 'camera-mqtt', laneId }) as const;
  return {
    ...lot,
    lanes: lot.lanes.map((lane) => (lane.id === 'in' ? { ...lane, ...change } : lane)),
    devices: [
      { ...camera('front', 'in'), position: 'front' },
      { ...camera('rear', 'in'), position: 'rear' },
      camera('out-cam', 'out'),
    ],
  };
}

type Read = Partial<Omit<CommandOf<'ReportPlate'>, 'type'>>;
let reads = 0;

function read(lot: LaneLot, plateRef: string, more: Read = {}) {
  reads += 1;
  const readId = `read-${reads}`;
  return lot.events({
    type: 'ReportPlate',
    laneId: 'in',
    deviceId: 'front',
    readId,
    plateRef,
    confidence: 0.95,
    nearRefs: [],
    needs: NEEDS,
    ...more,
  });
}

describe('rule 11: reads that come again', () => {
  test('by id: not even after another vehicle, nor after the window', () => {
    const lot = new LaneLot(withCameras());
    lot.loop('in', 'arming', true);
    expect(typesOf(read(lot, 'p1', { readId: 'a' }))).toContain('TicketIssued');
    lot.pass('in');
    lot.at += HOUR_MS;
    lot.loop('in', 'arming', true);
    read(lot, 'p2', { readId: 'b' });
    lot.pass('in');
    lot.loop('in', 'arming', true);
    expect(read(lot, 'p1', { readId: 'a' })).toEqual([]);
    // The same id of another camera is another read.
    expect(typesOf(read(lot, 'p3', { readId: 'b', deviceId: 'rear' }))).toContain('TicketIssued');
  });

  test('by plate, lane and window: also where two plates come in turns', () => {
    const lot = new LaneLot(withCameras());
    lot.loop('in', 'arming', true);
    read(lot, 'p1');
    read(lot, 'p2');
    expect(read(lot, 'p1')).toEqual([]);
    expect(read(lot, 'p2')).toEqual([]);
    expect(read(lot, 'p1', { laneId: 'out' })).not.toEqual([]);
    lot.at += 21 * SECOND_MS;
    expect(typesOf(read(lot, 'p1'))).toEqual(['PlateRead']);
  });

  test('sent again long after: for the record once, and no gate opens for whoever stands there', () => {
    const lot = new LaneLot(withCameras());
    lot.loop('in', 'arming', true);
    const late = { readId: 'lost', late: true } as const;
    expect(read(lot, 'p9', late)).toMatchObject([{ type: 'PlateRead', late: true }]);
    expect(read(lot, 'p9', late)).toEqual([]);
    expect(lot.state.lanes.get('in')).toMatchObject({ phase: 'armed', lastRead: null });
    expect(typesOf(read(lot, 'p9'))).toContain('TicketIssued');
  });
});

describe('rule 11: front and rear', () => {
  const rear = { deviceId: 'rear' };

  test('agree: on record as one vehicle, and one ticket', () => {
    const lot = new LaneLot(withCameras());
    lot.loop('in', 'arming', true);
    read(lot, 'p1', { readId: 'f' });
    lot.at += SECOND_MS;
    expect(read(lot, 'p1', rear)).toMatchObject([{ type: 'PlateRead', pairedWith: 'f' }]);
    expect(lot.state.sessions.size).toBe(1);
  });

  test('differ: the surer one is believed, whichever comes first', () => {
    for (const [first, second, believed] of [
      [0.95, 0.6, 'p1'],
      [0.6, 0.95, 'p2'],
    ] as const) {
      const lot = new LaneLot(withCameras());
      lot.loop('in', 'arming', true);
      read(lot, 'p1', { confidence: first });
      lot.at += SECOND_MS;
      read(lot, 'p2', { ...rear, confidence: second });
      expect([...lot.state.byPlate.keys()]).toEqual([believed]);
    }
  });

  test('after the window they are two vehicles', () => {
    const lot = new LaneLot(withCameras());
    lot.loop('in', 'arming', true);
    read(lot, 'p1', { confidence: 0.7 });
    lot.at += 6 * SECOND_MS;
    expect(read(lot, 'p2', { ...rear, confidence: 0.6 })).toMatchObject([
      { type: 'PlateRead', pairedWith: null },
    ]);
    expect(lot.state.lanes.get('in')?.lastRead?.plateRef).toBe('p2');
  });
});

describe('rule 7: staff are asked', () => {
  const answer = { type: 'AnswerRead', laneId: 'in', admit: true } as const;

  test('a doubtful read: their correction counts and is on record, and the next read is not changed by it', () => {
    const lot = new LaneLot(withCameras());
    lot.loop('in', 'arming', true);
    expect(typesOf(read(lot, 'p0', { confidence: 0.4 }))).toEqual(['PlateRead', 'StaffAsked']);
    const events = lot.events({ ...answer, plateRef: 'p1' });
    expect(events[0]).toMatchObject({
      type: 'StaffAnswered',
      plateRef: 'p1',
      seenPlateRef: 'p0',
    });
    lot.pass('in');
    expect(lot.state.byPlate.has('p1')).toBe(true);
    lot.at += HOUR_MS;
    lot.loop('in', 'arming', true);
    // What was learnt is not put in the place of what is read.
    expect(typesOf(read(lot, 'p0', { confidence: 0.4 }))).toEqual(['PlateRead', 'StaffAsked']);
  });

  test('no plate where only a plate opens: asked after a while, once', () => {
    const lot = new LaneLot(withCameras({ admitsWithoutPlate: false }));
    lot.loop('in', 'arming', true);
    expect(lot.tick(7 * SECOND_MS)).toEqual([]);
    expect(lot.tick(SECOND_MS)).toEqual([{ type: 'NoPlateSeen', laneId: 'in' }]);
    lot.tick(SECOND_MS);
    expect(lot.alarms()).toEqual(['staff-asked']);
    expect(lot.events({ ...answer, plateRef: null, vehicleClass: 'motorcycle' })).toMatchObject([
      { type: 'StaffAnswered', seenPlateRef: null },
      { type: 'TicketIssued', vehicleClass: 'motorcycle', plateRef: null },
      { type: 'GateVended' },
    ]);
  });

  test('a plate that is read after all answers the question', () => {
    const lot = new LaneLot(withCameras({ admitsWithoutPlate: false }));
    lot.loop('in', 'arming', true);
    lot.tick(8 * SECOND_MS);
    expect(typesOf(read(lot, 'p1'))).toEqual(['PlateRead', 'TicketIssued', 'GateVended']);
    lot.tick(SECOND_MS);
    expect(lot.alarms()).toEqual([]);
  });

  test('not where a ticket is given at the push of a button, nor once it was turned away', () => {
    const open = new LaneLot(withCameras());
    open.loop('in', 'arming', true);
    expect(open.tick(HOUR_MS)).toEqual([]);
    const strict = new LaneLot(withCameras({ admitsWithoutPlate: false }));
    strict.enter('p1');
    strict.at += HOUR_MS;
    strict.loop('in', 'arming', true);
    expect(typesOf(read(strict, 'p1'))).toContain('EntryRefused');
    expect(typesOf(strict.tick(HOUR_MS))).not.toContain('NoPlateSeen');
  });

  test('the one before has been read, this one has not', () => {
    const lot = new LaneLot(withCameras({ admitsWithoutPlate: false }));
    lot.enter('p1');
    lot.at += HOUR_MS;
    lot.loop('in', 'arming', true);
    expect(typesOf(lot.tick(8 * SECOND_MS))).toContain('NoPlateSeen');
  });
});
