import { describe, expect, test } from 'vitest';
import type { LotFile } from '../facility/lot-file.ts';
import { smallLot } from '../facility/small-lot.testing.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/instant.ts';
import { laneLive } from '../views/lot-live.ts';
import type { CommandOf } from './command.ts';
import { LaneLot, typesOf } from './lane-rules.testing.ts';
import { withoutLoops } from './lot.testing.ts';

const NEEDS = { vehicleClass: 'car', wantsCharge: false, accessiblePermit: false } as const;
const ANSWER = { type: 'AnswerRead', laneId: 'in', admit: true, plateRef: null } as const;

/** An entry that asks for plates, with a camera at each end of the vehicle. */
function plateLot(base: LotFile = smallLot(), change: Partial<LotFile['lanes'][number]> = {}) {
  const camera = (id: string, laneId: string) =>
    ({ id, label: id, driver: 'camera-mqtt', laneId }) as const;
  return new LaneLot({
    ...base,
    lanes: base.lanes.map((lane) =>
      lane.id === 'in' ? { ...lane, admitsWithoutPlate: false, ...change } : lane,
    ),
    devices: [
      { ...camera('front', 'in'), position: 'front' },
      { ...camera('rear', 'in'), position: 'rear' },
      camera('out-cam', 'out'),
    ],
  });
}

let ids = 0;
const nextId = () => `u${++ids}`;

function unread(lot: LaneLot, more: Partial<Omit<CommandOf<'ReportUnread'>, 'type'>> = {}) {
  const usual = { laneId: 'in', deviceId: 'front', readId: nextId(), vehicleClass: null } as const;
  return lot.events({ type: 'ReportUnread', ...usual, ...more });
}

function read(lot: LaneLot, plateRef: string, more: Partial<CommandOf<'ReportPlate'>> = {}) {
  const usual = { laneId: 'in', deviceId: 'rear', readId: nextId(), plateRef, confidence: 0.95 };
  return lot.events({ type: 'ReportPlate', ...usual, nearRefs: [], needs: NEEDS, ...more });
}

const live = (lot: LaneLot, laneId = 'in') => laneLive(lot.state, laneId, (ref) => ref);
const MOTORCYCLE = { vehicleClass: 'motorcycle', pictureId: 'moto' } as const;

