import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DriveMap } from '#domain/facility/drive-distance.ts';
import { SLOT_KINDS } from '#domain/facility/kinds.ts';
import { parseLotFile } from '#domain/facility/parse-lot-file.ts';
import { ahead, type Point, type Slot } from './demo-lot/plan.ts';
import { riverside } from './demo-lot/riverside.ts';
import { writeLot } from './demo-lot/write-lot.ts';

const file = fileURLToPath(new URL('../resources/demo-lots/riverside.json', import.meta.url));
const parsed = parseLotFile(JSON.parse(readFileSync(file, 'utf8')));
if (!parsed.ok) throw new Error(JSON.stringify(parsed.error, null, 2));
const lot = parsed.value;

function corners(slot: Slot): Point[] {
  const half = { width: slot.widthMetres / 2, length: slot.lengthMetres / 2 };
  return [
    [1, 1],
    [1, -1],
    [-1, -1],
    [-1, 1],
  ].map(([across = 0, along = 0]) =>
    ahead(
      ahead([slot.at[0], slot.at[1]], slot.headingDegrees + 90, across * half.width),
      slot.headingDegrees,
      along * half.length,
    ),
  );
}

/** Separating axes of two rectangles; touching within 2 cm is no overlap. */
function overlap(a: Slot, b: Slot): boolean {
  const axes = [a, b].flatMap((slot) => [slot.headingDegrees, slot.headingDegrees + 90]);
  return axes.every((axis) => {
    const [dx, dy] = ahead([0, 0], axis, 1);
    const spread = (slot: Slot) => corners(slot).map(([x, y]) => x * dx + y * dy);
    const [ofA, ofB] = [spread(a), spread(b)];
    return Math.max(...ofA) > Math.min(...ofB) + 0.02 && Math.max(...ofB) > Math.min(...ofA) + 0.02;
  });
}

function inside([x, y]: Point, outline: readonly (readonly [number, number])[]): boolean {
  let isInside = false;
  outline.forEach(([ax, ay], i) => {
    const [bx, by] = outline[(i + 1) % outline.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) isInside = !isInside;
  });
  return isInside;
}

describe('the demo lot', () => {
  it('is what its drawings make', () => {
    expect(readFileSync(file, 'utf8')).toBe(writeLot(riverside()));
  });

  it('has about 300 slots of every kind on three levels', () => {
    expect(lot.slots.length).toBeGreaterThanOrEqual(290);
    expect(lot.levels.map((level) => level.storey)).toEqual([0, 1, -1]);
    for (const kind of SLOT_KINDS) expect(lot.slots.some((slot) => slot.kind === kind)).toBe(true);
  });

  it('names everything once', () => {
    const ids = [lot.slots, lot.devices, lot.lanes, lot.drive.nodes, lot.zones].map((things) =>
      things.map((thing) => thing.id),
    );
    for (const list of [...ids, lot.slots.map((slot) => slot.label)])
      expect(new Set(list).size).toBe(list.length);
  });

  it('lets every entry reach every slot and every slot reach every exit', () => {
    const drive = new DriveMap(lot);
    for (const lane of lot.lanes) {
      const ways = [
        ...(lane.direction === 'exit' ? [] : [drive.distancesFrom([lane.nodeId])]),
        ...(lane.direction === 'entry' ? [] : [drive.distancesTo([lane.nodeId])]),
      ];
      for (const metres of ways) {
        const cutOff = lot.slots.filter((_, i) => !Number.isFinite(metres[i]));
        expect(
          cutOff.map((slot) => slot.label),
          lane.label,
        ).toEqual([]);
        expect(Math.max(...metres)).toBeLessThan(700);
      }
    }
  });

  it('has no two slots on the same ground', () => {
    const clashes = lot.slots.flatMap((a, i) =>
      lot.slots
        .slice(i + 1)
        .filter((b) => a.levelId === b.levelId && overlap(a, b))
        .map((b) => `${a.label} and ${b.label}`),
    );
    expect(clashes).toEqual([]);
  });

  it('keeps every slot within its level', () => {
    for (const slot of lot.slots) {
      const level = lot.levels.find(({ id }) => id === slot.levelId);
      for (const corner of corners(slot))
        expect(inside(corner, level?.outline ?? []), slot.label).toBe(true);
    }
  });

  it('gives every lane its barrier, camera, sign and call button, exits a scanner, an entry tickets', () => {
    for (const lane of lot.lanes) {
      const drivers = lot.devices
        .filter((device) => 'laneId' in device && device.laneId === lane.id)
        .map((device) => device.driver.split('-')[0]);
      const expected = ['barrier', 'camera', 'sign'];
      const machine = lane.id === 'entry-2' ? ['contact', 'printer'] : [];
      const more = lane.direction !== 'entry' ? ['scanner', 'contact'] : ['contact', ...machine];
      expect(drivers).toEqual([...expected, ...more]);
    }
    expect(lot.devices.filter(({ driver }) => driver === 'zone-counter-mqtt')).toHaveLength(1);
    expect(lot.devices.filter(({ id }) => id === 'fire-panel')).toHaveLength(1);
    const serial = lot.devices.flatMap((device) => ('serial' in device ? device.serial.path : []));
    expect(serial.every((path) => path.startsWith('field/'))).toBe(true);
  });
});
