import { describe, expect, it } from 'vitest';
import { laneLive } from '../views/lot-live.ts';
import { TestLot } from './lot.testing.ts';

const needs = { vehicleClass: 'car', wantsCharge: false, accessiblePermit: false } as const;
const read = (more: object) =>
  ({
    type: 'ReportPlate',
    laneId: 'in',
    deviceId: 'camera',
    readId: 'r1',
    plateRef: 'AB12',
    confidence: 0.95,
    nearRefs: [],
    needs,
    ...more,
  }) as const;
const arming = { type: 'ReportLoop', laneId: 'in', loop: 'arming', on: true } as const;

describe('a read with a picture', () => {
  it('shows it in the lane, and gives it to the stay', () => {
    const lot = new TestLot();
    lot.tell(read({ pictureId: 'p1' }));
    expect(laneLive(lot.state, 'in', () => null)?.lastPlate).toMatchObject({ pictureId: 'p1' });
    lot.tell(arming);
    expect([...lot.state.sessions.values()]).toMatchObject([{ entryPictureId: 'p1' }]);
  });

  it('that is of another time is noted, and moves nothing in the lane', () => {
    const lot = new TestLot();
    lot.tell(arming);
    const before = structuredClone(lot.state.lanes.get('in'));
    const events = lot.events(read({ pictureId: 'p1', late: true }));
    expect(events).toMatchObject([{ type: 'PlateRead', late: true, pictureId: 'p1' }]);
    // Only its id is known from now on.
    const readIds = new Set(['camera r1']);
    expect(lot.state.lanes.get('in')).toEqual({ ...before, readIds });
    expect(lot.state.sessions.size).toBe(0);
  });
});