describe('rule 7: a vehicle whose plate no camera reads', () => {
  test('is shown where staff are asked, and its stay keeps the picture and what it is', () => {
    const lot = plateLot();
    lot.loop('in', 'arming', true);
    expect(typesOf(unread(lot, MOTORCYCLE))).toEqual(['UnreadSeen']);
    expect(live(lot)?.unread).toMatchObject(MOTORCYCLE);
    lot.tick(8 * SECOND_MS);
    expect(live(lot)?.ask).toMatchObject({ ...MOTORCYCLE, plate: null, confidence: null });
    expect(lot.events(ANSWER)).toMatchObject([
      { type: 'StaffAnswered', seenPlateRef: null, pictureId: 'moto' },
      { type: 'TicketIssued', vehicleClass: 'motorcycle', plateRef: null },
      { type: 'GateVended' },
    ]);
    expect([...lot.state.sessions.values()]).toMatchObject([{ entryPictureId: 'moto' }]);
    expect(live(lot)?.unread).toBeNull();
  });

  test('its plate, as staff see it, counts with the same picture', () => {
    const lot = plateLot();
    lot.loop('in', 'arming', true);
    unread(lot, MOTORCYCLE);
    lot.tick(8 * SECOND_MS);
    const [answered] = lot.events({ ...ANSWER, plateRef: 'typed' });
    expect(answered).toMatchObject({ plateRef: 'typed', pictureId: 'moto' });
    expect([...lot.state.sessions.values()]).toMatchObject([
      { plateRef: 'typed', entryPictureId: 'moto', vehicleClass: 'motorcycle' },
    ]);
  });

  test('is on record once, however often the camera says so', () => {
    const lot = plateLot();
    lot.loop('in', 'arming', true);
    unread(lot, { pictureId: 'first' });
    for (let second = 0; second < 3_600; second += 1) {
      lot.at += SECOND_MS;
      const deviceId = second % 2 === 0 ? 'front' : 'rear';
      expect(unread(lot, { deviceId, pictureId: `p${second}` })).toEqual([]);
    }
    expect(live(lot)?.unread).toMatchObject({ pictureId: 'first' });
  });

  test('a camera that cries all day at nobody is on record now and then', () => {
    const lot = plateLot();
    let told = 0;
    for (let second = 0; second < 24 * 3_600; second += 1) {
      lot.at += SECOND_MS;
      told += unread(lot, { pictureId: `p${second}` }).length;
    }
    // Seven while the wait doubles, then one in ten minutes.
    expect(told).toBeLessThan(7 + 24 * 6 + 1);
    lot.loop('in', 'arming', true);
    expect(unread(lot, MOTORCYCLE)).toHaveLength(1);
    expect(live(lot)?.unread).toMatchObject(MOTORCYCLE);
  });

  test('the same id again is nothing, even of another vehicle', () => {
    const lot = plateLot();
    lot.loop('in', 'arming', true);
    unread(lot, { readId: 'same' });
    lot.loop('in', 'arming', false);
    lot.at += HOUR_MS;
    lot.loop('in', 'arming', true);
    expect(unread(lot, { readId: 'same' })).toEqual([]);
    expect(unread(lot, { readId: 'same', deviceId: 'rear' })).toHaveLength(1);
  });

  test('the first picture of it is taken after all', () => {
    const lot = plateLot();
    lot.loop('in', 'arming', true);
    unread(lot);
    expect(unread(lot, { pictureId: 'late' })).toHaveLength(1);
    expect(unread(lot, { pictureId: 'later' })).toEqual([]);
    expect(live(lot)?.unread).toMatchObject({ pictureId: 'late' });
  });

  test('what was seen of one vehicle is not shown for the next', () => {
    const lot = plateLot();
    lot.loop('in', 'arming', true);
    unread(lot, MOTORCYCLE);
    lot.loop('in', 'arming', false);
    expect(live(lot)?.unread).toBeNull();
    // Seen as it drives up, and it never comes.
    unread(lot, { pictureId: 'gone' });
    lot.at += MINUTE_MS;
    lot.loop('in', 'arming', true);
    expect(live(lot)?.unread).toBeNull();
  });

  test('as it drives up: kept until it stands there, then one of it there', () => {
    const lot = plateLot();
    unread(lot, { pictureId: 'coming' });
    lot.at += 3 * SECOND_MS;
    lot.loop('in', 'arming', true);
    expect(live(lot)?.unread).toMatchObject({ pictureId: 'coming' });
    expect(unread(lot, { pictureId: 'there' })).toHaveLength(1);
    expect(unread(lot, { pictureId: 'again' })).toEqual([]);
  });

  test('whoever the gate was opened for is nobody to ask about', () => {
    const lot = plateLot();
    lot.loop('in', 'arming', true);
    read(lot, 'p1');
    expect(unread(lot)).toEqual([]);
    lot.underGate('in');
    // The arming loop is free: whom the camera sees by now comes up behind.
    expect(unread(lot, { pictureId: 'behind' })).toHaveLength(1);
    lot.loop('in', 'arming', true);
    lot.loop('in', 'safety', false);
    lot.tick(8 * SECOND_MS);
    expect(live(lot)?.ask).toMatchObject({ pictureId: 'behind', plate: null });
  });

  test('a plate that was read is not made doubtful by a camera that sees none', () => {
    const lot = plateLot(smallLot(), { admitsWithoutPlate: true });
    lot.loop('in', 'arming', true);
    read(lot, 'p1', { confidence: 0.5, pictureId: 'read' });
    expect(unread(lot, { pictureId: 'other-end' })).toEqual([]);
    expect(live(lot)?.ask).toMatchObject({ plate: 'p1', pictureId: 'read' });
  });

  test('a doubtful read without a picture is shown by the other camera', () => {
    const lot = plateLot();
    lot.loop('in', 'arming', true);
    read(lot, 'p1', { confidence: 0.5 });
    expect(unread(lot, { pictureId: 'other-end' })).toHaveLength(1);
    expect(live(lot)?.ask).toMatchObject({ plate: 'p1', pictureId: 'other-end' });
  });

  test('turned away: not asked again about the vehicle that stays, and about the next one', () => {
    const lot = plateLot();
    lot.loop('in', 'arming', true);
    unread(lot, MOTORCYCLE);
    lot.tick(8 * SECOND_MS);
    lot.events({ ...ANSWER, admit: false });
    for (let minute = 0; minute < 10; minute += 1)
      expect(typesOf(lot.tick(MINUTE_MS))).not.toContain('NoPlateSeen');
    lot.loop('in', 'arming', false);
    lot.loop('in', 'arming', true);
    expect(typesOf(lot.tick(8 * SECOND_MS))).toContain('NoPlateSeen');
  });

  test('nobody is asked about while the gate is up for everybody', () => {
    const lot = plateLot();
    lot.events({ type: 'HoldGate', laneId: 'in', reason: 'queue' });
    lot.loop('in', 'arming', true);
    expect(typesOf(lot.tick(MINUTE_MS))).not.toContain('NoPlateSeen');
    const fire = plateLot();
    fire.events({ type: 'StartEvacuation', reason: 'fire' });
    fire.loop('in', 'arming', true);
    expect(unread(fire, MOTORCYCLE)).toEqual([]);
  });
});

