import type { VehicleClass } from '#domain/facility/kinds.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import { must } from '#domain/kernel/assert.ts';
import { addDays, weekdayOf } from '#domain/kernel/calendar.ts';
import type { PlateRef } from '#domain/kernel/ids.ts';
import { HOUR_MS, type Instant, MINUTE_MS } from '#domain/kernel/instant.ts';
import { zonedDay, zonedDayOf } from '#domain/kernel/zoned.ts';
import type { Actor } from '#domain/lot/actor.ts';
import { fromLegacyTariff } from '#domain/tariff/from-legacy-tariff.ts';
import type { LotUnit } from '../../runtime/lot-unit.ts';

const STATION: Actor = { kind: 'station' };
const TIME_ZONE = 'Europe/London';
/** Friday. */
const LAST_WEEKDAY = 5;

/** First instants of the 35 days before the one that an instant falls on. */
export function fiveWeeksBefore(at: Instant): readonly Instant[] {
  const { day } = zonedDay(at, TIME_ZONE);
  return Array.from({ length: 35 }, (_, index) => {
    const found = zonedDayOf(addDays(day, index - 35), TIME_ZONE);
    return must(found, 'a day before another is in the calendar').startsAt;
  });
}

/**
 * A motorcycle and three slots for a tenant on the ground; two cars and a permit on Level 2. Ten hours are
 * free. Lane 2 has loops, so that a read there is only a read.
 */
export function twoLevels(): LotFile {
  const tenant = { zoneId: 'tenant' };
  const top = { levelId: 'l2', zoneId: 'top' };
  const lot = smallLot(
    [
      { id: 'a1', kind: 'motorcycle' },
      ...['t1', 't2', 't3'].map((id) => ({ id, ...tenant })),
      { id: 'b1', ...top },
      { id: 'b2', ...top },
      { id: 'b3', ...top, kind: 'accessible' },
    ],
    { id: 'levels', name: 'Two levels' },
  );
  const [ground] = lot.levels;
  const [entry] = lot.lanes;
  if (ground === undefined || entry === undefined) throw new Error('a lot has a level and a lane');
  const { currency, timeZone } = lot;
  const car = { freeMinutes: 600, periodMinutes: 60, periodFeeMinor: 200, dayCapMinor: 1_000 };
  return {
    ...lot,
    levels: [ground, { ...ground, id: 'l2', label: 'Level 2', storey: 2 }],
    drive: {
      nodes: [
        ...lot.drive.nodes,
        { id: 'up-west', levelId: 'l2', at: [2, 20] },
        { id: 'up-east', levelId: 'l2', at: [98, 20] },
      ],
      edges: [
        ...lot.drive.edges,
        { from: 'up-west', to: 'up-east', oneWay: false, kind: 'aisle', widthMetres: 6 },
        {
          from: 'west',
          to: 'up-west',
          oneWay: false,
          kind: 'ramp',
          widthMetres: 6,
          lengthMetres: 40,
        },
        {
          from: 'up-east',
          to: 'east',
          oneWay: false,
          kind: 'ramp',
          widthMetres: 6,
          lengthMetres: 40,
        },
      ],
    },
    zones: [...lot.zones, { id: 'top', label: 'Top' }, { id: 'tenant', label: 'Tenant' }],
    lanes: [
      ...lot.lanes.map((lane) => ({ ...lane, detection: 'none' as const })),
      { ...entry, id: 'in-2', label: 'Lane 2' },
    ],
    tariff: fromLegacyTariff({ id: 'long', name: 'Long', rates: { car } }, { currency, timeZone }),
  };
}

/**
 * On 18 of 20 weekdays two cars have filled Level 2 by 09:40 and stay until 11:00; 61 drivers are turned
 * away meanwhile. On the other two one car comes, and once a motorcycle. Lane 2's camera reads 15 plates in
 * the morning, all with confidence, and 10 in the evening, 24 of all 200 without. No tenant ever comes.
 * In the first of the five weeks nothing happens.
 */
export async function playFiveWeeks(
  unit: LotUnit,
  moveTo: (at: Instant) => void,
  days: readonly Instant[],
): Promise<void> {
  let plates = 0;
  const newPlate = () => {
    plates += 1;
    return must(unit.refOf(`KA01AB${1_000 + plates}`), 'it is a plate');
  };
  const read = async (
    laneId: string,
    confidence: number,
    vehicleClass: VehicleClass = 'car',
  ): Promise<{ readonly plateRef: PlateRef; readonly isRefused: boolean }> => {
    const needs = { vehicleClass, wantsCharge: false, accessiblePermit: false };
    const deviceId = laneId === 'in' ? 'cam-1' : 'cam-2';
    const plateRef = newPlate();
    const seen = { laneId, deviceId, readId: plateRef, confidence, nearRefs: [], needs };
    const actor: Actor = { kind: 'device', deviceId };
    const outcome = await unit.submit({ type: 'ReportPlate', plateRef, ...seen }, { actor });
    if (!outcome.ok) throw new Error(outcome.refusal.message);
    return {
      plateRef,
      isRefused: outcome.events.some(({ event }) => event.type === 'EntryRefused'),
    };
  };
  const enter = async (vehicleClass: VehicleClass = 'car') => {
    const { plateRef, isRefused } = await read('in', 0.95, vehicleClass);
    if (isRefused) throw new Error(`vehicle ${plates} was turned away`);
    return plateRef;
  };
  const leave = (plateRef: PlateRef) =>
    unit.submit(
      { type: 'RequestExit', laneId: 'out', by: { kind: 'plate', plateRef } },
      { actor: STATION },
    );
  await reserveForAcme(unit);
  const weekdays = days
    .slice(7)
    .filter((day) => weekdayOf(zonedDay(day, TIME_ZONE).day) <= LAST_WEEKDAY);
  for (const [index, day] of weekdays.entries()) {
    const isFull = index < 18;
    moveTo(day + 9 * HOUR_MS);
    const inside = [await enter()];
    if (isFull) {
      moveTo(day + 9 * HOUR_MS + 40 * MINUTE_MS);
      inside.push(await enter());
      moveTo(day + 9 * HOUR_MS + 50 * MINUTE_MS);
      // 7 × 4 + 11 × 3 = 61.
      for (let refused = index < 7 ? 4 : 3; refused > 0; refused -= 1)
        if (!(await read('in', 0.95)).isRefused) throw new Error('there was a slot left');
    } else if (index === 18) inside.push(await enter('motorcycle'));
    moveTo(day + 10 * HOUR_MS + 30 * MINUTE_MS);
    await Promise.all(Array.from({ length: 15 }, () => read('in-2', 0.95)));
    moveTo(day + 11 * HOUR_MS);
    for (const plateRef of inside) await leave(plateRef);
    moveTo(day + 17 * HOUR_MS + 10 * MINUTE_MS);
    const unsure = index < 4 ? 2 : 1;
    await Promise.all(
      Array.from({ length: 10 }, (_, place) => read('in-2', place < unsure ? 0.5 : 0.95)),
    );
  }
}

/** Three slots of their own zone are kept for a tenant whose members never come. */
async function reserveForAcme(unit: LotUnit): Promise<void> {
  const terms = {
    name: 'Acme',
    insideMax: null,
    overQuota: 'transient',
    reserved: [{ zoneId: 'tenant', kind: null, count: 3 }],
    active: true,
  } as const;
  await unit.submit(
    { type: 'SaveGroup', groupId: null, terms: { ...terms, reserved: [...terms.reserved] } },
    { actor: STATION },
  );
}