describe('rule 7: a motorcycle', () => {
  test('read behind and not in front: one vehicle, with the picture and the kind of the front', () => {
    const lot = plateLot();
    lot.loop('in', 'arming', true);
    unread(lot, { ...MOTORCYCLE, readId: 'f' });
    lot.at += 2 * SECOND_MS;
    expect(read(lot, 'p1')).toMatchObject([
      { type: 'PlateRead', pairedWith: null, pairedUnread: 'f', pictureId: 'moto' },
      { type: 'TicketIssued', vehicleClass: 'motorcycle', plateRef: 'p1' },
      { type: 'GateVended' },
    ]);
    expect([...lot.state.sessions.values()]).toMatchObject([{ entryPictureId: 'moto' }]);
  });

  test('a sure read is not taken for a worse one because the front saw nothing', () => {
    const lot = plateLot();
    lot.enter('p0');
    lot.at += HOUR_MS;
    lot.loop('in', 'arming', true);
    unread(lot, MOTORCYCLE);
    // The read of the vehicle before this one was surer.
    read(lot, 'p1', { confidence: 0.85 });
    expect(lot.state.lanes.get('in')?.lastRead).toMatchObject({ plateRef: 'p1' });
    expect(lot.state.byPlate.has('p1')).toBe(true);
  });

  test('the same camera, or after the window: two words, and no pair', () => {
    const lot = plateLot();
    lot.loop('in', 'arming', true);
    unread(lot, { ...MOTORCYCLE, deviceId: 'rear' });
    const [first] = read(lot, 'p1', { confidence: 0.5 });
    expect(first).not.toHaveProperty('pairedUnread');
    const later = plateLot();
    later.loop('in', 'arming', true);
    unread(later, MOTORCYCLE);
    later.at += 6 * SECOND_MS;
    const [second] = read(later, 'p1', { confidence: 0.5 });
    expect(second).not.toHaveProperty('pairedUnread');
  });

  test('presses the ticket button: its ticket is that of a motorcycle', () => {
    const lot = plateLot(smallLot(), { admitsWithoutPlate: true });
    lot.loop('in', 'arming', true);
    unread(lot, MOTORCYCLE);
    const button = {
      type: 'RequestEntry',
      laneId: 'in',
      plateRef: null,
      credential: null,
    } as const;
    const device = { kind: 'device', deviceId: 'button' } as const;
    expect(lot.events({ ...button, ...NEEDS }, device)).toMatchObject([
      { type: 'TicketIssued', vehicleClass: 'motorcycle' },
      { type: 'GateVended' },
    ]);
    expect([...lot.state.sessions.values()]).toMatchObject([{ entryPictureId: 'moto' }]);
  });
});

describe('rule 7: where no loop tells of vehicles', () => {
  const lotOf = () => plateLot(withoutLoops());

  test('the camera that cannot read one has staff asked, once', () => {
    const lot = lotOf();
    unread(lot, MOTORCYCLE);
    expect(lot.tick(7 * SECOND_MS)).toEqual([]);
    expect(typesOf(lot.tick(SECOND_MS))).toContain('NoPlateSeen');
    expect(live(lot)?.ask).toMatchObject(MOTORCYCLE);
    lot.events({ ...ANSWER, admit: false });
    for (let second = 0; second < 20; second += 1)
      expect(typesOf(lot.tick(SECOND_MS))).not.toContain('NoPlateSeen');
  });

  test('let in: not asked again while it drives off', () => {
    const lot = lotOf();
    unread(lot, MOTORCYCLE);
    lot.tick(8 * SECOND_MS);
    expect(typesOf(lot.events(ANSWER))).toContain('GateVended');
    for (let second = 0; second < 14; second += 1) {
      lot.at += SECOND_MS;
      expect(unread(lot, MOTORCYCLE)).toEqual([]);
    }
    lot.at += 2 * SECOND_MS;
    expect(unread(lot, { ...MOTORCYCLE, pictureId: 'next' })).toHaveLength(1);
  });

  test('a read of long before is not taken for it', () => {
    const lot = lotOf();
    lot.enter('p1');
    lot.at += HOUR_MS;
    // It is inside already: turned away, and its read stays in the lane.
    expect(typesOf(read(lot, 'p1'))).toContain('EntryRefused');
    lot.at += HOUR_MS;
    unread(lot, MOTORCYCLE);
    expect(typesOf(lot.tick(8 * SECOND_MS))).toContain('NoPlateSeen');
    expect(live(lot)?.ask).toMatchObject({ ...MOTORCYCLE, plate: null });
    expect(lot.events(ANSWER)[0]).toMatchObject({ seenPlateRef: null, pictureId: 'moto' });
  });
});

describe('rule 9: a driver who calls', () => {
  test('is shown by the newest picture, read or not', () => {
    const lot = plateLot(smallLot(), { admitsWithoutPlate: true });
    lot.enter('p1');
    lot.at += MINUTE_MS;
    lot.loop('in', 'arming', true);
    unread(lot, MOTORCYCLE);
    lot.events({ type: 'ReportCall', laneId: 'in' });
    expect(live(lot)).toMatchObject({ lastPlate: { plate: 'p1' }, unread: MOTORCYCLE });
    lot.at += SECOND_MS;
    read(lot, 'p2', { pictureId: 'read', confidence: 0.5 });
    expect(live(lot)).toMatchObject({ lastPlate: { pictureId: 'read' }, unread: null });
  });
});
